import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { commandLine } from "../../../src/adapters/ssh/command-line.ts";
import type { RestartMethod } from "../../../src/domain/daemon.ts";
import { commandOf } from "../../../src/domain/restart/command-of.ts";
import { createRandom } from "../../support/random.ts";

/** The line that goes to a host, read by the shells that may stand there, says the words that were meant and no others. */

const shells = [
  ["dash", ["dash"]],
  ["bash", ["bash", "--norc"]],
  ["busybox", ["busybox", "sh"]],
] as const;
const nameCount = 1_000_000;
const wordCount = 9000;

/** Names as scipy.yml takes them: units, programs, services, scripts, hosts. */
function nameOf(random: () => number): string {
  const first = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  const rest = `${first}@._:-`;
  const pick = (signs: string) => signs[Math.floor(random() * signs.length)] ?? "a";
  return pick(first) + Array.from({ length: Math.floor(random() * 24) }, () => pick(rest)).join("");
}

function methodOf(name: string, random: () => number): RestartMethod {
  const methods: readonly RestartMethod[] = [
    { by: "systemd", unit: `${name}.service` },
    { by: "supervisor", program: name },
    { by: "runit", service: name },
    { by: "sysv", script: name },
    { by: "monit", service: name },
  ];
  return methods[Math.floor(random() * methods.length)] ?? { by: "systemd", unit: name };
}

/** Anything that a configuration may hold in a word: whatever shells read, bytes of all languages, nothing. */
function wordOf(random: () => number): string {
  const pieces = [
    "'",
    '"',
    "\\",
    "$",
    "`",
    "$(id)",
    "$x",
    "!",
    "!!",
    "*",
    "?",
    "[a]",
    "{a,b}",
    "~",
    "#",
    "&",
    "|",
    ";",
    "<",
    ">",
    "(",
    ")",
    " ",
    "  ",
    "%s",
    "\\n",
    "\\0101",
    "-",
    "--",
    "-n",
    "=",
    "a=b",
    "é",
    "漢",
    "💥",
    "x",
    ".",
  ];
  return Array.from(
    { length: Math.floor(random() * 7) },
    () => pieces[Math.floor(random() * pieces.length)] ?? "",
  ).join("");
}

function run([shell = "sh", ...options]: readonly string[], input: string): string {
  const ran = spawnSync(shell, options, { input, encoding: "utf8", maxBuffer: 1 << 28 });
  if (ran.status !== 0) throw new Error(ran.stderr.slice(0, 500));
  return ran.stdout;
}

describe.each(shells)("%s", (_, shell) => {
  it(`reads a million names in the commands of all supervisors as they are`, () => {
    const random = createRandom(20_261_126);
    const batch = 50_000;
    let mismatches = 0;
    for (let done = 0; done < nameCount; done += batch) {
      const meant = Array.from({ length: batch }, () =>
        commandOf(methodOf(nameOf(random), random), { sudo: random() < 0.5 }),
      );
      const script = `say() { printf '%s\\0' "$@"; printf '\\n\\0'; }\n${meant.map((argv) => `say ${commandLine(argv)}`).join("\n")}\n`;
      const said = run(shell, script).split("\n\0").slice(0, -1);
      expect(said).toHaveLength(batch);
      for (const [index, argv] of meant.entries())
        if (said[index] !== argv.map((word) => `${word}\0`).join("")) mismatches += 1;
    }
    expect(mismatches).toBe(0);
  }, 300_000);

  it("reads words of anything as they are, each as one, also where a shell of its own unpacks them", () => {
    const random = createRandom(7);
    const batch = 60;
    const wrong: string[] = [];
    for (let done = 0; done < wordCount; done += batch) {
      const words = Array.from({ length: batch }, () => wordOf(random));
      const line = commandLine(["/usr/bin/printf", "%s\\0", ...words]).replace(
        "/bin/sh",
        shell.join(" ").replace(" --norc", ""),
      );
      const said = run(shell, line).split("\0").slice(0, -1);
      if (said.join("\0") !== words.join("\0") || said.length !== words.length) wrong.push(JSON.stringify(words));
    }
    expect(wrong).toEqual([]);
  }, 300_000);
});
