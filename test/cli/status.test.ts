import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { scipyBot } from "../support/call.ts";
import { wholeAnswerWithinMs } from "../support/patience.ts";
import { createKeyPair } from "../support/ssh-server.ts";

describe("scipy-bot status", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "scipy-status-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("reads this machine without a scipy.yml, as JSON with every key of the interface", async () => {
    const ran = await scipyBot(folder, ["status", "--json"]);
    expect(ran).toMatchObject({ code: 0, err: "" });
    const [host] = JSON.parse(ran.out).hosts;
    expect(host).toMatchObject({
      name: "local",
      reason: null,
      load: { one: expect.any(Number), five: expect.any(Number), fifteen: expect.any(Number) },
      cpu: { busy: expect.any(Number), iowait: expect.any(Number), steal: expect.any(Number) },
      memory: { total: expect.any(Number), available: expect.any(Number) },
      swap: { inPerSecond: expect.any(Number), outPerSecond: expect.any(Number) },
      cause: { kind: expect.any(String), sentence: expect.any(String), evidence: expect.any(Array) },
      daemons: [],
    });
    expect(Object.keys(host)).toEqual(hostKeys);
  });

  it("agrees with /proc about memory and swap, in bytes", async () => {
    const gaps: number[] = [];
    // Others may take or free much of a small machine in between; one reading on a quiet moment is enough.
    for (let tries = 0; tries < 10 && Math.min(...gaps) > 0.05; tries += 1) {
      const [host] = JSON.parse((await scipyBot(folder, ["status", "--json"])).out).hosts;
      expect(host.memory.total).toBe(meminfo("MemTotal"));
      expect(host.swap.total).toBe(meminfo("SwapTotal"));
      gaps.push(Math.abs(host.memory.available - meminfo("MemAvailable")) / host.memory.total);
    }
    expect(Math.min(...gaps)).toBeLessThanOrEqual(0.05);
  });

  it("finds a daemon by its pid file and names where its heap was read", async () => {
    await writeFile(join(folder, "own.pid"), `${process.pid}\n`);
    await config(
      `  - name: here\n    connect: local\n    daemons:\n      - name: tests\n        find: { pid_file: ${folder}/own.pid }\n        threshold: 1 GiB\n`,
    );
    const ran = await scipyBot(folder, ["status", "HERE", "--json"]);
    const [daemon] = JSON.parse(ran.out).hosts[0].daemons;
    expect(daemon).toMatchObject({ name: "tests", state: "up", threshold: 1024 ** 3, heapSource: "status" });
    expect(daemon.pids).toContain(process.pid);
    expect(daemon.heap).toBeGreaterThan(10 * 1024 ** 2);
  });

  it("names a dead and a silent host with their reasons within seconds, beside the live one, and exits with 4", async () => {
    const silent = await silentServer();
    await writeFile(keyFile(), createKeyPair().privateText, { mode: 0o600 });
    await config(`  - { name: here, connect: local }\n${ssh("dead", 1)}${ssh("frozen", portOf(silent))}`);
    // The first call compiles what the command needs, which an installed bot does not.
    await scipyBot(folder, ["status", "here"]);
    const began = performance.now();
    const ran = await scipyBot(folder, ["status", "--json"]);
    expect(performance.now() - began).toBeLessThan(wholeAnswerWithinMs);
    silent.close();
    expect(ran.code).toBe(4);
    const [here, dead, frozen] = JSON.parse(ran.out).hosts;
    expect(here.state).toMatch(/ok|suffering|starving/);
    expect(dead).toMatchObject({ state: "unreachable", reason: expect.stringMatching(/unreachable.*127\.0\.0\.1:1/) });
    expect(frozen).toMatchObject({
      state: "unreachable",
      reason: expect.stringMatching(/^timed out: frozen has not answered for 3 s/),
      load: { one: null },
    });
  });

  it("prints a verdict, the hosts and their daemons for a terminal", async () => {
    await config("  - { name: here, connect: local, daemons: [{ name: gone, find: { command: ^/no/such/thing } }] }\n");
    const ran = await scipyBot(folder, ["status"]);
    expect(ran.out).toMatch(/^(gone is down; )?here is \w+.*/);
    expect(ran.out.split("\n")[0]).toContain("gone is down");
    expect(ran.out).toMatch(/HOST +STATE +LOAD/);
    expect(ran.out).toMatch(/gone +here +down/);
  });

  it.each([
    [["status", "locl"], 'Did you mean "local"?'],
    [["status", "local", "db"], "name one host"],
    [["status", "--jsn"], 'there is no option "--jsn". Did you mean --json?'],
    [["status", "--frobnicate"], "The options are: --json, --config."],
    [["status", "--config"], "--config"],
    [["status", "--config", "nowhere.yml"], "nowhere.yml"],
    [["statsu"], 'Did you mean "status"?'],
    [["constructor"], "there is no command"],
  ])("refuses %j with exit 2 and says what to do", async (args, sentence) => {
    const ran = await scipyBot(folder, args);
    expect(ran).toMatchObject({ code: 2, out: "", err: expect.stringContaining(sentence) });
  });

  async function config(hosts: string): Promise<void> {
    await writeFile(join(folder, "scipy.yml"), `channel: "#ops"\nhosts:\n${hosts}`);
  }

  function ssh(name: string, port: number): string {
    const pin = `SHA256:${"A".repeat(43)}`;
    return `  - { name: ${name}, address: 127.0.0.1, port: ${port}, user: nobody, key: ${keyFile()}, fingerprint: "${pin}" }\n`;
  }

  function keyFile(): string {
    return join(folder, "key");
  }
});

const hostKeys = [
  ...["name", "state", "reason", "tookMs", "uptime", "cpus", "load", "cpu", "memory", "swap", "pressure", "cause"],
  "daemons",
];

/** Takes connections and says nothing, as a frozen host does. */
async function silentServer(): Promise<Server> {
  const server = createServer((socket) => socket.on("error", () => undefined));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

function meminfo(field: string): number {
  const found = new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync("/proc/meminfo", "utf8"));
  return Number(found?.[1]) * 1024;
}
