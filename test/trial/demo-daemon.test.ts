import { execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createDemoDaemon, type DemoDaemon, type DemoOptions } from "../../src/trial/demo.ts";
import { eventually } from "../support/eventually.ts";
import { isAlive } from "../support/is-alive.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const mebibyte = 1024 ** 2;
const daemons: DemoDaemon[] = [];
let folder = "";

/** The daemon runs as plain JavaScript, so it is compiled as a release is. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "scipy-demo-"));
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
  const target = "--ignoreConfig --module nodenext --target es2023 --rewriteRelativeImportExtensions --types node";
  const sources = ["demo-daemon.ts", "demo-control.ts"].map((name) => join(root, "src", "trial", name));
  execFileSync(process.execPath, [compiler, ...target.split(" "), "--outDir", folder, ...sources], { cwd: root });
});

afterEach(async () => {
  for (const daemon of daemons.splice(0)) await daemon.stop();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function demo(port = 0, more: Pick<DemoOptions, "onDeath"> = {}): DemoDaemon {
  const program = join(folder, "demo-daemon.js");
  const daemon = createDemoDaemon({ folder: join(folder, "run"), program, port, ...more });
  daemons.push(daemon);
  return daemon;
}

async function health(port: number): Promise<{ readonly status: string; readonly liveBytes: number }> {
  // A connection that is kept would be ended by the daemon after 5 s, just as it is used again.
  const response = await fetch(`http://127.0.0.1:${port}/health`, { headers: { connection: "close" } });
  expect(response.status).toBe(200);
  return (await response.json()) as { readonly status: string; readonly liveBytes: number };
}

function heapOf(pid: number): number {
  const anon = /^RssAnon:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return Number(anon?.[1]) * 1024;
}

test("the demo daemon starts small and its heap grows by more than what it holds on to", async () => {
  const { pid, port } = await demo().start();
  const first = { heap: heapOf(pid), live: (await health(port)).liveBytes };
  expect(first.heap / mebibyte).toBeGreaterThan(55);
  expect(first.heap / mebibyte).toBeLessThan(85);
  await eventually(() => heapOf(pid) > first.heap + 4 * mebibyte);
  const live = (await health(port)).liveBytes;
  expect(live - first.live).toBeLessThan(mebibyte);
});

test("it answers for its health, and knows nothing else", async () => {
  const { port } = await demo().start();
  expect(await health(port)).toMatchObject({ status: "ok" });
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404);
});

test("guests keep connections open that a restart would cut", async () => {
  const { port } = await demo().start();
  const local = `0100007F:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  const established = () =>
    readFileSync("/proc/net/tcp", "utf8")
      .split("\n")
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[1] === local && fields[3] === "01").length;
  await eventually(() => established() > 0);
});

test("its pid file names it while it runs, and is gone when it is stopped", async () => {
  const daemon = demo();
  const { pid } = await daemon.start();
  expect(readFileSync(daemon.pidFile, "utf8")).toBe(`${pid}\n`);
  await daemon.stop();
  expect(existsSync(daemon.pidFile)).toBe(false);
  expect(isAlive(pid)).toBe(false);
  await daemon.stop();
});

test("a restart gives another process on the same port, and the pid file follows", async () => {
  const daemon = demo();
  const before = await daemon.start();
  const after = await daemon.restart();
  expect(after.port).toBe(before.port);
  expect(after.pid).not.toBe(before.pid);
  expect(isAlive(before.pid)).toBe(false);
  expect(readFileSync(daemon.pidFile, "utf8")).toBe(`${after.pid}\n`);
  expect(await health(after.port)).toMatchObject({ status: "ok" });
});

test("a second start is refused while it runs", async () => {
  const daemon = demo();
  await daemon.start();
  await expect(daemon.start()).rejects.toThrow("running already");
});

test("after it was killed from outside it can be stopped and started again", async () => {
  const daemon = demo();
  const { pid } = await daemon.start();
  process.kill(pid, "SIGKILL");
  await eventually(() => !isAlive(pid));
  const again = await daemon.restart();
  expect(again.pid).not.toBe(pid);
});

test("where it is supervised another takes its place when it is killed, until it is stopped", async () => {
  const failures: string[] = [];
  const daemon = demo(0, { onDeath: { failed: (why) => failures.push(why) } });
  const { pid, port } = await daemon.start();
  const named = () => Number(readFileSync(daemon.pidFile, "utf8"));
  process.kill(pid, "SIGKILL");
  await eventually(() => named() !== pid);
  expect(await health(port)).toMatchObject({ status: "ok" });
  const second = named();
  process.kill(second, "SIGKILL");
  await eventually(() => !isAlive(second));
  await daemon.stop();
  expect(existsSync(daemon.pidFile)).toBe(false);
  await expect(fetch(`http://127.0.0.1:${port}/health`)).rejects.toThrow();
  expect(failures).toEqual([]);
});

describe("the command that restarts it", () => {
  const run = (...words: readonly string[]) =>
    spawnSync(process.execPath, [join(folder, "demo-control.js"), ...words], { encoding: "utf8" });

  test("ends when its supervisor has started another, and says both", async () => {
    const daemon = demo(0, { onDeath: { failed: () => undefined } });
    const { pid, port } = await daemon.start();
    const said = await runAside("restart", daemon.pidFile);
    const now = readFileSync(daemon.pidFile, "utf8").trim();
    expect(said).toEqual({ code: 0, output: `demo: stopped (pid ${pid})\ndemo: started (pid ${now})\n` });
    expect(Number(now)).not.toBe(pid);
    expect(await health(port)).toMatchObject({ status: "ok" });
  });

  test("says where nothing runs, and how it is called", () => {
    expect(run("restart", join(folder, "none.pid"))).toMatchObject({ status: 1, stdout: "" });
    expect(run("reload").stderr).toContain("Usage: demo-control restart PIDFILE");
    expect(run("restart").status).toBe(2);
  });
});

/** The supervisor is this very process, so it has to go on meanwhile. */
function runAside(...words: readonly string[]): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = spawn(process.execPath, [join(folder, "demo-control.js"), ...words]);
  let output = "";
  child.stdout.on("data", (text) => {
    output += text;
  });
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, output })));
}

