import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scipyBot } from "../../support/call.ts";
import { wholeAnswerWithinMs } from "../../support/patience.ts";
import { type Sshd, startSshd } from "../../support/sshd.ts";

describe("scipy-bot status over a real sshd, with a dead and a frozen host beside it", () => {
  let folder: string;
  let live: Sshd;
  let frozen: Sshd;
  let impostor: Sshd;

  beforeAll(async () => {
    [live, frozen, impostor] = await Promise.all([startSshd({ keyOptions: "restrict" }), startSshd(), startSshd()]);
    await frozen.freeze();
    folder = await mkdtemp(join(tmpdir(), "scipy-over-ssh-"));
    const hosts = [
      await hostLine("live", live),
      await hostLine("frozen", frozen),
      await hostLine("impostor", impostor, await live.fingerprint("ed25519")),
      `  - { name: dead, address: 127.0.0.1, port: 1, user: nobody, key: ${live.keyFile}, fingerprint: "${await live.fingerprint("ed25519")}" }`,
    ];
    await writeFile(join(folder, "scipy.yml"), `channel: "#ops"\nhosts:\n${hosts.join("\n")}\n`);
  });

  afterAll(async () => {
    await frozen.thaw();
    await Promise.all([live.stop(), frozen.stop(), impostor.stop()]);
    await rm(folder, { recursive: true, force: true });
  });

  it("answers within seconds, with figures of the live host and a reason for each other", async () => {
    await loadEverything();
    const began = performance.now();
    const ran = await scipyBot(folder, ["status", "--json"]);
    expect(performance.now() - began).toBeLessThan(wholeAnswerWithinMs);
    expect(ran.code).toBe(4);
    const { hosts } = JSON.parse(ran.out);
    expect(hosts).toMatchObject([
      { name: "live", reason: null, memory: { total: memTotal() }, cpu: { busy: expect.any(Number) } },
      {
        name: "frozen",
        state: "unreachable",
        reason: expect.stringMatching(/did not finish the SSH handshake|timed out/),
      },
      { name: "impostor", state: "unreachable", reason: expect.stringMatching(/^host key changed/) },
      { name: "dead", state: "unreachable", reason: expect.stringMatching(/^unreachable/) },
    ]);
  });

  it("finds a daemon on the host and reads its heap there", async () => {
    const ran = await scipyBot(folder, ["status", "live", "--json"]);
    expect(ran.code).toBe(0);
    const [daemon] = JSON.parse(ran.out).hosts[0].daemons;
    expect(daemon).toMatchObject({ name: "tests", state: "up", heapSource: expect.stringMatching(/status|cgroup/) });
    expect(daemon.pids).toContain(process.pid);
    expect(daemon.heap).toBeGreaterThan(10 * 1024 ** 2);
  });

  it("has doctor tell the changed host key from the dead host, with both fingerprints", async () => {
    const tokens = {
      SLACK_BOT_TOKEN: "xoxb-trial",
      SLACK_APP_TOKEN: "xapp-trial",
      SLACK_API_URL: "http://127.0.0.1:1/api/",
    };
    const ran = await scipyBot(folder, ["doctor"], tokens);
    expect(ran.code).toBe(4);
    expect(ran.out).toMatch(/FAILED +impostor +host key +.*SHA256:.*SHA256:/);
    expect(ran.out).toMatch(/FAILED +dead +reach/);
    expect(ran.out).toMatch(/ok +live +reach/);
  });

  /** The first call compiles what the command needs, which an installed bot does not. */
  const loadEverything = () => scipyBot(folder, ["status", "live"]);

  async function hostLine(name: string, sshd: Sshd, fingerprint?: string): Promise<string> {
    const pin = fingerprint ?? (await sshd.fingerprint("ed25519"));
    await writeFile(join(folder, "tests.pid"), `${process.pid}\n`);
    const daemons = name === "live" ? `, daemons: [{ name: tests, find: { pid_file: ${folder}/tests.pid } }]` : "";
    return `  - { name: ${name}, address: 127.0.0.1, port: ${sshd.port}, user: ${sshd.user}, key: ${sshd.keyFile}, fingerprint: "${pin}"${daemons} }`;
  }
});

function memTotal(): number {
  return Number(/MemTotal:\s+(\d+)/.exec(readFileSync("/proc/meminfo", "utf8"))?.[1]) * 1024;
}
