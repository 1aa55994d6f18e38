import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { chown, rm, writeFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { createSshShells } from "../../../src/adapters/ssh/create-ssh-shells.ts";
import { systemClock } from "../../../src/adapters/system/clock.ts";
import type { HostFailure, HostKeyTrust, SshReach } from "../../../src/domain/host.ts";
import type { Result } from "../../../src/domain/result.ts";
import { millis, seconds } from "../../../src/domain/time.ts";
import type { ShellProgram } from "../../../src/services/ports.ts";
import { createMemoryLog, until } from "../../adapters/ssh/setting.ts";
import { eventWithinMs } from "../../support/patience.ts";
import type { Sshd, SshdOptions } from "../../support/sshd.ts";
import { signalIfThere, startSshd } from "../../support/sshd.ts";

const execute = promisify(execFile);
const soon = seconds(30);

/** A shell that answers each line "x" with "begin x", "end x" and forks nothing. */
const echoed: ShellProgram = {
  command: `exec sh -c 'while read -r line; do printf "begin %s\\nend %s\\n" "$line" "$line"; done'`,
  endsAnswer: (question, line) => line === `end ${question}`,
};

interface Options extends SshdOptions {
  readonly trust?: (sshd: Sshd) => Promise<HostKeyTrust>;
  readonly program?: ShellProgram;
}

async function createSetting(options: Options = {}) {
  const sshd = await startSshd(options);
  const trust = (await options.trust?.(sshd)) ?? (await pin(sshd));
  const reach: SshReach = {
    kind: "ssh",
    address: "127.0.0.1",
    port: sshd.port,
    user: sshd.user,
    keyFile: sshd.keyFile,
    trust,
  };
  const { log, logged } = createMemoryLog();
  const program = options.program ?? echoed;
  const shells = createSshShells({ program, clock: systemClock, chance: () => 0, log });
  onTestFinished(async () => {
    await shells.stop();
    await sshd.stop();
  });
  return { sshd, shell: shells.open({ name: "web-1", reach }), logged };
}

async function pin(sshd: Sshd): Promise<HostKeyTrust> {
  return { kind: "fingerprint", sha256: await sshd.fingerprint("ed25519") };
}

function knownHosts(sshd: Sshd): string {
  return join(sshd.folder, "known_hosts");
}

function pidsIn(result: Result<string, HostFailure>): readonly number[] {
  const lines = result.ok ? result.value.split("\n") : [];
  return lines.filter((line) => /^\d+$/.test(line)).map(Number);
}

function detailOf(result: Result<string, HostFailure>): string {
  return result.ok ? "" : result.error.detail;
}

test("a host is asked again and again over one login", async () => {
  const { sshd, shell } = await createSetting();
  for (const question of ["a", "b", "c"]) {
    expect(await shell.ask(question, soon)).toEqual({ ok: true, value: `begin ${question}\nend ${question}` });
  }
  expect(sshd.log().match(/Accepted publickey/g)).toHaveLength(1);
});

test("a key that is restricted to what a probe needs is enough", async () => {
  const { shell } = await createSetting({ keyOptions: 'restrict,from="127.0.0.1"' });
  expect(await shell.ask("a", soon)).toMatchObject({ ok: true });
});

test("a key that forces the probe's command answers whatever is asked to run", async () => {
  const script = 'while read -r line; do echo "end $line"; done';
  const { shell } = await createSetting({ keyOptions: `restrict,command="${script.replaceAll('"', '\\"')}"` });
  expect(await shell.ask("a", soon)).toEqual({ ok: true, value: "end a" });
});

test("a host that forces another command has no probe", async () => {
  const { shell } = await createSetting({ config: ["ForceCommand /bin/echo This account is closed."] });
  const result = await shell.ask("a", soon);
  expect(result).toMatchObject({ ok: false, error: { reason: "no probe" } });
  expect(detailOf(result)).toContain("must not force another command");
});

test("a host without the probe's interpreter says what its shell said", async () => {
  const program = { ...echoed, command: "exec no-such-awk" };
  const { shell } = await createSetting({ program });
  const result = await shell.ask("a", soon);
  expect(result).toMatchObject({ ok: false, error: { reason: "no probe" } });
  expect(detailOf(result)).toMatch(/exit code 127.*not found/);
});

test("hashed known_hosts lines, as ssh-keyscan -H writes them, are understood", async () => {
  const trust = async (sshd: Sshd): Promise<HostKeyTrust> => {
    const { stdout } = await execute("ssh-keyscan", ["-H", "-p", String(sshd.port), "127.0.0.1"]);
    await writeFile(knownHosts(sshd), stdout);
    return { kind: "known hosts", file: knownHosts(sshd) };
  };
  const { shell } = await createSetting({ trust, hostKeyKinds: ["ed25519", "ecdsa", "rsa"] });
  expect(await shell.ask("a", soon)).toMatchObject({ ok: true });
});

test("a host known only by its RSA key, and one whose ECDSA key is pinned, are asked", async () => {
  const hostKeyKinds = ["ed25519", "ecdsa", "rsa"] as const;
  const byRsa = await createSetting({
    hostKeyKinds,
    trust: async (sshd) => {
      await writeFile(knownHosts(sshd), `[127.0.0.1]:${sshd.port} ${await sshd.publicKey("rsa")}\n`);
      return { kind: "known hosts", file: knownHosts(sshd) };
    },
  });
  expect(await byRsa.shell.ask("a", soon)).toMatchObject({ ok: true });
  const byPin = await createSetting({
    hostKeyKinds,
    trust: async (sshd) => ({ kind: "fingerprint", sha256: await sshd.fingerprint("ecdsa") }),
  });
  expect(await byPin.shell.ask("a", soon)).toMatchObject({ ok: true });
});

test("a wrong host key ends the handshake before any login is tried", async () => {
  const { sshd, shell } = await createSetting({
    trust: async () => ({ kind: "fingerprint", sha256: `SHA256:${"A".repeat(43)}` }),
  });
  expect(await shell.ask("a", soon)).toMatchObject({ ok: false, error: { reason: "host key changed" } });
  await until(() => sshd.log().includes("preauth"));
  expect(sshd.log()).not.toMatch(/publickey|userauth|Invalid user/);
});

test("a login that is refused is told with the key and the user", async () => {
  const { sshd, shell } = await createSetting();
  await writeFile(join(sshd.folder, "authorized_keys"), "");
  const result = await shell.ask("a", soon);
  expect(result).toMatchObject({ ok: false, error: { reason: "auth failed" } });
  expect(detailOf(result)).toContain(sshd.keyFile);
});

test("a frozen host is noticed within ten seconds, and asked again once it has thawed", async () => {
  const { sshd, shell, logged } = await createSetting();
  await shell.ask("a", soon);
  await sshd.freeze();
  const began = performance.now();
  expect(await shell.ask("b", seconds(1))).toMatchObject({ ok: false, error: { reason: "timed out" } });
  await until(() => logged.some((line) => line.includes("link lost")));
  expect(performance.now() - began).toBeLessThan(10_000);
  // The kernel still takes connections for the frozen listener, but nobody greets.
  const refused = await shell.ask("c", seconds(1));
  expect(refused).toMatchObject({ ok: false });
  await sshd.thaw();
  expect(await askUntilAnswered(shell, "d")).toEqual({ ok: true, value: "begin d\nend d" });
});

test("a host that was frozen for a moment answers over the same login", async () => {
  const { sshd, shell } = await createSetting();
  await shell.ask("a", soon);
  await sshd.freeze();
  const asked = shell.ask("b", soon);
  setTimeout(() => void sshd.thaw(), 1500);
  expect(await asked).toEqual({ ok: true, value: "begin b\nend b" });
  expect(sshd.log().match(/Accepted publickey/g)).toHaveLength(1);
});

test("a session that is killed is a lost link, and the next question logs in anew", async () => {
  const { sshd, shell } = await createSetting();
  await shell.ask("a", soon);
  const sessions = await sshd.sessions();
  expect(sessions.length).toBeGreaterThan(0);
  await sshd.freeze();
  const asked = shell.ask("b", soon);
  for (const pid of sessions) signalIfThere(pid, "SIGKILL");
  await sshd.thaw();
  expect(await asked).toMatchObject({ ok: false, error: { reason: "link lost" } });
  expect(await askUntilAnswered(shell, "c")).toEqual({ ok: true, value: "begin c\nend c" });
});

test("a host that allows one session serves the bot, also after an answer did not come", async () => {
  const program: ShellProgram = {
    command: `exec sh -c 'while read -r line; do case $line in hang) sleep 30;; esac; echo "end $line"; done'`,
    endsAnswer: (question, line) => line === `end ${question}`,
  };
  const { sshd, shell } = await createSetting({ config: ["MaxSessions 1"], program });
  expect(await shell.ask("a", soon)).toMatchObject({ ok: true });
  expect(await shell.ask("hang", millis(500))).toMatchObject({ ok: false, error: { reason: "timed out" } });
  expect(await askUntilAnswered(shell, "b")).toEqual({ ok: true, value: "end b" });
  expect(sshd.log().match(/Accepted publickey/g)?.length).toBeLessThanOrEqual(2);
});

test("a program that is stuck ends with the question that it did not answer, and so does what it has started", async () => {
  const command = `exec sh -c 'sleep 4000 & while read -r line; do case $line in hang) wait;; esac; echo $$; echo $!; echo "end $line"; done'`;
  const { shell } = await createSetting({ program: { ...echoed, command }, unprivileged: true });
  const pids: number[] = [];
  onTestFinished(() => {
    for (const pid of pids) signalIfThere(pid, "SIGKILL");
  });
  // After three in a row the connection itself is given up.
  for (const question of ["a", "b", "c"]) {
    pids.push(...pidsIn(await shell.ask(question, soon)));
    expect(await shell.ask("hang", millis(300))).toMatchObject({ ok: false, error: { reason: "timed out" } });
  }
  expect(new Set(pids).size).toBe(6);
  await until(() => pids.every((pid) => !existsSync(`/proc/${pid}`)));
});

test("a host that allows no session at all has too few channels, and is told how to raise them", async () => {
  const { shell } = await createSetting({ config: ["MaxSessions 0"] });
  const result = await shell.ask("a", soon);
  expect(result).toMatchObject({ ok: false, error: { reason: "too many channels" } });
  expect(detailOf(result)).toContain("MaxSessions");
});

test("a host that pours out data is cut off, and the bot's memory grows by no more than 8 MB", async () => {
  const program: ShellProgram = {
    command: `exec sh -c 'while read -r line; do case $line in flood) exec cat /dev/zero;; esac; echo "end $line"; done'`,
    endsAnswer: (question, line) => line === `end ${question}`,
  };
  const { shell } = await createSetting({ program });
  await shell.ask("warm up", soon);
  // What arrives over the network lives in array buffers.
  const before = process.memoryUsage().arrayBuffers;
  let highest = 0;
  const sampling = setInterval(() => {
    highest = Math.max(highest, process.memoryUsage().arrayBuffers - before);
  }, 1);
  onTestFinished(() => clearInterval(sampling));
  expect(await shell.ask("flood", soon)).toMatchObject({ ok: false, error: { reason: "too much output" } });
  expect(await shell.ask("a", soon)).toMatchObject({ ok: true });
  expect(highest).toBeLessThan(8 * 1024 * 1024);
});

test("a key with a passphrase, as ssh-keygen makes it, is told as such", async () => {
  const { sshd, shell } = await createSetting();
  await execute("ssh-keygen", ["-q", "-p", "-N", "a passphrase", "-P", "", "-f", sshd.keyFile]);
  const result = await shell.ask("a", soon);
  expect(result).toMatchObject({ ok: false, error: { reason: "key unusable" } });
  expect(detailOf(result)).toContain("passphrase");
});

test("a key of another user is refused, as far as this test may make one", async () => {
  const { sshd, shell } = await createSetting();
  const isRoot = userInfo().uid === 0;
  if (isRoot) await chown(sshd.keyFile, 65_534, 65_534);
  else await rm(sshd.keyFile);
  expect(await shell.ask("a", soon)).toMatchObject({ ok: false, error: { reason: "key unusable" } });
});

/** Asks until the host is back; the last failure when it does not come for a long time. */
async function askUntilAnswered(
  shell: { ask(question: string, deadline: ReturnType<typeof seconds>): Promise<Result<string, HostFailure>> },
  question: string,
): Promise<Result<string, HostFailure>> {
  const end = performance.now() + eventWithinMs;
  let result = await shell.ask(question, seconds(5));
  while (!result.ok && performance.now() < end) {
    await new Promise<void>((resolve) => setTimeout(resolve, 20));
    result = await shell.ask(question, seconds(5));
  }
  return result;
}
