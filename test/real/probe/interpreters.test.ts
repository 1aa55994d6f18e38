import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parsePeers } from "../../../src/probe/peers.ts";
import { parseProcesses } from "../../../src/probe/processes.ts";
import { probeCommand, probeProgram } from "../../../src/probe/program.ts";
import { type Question, renderQuestion } from "../../../src/probe/question.ts";
import {
  aDaemon,
  answered,
  askText,
  filesOf,
  probeOf,
  questionId,
  readHost,
  sampleOf,
  systems,
} from "../../probe/fixture-host.ts";
import { eventually } from "../../support/eventually.ts";

/** The probe's text in every awk and under every login shell that this machine has; "sh" stands for no awk at all. */
const required = ["mawk", "gawk", "busybox", "sh"];
const optional = ["original-awk"].filter(isInstalled);
const interpreters = [...required, ...optional];
const loginShells = ["sh", "bash", ...["tcsh", "fish", "zsh"].filter(isInstalled)];

function isInstalled(program: string): boolean {
  return spawnSync("/bin/sh", ["-c", `command -v ${program}`]).status === 0;
}

const hostileNames = ["x) R 1 1 (y", "a\n.", "\n@abcdefgh ."];
const irregular = ["pipe", "socket", "directory", "zero", "linked-pipe"];
const endless = ["sparse", "pagemap"];
/** They outlive this file on the slowest machine, and are ended with it. In s. */
const livesFor = "7200";
const listener = createServer();
const children: { name: string; pid: number; kill: () => void }[] = [];
let folder = "";
let pidFolder = "";
let longHost = "";
/** Nothing is locked to root, so the probe is started as nobody there; others have locked themselves out. */
const asStranger = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

beforeAll(async () => {
  pidFolder = await mkdtemp(join(tmpdir(), "pid-files-"));
  await mkdir(join(pidFolder, "locked", "in"), { recursive: true });
  await writeFile(join(pidFolder, "locked", "in", "b.pid"), "5\n");
  await writeFile(join(pidFolder, "kept.pid"), "42\n");
  await symlink("/nowhere/at/all", join(pidFolder, "dangling"));
  await makeTraps();
  longHost = await makeLongHost();
  await chmod(join(pidFolder, "locked"), 0o000);
  await chmod(pidFolder, 0o755);
  folder = await mkdtemp(join(tmpdir(), "hostile-"));
  for (const name of hostileNames) {
    const file = join(folder, name);
    await copyFile("/bin/sleep", file);
    const child = spawn(file, [livesFor], {
      argv0: "zope\nserver",
      stdio: "ignore",
      env: { SUPERVISOR_PROCESS_NAME: "zope_00", TOKEN: "hunter2" },
    });
    await new Promise((resolve) => child.once("spawn", resolve));
    children.push({ name, pid: child.pid ?? 0, kill: () => child.kill("SIGKILL") });
  }
});

afterAll(async () => {
  for (const child of children) child.kill();
  listener.close();
  await rm(folder, { recursive: true, force: true });
  await chmod(join(pidFolder, "locked"), 0o700);
  await rm(pidFolder, { recursive: true, force: true });
  await rm(longHost, { recursive: true, force: true });
});

/** A host on which process 7 has said that its arguments are 150 MB of its memory, as every process may. */
async function makeLongHost(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "long-host-"));
  for (const pid of [1, 7, 9]) {
    await mkdir(join(root, "proc", String(pid)), { recursive: true });
    const write = (name: string, text: string) => writeFile(join(root, "proc", String(pid), name), text);
    await write("stat", `${pid} (x) S 0 1 1 0 -1 4194304 0 0 0 0 0 0 0 0 20 0 1 0 500 0 0\n`);
    await write("cgroup", "0::/init.scope\n");
    await write("cmdline", pid === 7 ? "a".repeat(150e6) : "/sbin/init\0");
  }
  return root;
}

/** What the owner of a pid file may put in its place, so that whoever opens it waits for ever, or reads for ever. */
async function makeTraps(): Promise<void> {
  const [pipe = "", socket = "", directory = ""] = irregular.map((name) => join(pidFolder, name));
  spawnSync("mkfifo", [pipe]);
  await mkdir(directory);
  await new Promise<void>((resolve) => listener.listen(socket, resolve));
  await symlink("/dev/zero", join(pidFolder, "zero"));
  await symlink(pipe, join(pidFolder, "linked-pipe"));
  await writeFile(join(pidFolder, "sparse"), "");
  await truncate(join(pidFolder, "sparse"), 2 ** 40);
  // Each process finds a table of its own memory there, of 256 GiB.
  await symlink("/proc/self/pagemap", join(pidFolder, "pagemap"));
  await symlink("kept.pid", join(pidFolder, "linked"));
}