test("a port that is taken is told at once", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as AddressInfo;
  await expect(demo(port).start()).rejects.toThrow("ended before it listened (exit code 1)");
  other.close();
});

describe("it does not outlive", () => {
  test("a SIGTERM: it ends with exit code 0", async () => {
    const child = spawn(process.execPath, [join(folder, "demo-daemon.js")], { stdio: ["ignore", "pipe", "inherit"] });
    const line = await new Promise<Buffer>((resolve) => child.stdout.once("data", resolve));
    expect(JSON.parse(line.toString())).toEqual({ port: expect.any(Number) });
    const code = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    expect(await code).toBe(0);
  });

  test.each(["fork", "spawn"])("a parent that was killed after %s", async (way) => {
    const program = JSON.stringify(join(folder, "demo-daemon.js"));
    const options = way === "fork" ? '{ stdio: ["ignore", "inherit", "inherit", "ipc"] }' : '{ stdio: "inherit" }';
    const call = way === "fork" ? `fork(${program}, [], ` : `spawn(process.execPath, [${program}], `;
    const script = `process.stdout.write(require("node:child_process").${call}${options}).pid + "\\n")`;
    const parent = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
    let said = "";
    parent.stdout.on("data", (chunk) => {
      said += chunk;
    });
    await eventually(() => said.includes("port") && /^\d+$/m.test(said));
    const pid = Number(/^(\d+)$/m.exec(said)?.[1]);
    expect(isAlive(pid)).toBe(true);
    parent.kill("SIGKILL");
    await eventually(() => !isAlive(pid));
  });
});
