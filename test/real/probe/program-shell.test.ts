import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sshLimits } from "../../../src/adapters/ssh/limits.ts";
import { parseProcesses } from "../../../src/probe/processes.ts";
import { probeCommand } from "../../../src/probe/program.ts";
import { renderQuestion } from "../../../src/probe/question.ts";
import { answered, askText, questionId } from "../../probe/fixture-host.ts";
import { writeProcess } from "./processes-folder.ts";

/** The list of processes where there is no awk, beside what an awk makes of the same files. */
let folder = "";
const busybox = spawnSync("/bin/sh", ["-c", "command -v busybox"], { encoding: "utf8" }).stdout.trim();
const question = { verb: "processes" } as const;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "program-shell-"));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** The lines that tell of processes, and whether some are missing. */
function rowsOf(text: string): readonly string[] {
  return text.split("\n").filter((line) => /^(\d+\t|# cut)/.test(line));
}

describe("a shell without awk", () => {
  const oddNames = [
    "x) R 1 1 (y",
    "a\n.",
    "\n@abcdefgh .",
    " a  b ",
    "é",
    "a\\b$x`y",
    "*",
    "'\"!",
    "\t",
    "-n",
    ")",
    "",
  ];
  const rawName = Buffer.from([0x81, 0x82, 0x88, 0xff, 0x41]);
  const oddArgs = [
    ...[
      "",
      "\0",
      "\0\0a\0",
      "a",
      "a\0b",
      "a\0\0b\0",
      "a\0\0\0",
      "a b \0 c \0  ",
      "a\nb\0\nc\n\0",
      "é\0\x7f\0",
      "-n\0-e\0",
    ],
    ...["p=abcdefg\0", "a\\\\n\\0\0$(id)\0`x`\0*\0[a]\0", `${"x".repeat(4095)}\0y\0`, `${"x".repeat(4096)}y`],
    ...[`${"x".repeat(4094)} \0\0y`, "ab\0".repeat(3000), "\0".repeat(5000), " ".repeat(300), "a".repeat(100_000)],
  ];
  const oddGroups = [
    ...["", "0::/\n", "0::/a b\tc\n", "0::/a:b:\n", "0::/é\n", `0::/${"u".repeat(2000)}\n`, `0::/${"é".repeat(800)}\n`],
    ...["1:name=systemd:/u\n0::/u\n", "1:name=systemd:/u\n0::/v\n", "2:memory:/m\n1:name=systemd:/u\n0::/v\n"],
    ...[
      "5:cpu,memory:/m\n1:name=systemd:/\n",
      "5:cpu,memory:/m\n1:name=systemd:/\n0::/\n",
      "1:name=systemd:/\n0::/w\n",
    ],
    ...[`4:memory:/${"m".repeat(2000)}\n`, "0::/x\\y\n"],
  ];
  let root = "";

  beforeAll(async () => {
    root = join(folder, "odd");
    const odd = [
      ...[...oddNames, rawName].map((name) => ({ name })),
      ...oddArgs.map((cmdline) => ({ cmdline })),
      ...oddGroups.map((cgroup) => ({ cgroup })),
      { state: "Z" },
    ];
    await Promise.all(odd.map((each, index) => writeProcess(root, { pid: 4_200_000 + index, ...each })));
    await mkdir(join(folder, "tools"));
    for (const tool of ["head", "tr", "env"]) await symlink(busybox, join(folder, "tools", tool));
  });

  function listedBy(shell: string, path = process.env["PATH"] ?? ""): readonly string[] {
    const command = probeCommand({ root, interpreters: ["none"] }).replace("exec /bin/sh", `exec ${shell}`);
    const input = `${renderQuestion(questionId, question)}\n`;
    const env = { ...process.env, PATH: path };
    return rowsOf(spawnSync("/bin/sh", ["-c", command], { input, encoding: "utf8", env }).stdout);
  }

  test.each(["/bin/sh", "bash", "busybox sh"])("lists odd processes to the letter as awk does, as %s", (shell) => {
    const expected = rowsOf(askText(root, ["gawk"], question));
    expect(expected.length).toBe(oddNames.length + 1 + oddArgs.length + oddGroups.length);
    expect(listedBy(shell)).toEqual(expected);
  });

  test("lists them so with the tools of busybox, too", () => {
    expect(listedBy(`${busybox} sh`, join(folder, "tools"))).toEqual(rowsOf(askText(root, ["gawk"], question)));
  });

  test("lists processes without their arguments, and says so, where a tool cannot read them", async () => {
    const broken = join(folder, "broken");
    await mkdir(broken);
    await symlink("/bin/false", join(broken, "head"));
    const text = listedBy("/bin/sh", broken);
    expect(text.length).toBeGreaterThan(0);
    expect(text.every((row) => row.split("\t").length === 6)).toBe(true);
  });
});

describe("a host with thousands of processes", () => {
  /** Besides the first, above all that a kernel gives: the probe leaves its own pid out of a list. */
  const pids = [1, ...Array.from({ length: 2999 }, (_, index) => 4_200_000 + index)];
  const unitOf = { short: "0::/system.slice/zope.service\n", long: `0::/${"kubepods.slice/".repeat(12)}a.scope\n` };

  beforeAll(async () => {
    const cmdline = `/usr/bin/python3\0${"--option=value\0".repeat(30)}`;
    for (const [name, cgroup] of Object.entries(unitOf))
      for (const pid of pids) await writeProcess(join(folder, name), { pid, cmdline, cgroup });
  });

  test.each(["mawk", "gawk", "busybox", "sh"])(
    "is listed by %s with all pids and names, and arguments for a budget",
    (by) => {
      const text = askText(join(folder, "short"), [by], question);
      const list = parseProcesses(answered(text));
      expect(list).toMatchObject({ unseen: null, argsUnread: "the file cannot be read" });
      expect(list.processes.length).toBe(pids.length);
      expect(list.processes[0]?.args).toMatch(/^\/usr\/bin\/python3 --option=value /);
      expect(rowsOf(text)).toEqual(rowsOf(askText(join(folder, "short"), ["gawk"], question)));
    },
  );

  test.each(["mawk", "gawk", "busybox", "sh"])(
    "is listed by %s as far as the link takes an answer, which says so",
    (by) => {
      const text = askText(join(folder, "long"), [by], question);
      expect(text.length).toBeLessThan(sshLimits.answerBytesMax);
      expect(parseProcesses(answered(text)).unseen).toBe("there are too many processes to list");
      expect(rowsOf(text)).toEqual(rowsOf(askText(join(folder, "long"), ["gawk"], question)));
    },
  );

  test("is listed without awk by fewer forks than it has processes", () => {
    const forks = [1, 2, 3].map(() => {
      const before = forksSoFar();
      askText(join(folder, "short"), ["none"], question);
      return forksSoFar() - before;
    });
    // Others fork on this machine, too: the quietest time tells.
    expect(Math.min(...forks)).toBeLessThan(pids.length / 2);
  });
});

/** Processes and threads started on this machine since it booted, by anybody. */
function forksSoFar(): number {
  return Number(/^processes (\d+)$/m.exec(readFileSync("/proc/stat", "utf8"))?.[1]);
}