describe.each(interpreters)("%s", (interpreter) => {
  const ask = (question: Question) => answered(askText("", [interpreter], question));

  test("says who answers", () => {
    expect(ask({ verb: "system" }).program).toBe(interpreter);
  });

  test.each(systems)("reads %s as a plain copy of its files does", (system) => {
    const copied = sampleOf(filesOf(system)({ verb: "system" }));
    expect(sampleOf(probeOf(system, [interpreter])({ verb: "system" }))).toEqual(copied);
  });

  test("tells who is connected, of both address families", () => {
    const { value } = parsePeers(probeOf("debian9-4.9", [interpreter])({ verb: "peers", ports: [8080, 6379] }));
    expect(value).toEqual({
      listening: new Set([8080]),
      peers: [{ port: 8080, address: "127.0.0.1", count: 3, quiet: null }],
      more: 0,
    });
  });

  test("tells for how long connections have been quiet, by the host's own ss", async () => {
    const { server, port, client } = await connected();
    try {
      const told = () => parsePeers(ask({ verb: "peers", ports: [port] })).value?.peers[0];
      expect(isInstalled("ss"), "ss, of the package iproute2").toBe(true);
      await eventually(() => (told()?.quiet?.openFor ?? 0) >= 50);
      expect(told()).toMatchObject({ address: "127.0.0.1", count: 1 });
      expect(told()?.quiet?.idle.to).toBeLessThan(60_000);
    } finally {
      client.destroy();
      server.close();
    }
  });

  test("answers for hundreds of processes that are gone, and goes on", () => {
    const pids = Array.from({ length: 600 }, (_, index) => 4_190_000 + index);
    expect(
      ask({ verb: "daemons", pids, cgroups: ["/sys/fs/cgroup/nowhere"] }).sections.get("/proc/4190599/stat"),
    ).toBeNull();
  });

  test("tells a file that does not exist from one that is there and cannot be read", () => {
    const paths = ["/none.pid", "/none/deeper/$(id).pid", "/locked/in/b.pid", "/locked/none", "/dangling", "/kept.pid"];
    const question = { verb: "files", paths: paths.map((path) => pidFolder + path) } as const;
    const run = spawnSync("/bin/sh", ["-c", probeCommand({ root: "", interpreters: [interpreter] })], {
      input: `${renderQuestion(questionId, question)}\nabcdefgi s\n`,
      encoding: "utf8",
      ...asStranger,
    });
    const { sections } = answered(run.stdout);
    const told = paths.map((path) => sections.get(pidFolder + path));
    expect(told).toEqual(["missing", "missing", null, null, null, ["42"]]);
    expect(run.stdout).toContain("@abcdefgi .\n");
  });

  test("opens nothing but regular files, and reads no more than the beginning of one that has no end", () => {
    const paths = [...irregular, ...endless, "linked", "kept.pid"].map((name) => join(pidFolder, name));
    const run = spawnSync("/bin/sh", ["-c", probeCommand({ root: "", interpreters: [interpreter] })], {
      input: `${renderQuestion(questionId, { verb: "files", paths })}\nabcdefgi s\n`,
      encoding: "utf8",
      timeout: 10_000,
    });
    expect(run).toMatchObject({ status: 0, signal: null });
    expect(run.stdout).toContain("@abcdefgi .\n");
    const { sections } = answered(run.stdout);
    const nothing = [...irregular.map(() => null), ...endless.map(() => [""])];
    expect(paths.map((path) => sections.get(path))).toEqual([...nothing, ["42"], ["42"]]);
  });

  test("may take no more than 128 MiB of memory, whatever it meets", async () => {
    const child = spawn("/bin/sh", ["-c", probeCommand({ root: "", interpreters: [interpreter] })], {
      stdio: ["pipe", "pipe", "ignore"],
    });
    const answer = new Promise((resolve) => child.stdout.once("data", resolve));
    child.stdin.write("abcdefgh s\n");
    await answer;
    const limits = await readFile(`/proc/${child.pid}/limits`, "utf8");
    child.stdout.resume();
    child.stdin.end();
    await new Promise((resolve) => child.once("close", resolve));
    expect(limits).toMatch(/^Max address space +134217728 +134217728 /m);
  });

  test("lists all processes where the arguments of one are longer than its memory may be", () => {
    const list = parseProcesses(answered(askText(longHost, [interpreter], { verb: "processes" })));
    expect(list.processes.map(({ pid }) => pid)).toEqual([1, 7, 9]);
    expect(list.unseen).toBeNull();
    // An awk lists them without any arguments then; the shell alone reads the beginning of each.
    expect(list.argsUnread).toBe(interpreter === "sh" ? null : "the file cannot be read");
  });

  test("does not understand a question from the future, says so, and goes on", () => {
    const run = spawnSync("/bin/sh", ["-c", probeCommand({ root: "", interpreters: [interpreter] })], {
      input: "abcdefgh zz 1\nabcdefgi s\n",
      encoding: "utf8",
    });
    expect(run.stdout).toContain("@abcdefgh ?\n@abcdefgh .\n@abcdefgi : ");
  });

  test("ends by itself when nobody asks any more, and leaves no process behind", async () => {
    const child = spawn("/bin/sh", ["-c", probeCommand({ root: "", interpreters: [interpreter] })], {
      stdio: ["pipe", "pipe", "ignore"],
    });
    child.stdin.write(`${renderQuestion(questionId, { verb: "processes" })}\n`);
    await new Promise((resolve) => child.stdout.once("data", resolve));
    child.stdout.resume();
    const ended = new Promise((resolve) => child.once("close", resolve));
    child.stdin.destroy();
    expect(await ended).toBe(0);
    expect(existsSync(`/proc/${child.pid}`)).toBe(false);
  });

  test("answers a question as soon as it is asked, not when its input is full", async () => {
    const child = spawn("/bin/sh", ["-c", probeCommand({ root: "", interpreters: [interpreter] })], {
      stdio: ["pipe", "pipe", "ignore"],
    });
    for (const id of ["abcdefgh", "abcdefgi"]) {
      const answer = new Promise<string>((resolve) => {
        let text = "";
        child.stdout.on("data", (chunk: Buffer) => {
          text += chunk.toString();
          if (text.endsWith(`@${id} .\n`)) resolve(text);
        });
      });
      child.stdin.write(`${id} s\n`);
      expect(await answer).toContain("/proc/loadavg");
    }
    child.stdin.end();
    await new Promise((resolve) => child.once("close", resolve));
  });
});

describe.each(required)("%s, which reads text with zero bytes,", (interpreter) => {
  const ask = (question: Question) => answered(askText("", [interpreter], question));

  test("reads processes with hostile names, and lists them without a line too many", () => {
    const list = parseProcesses(ask({ verb: "processes" }));
    expect(list).toMatchObject({ unseen: null, argsUnread: null });
    const pids = children.map(({ pid }) => pid);
    const listed = list.processes.filter(({ pid }) => pids.includes(pid));
    expect(listed.map(({ parentPid }) => parentPid)).toEqual(pids.map(() => process.pid));
    expect(listed.map(({ args }) => args)).toEqual(
      pids.map(() => expect.stringMatching(new RegExp(`^zope.server ${livesFor}$`))),
    );
    const daemon = aDaemon("zope", { by: "command", pattern: `^zope.server ${livesFor}$` });
    const { sample } = readHost(ask, [daemon]);
    expect(sample.daemons[0]?.processes.map(({ pid }) => pid).toSorted()).toEqual(pids.toSorted());
    expect(sample.daemons[0]?.heapSource).toBe("status");
    expect(sample.daemons[0]?.heapBytes.value).toBeGreaterThan(0);
  });

  test("gives of an environment the supervised name alone", () => {
    const text = askText("", [interpreter], { verb: "supervised", pids: children.map(({ pid }) => pid) });
    expect(text.match(/^SUPERVISOR_PROCESS_NAME=zope_00$/gm)?.length).toBe(children.length);
    expect(text).not.toMatch(/TOKEN|hunter2/);
  });
});

describe.each(optional)("%s, which stops at a zero byte,", (interpreter) => {
  test("lists processes without their arguments and says so", () => {
    const list = parseProcesses(answered(askText("", [interpreter], { verb: "processes" })));
    expect(list).toMatchObject({ unseen: null, argsUnread: "the file cannot be read" });
    expect(list.processes.length).toBeGreaterThan(1);
  });
});

describe.each(loginShells)("a user whose login shell is %s", (shell) => {
  test("gets the probe's answer", () => {
    const input = `${renderQuestion(questionId, { verb: "system" })}\n`;
    const run = spawnSync(shell, ["-c", probeProgram.command], { input, encoding: "utf8" });
    expect(sampleOf(answered(run.stdout)).system.load.value?.one).toBeGreaterThanOrEqual(0);
  });
});

/** One connection on this machine itself, to a port that nobody else has. */
async function connected() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const client = connect(address.port, "127.0.0.1");
  await once(client, "connect");
  return { server, port: address.port, client };
}
