import { expect, test } from "vitest";
import type { HostFailure } from "../../../src/domain/host.ts";
import type { Result } from "../../../src/domain/result.ts";
import { createKeyPair } from "../../support/ssh-server.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";
import { ample, botKey, createSetting, hostKey } from "./setting.ts";

function detailOf(result: Result<string, HostFailure>): string {
  return result.ok ? "" : result.error.detail;
}

test("the login is by the key alone, at the first try, as the configured user", async () => {
  const { shell, server } = await createSetting();
  await shell.ask("a", ample);
  const methods = server.logins.map((login) => login.method);
  expect(new Set(methods)).toEqual(new Set(["publickey"]));
  expect(new Set(server.logins.map((login) => login.username))).toEqual(new Set(["scipy"]));
});

test.each(["ed25519", "ecdsa", "rsa"] as const)("a key of kind %s logs in", async (kind) => {
  const { shell } = await createSetting({ keyText: createKeyPair(kind).privateText });
  expect(await shell.ask("a", ample)).toMatchObject({ ok: true });
});

test("a refused login says how to let the key in", async () => {
  const { shell, reach } = await createSetting({ admits: () => false });
  const result = await shell.ask("a", ample);
  expect(result).toMatchObject({ ok: false, error: { reason: "auth failed" } });
  expect(detailOf(result)).toContain(`ssh-keygen -y -f ${reach.keyFile}`);
  expect(detailOf(result)).toContain("~scipy/.ssh/authorized_keys");
});

test("a refused login is tried once in five minutes, however often the host is asked", async () => {
  const clock = new VirtualClock();
  const { shell, server } = await createSetting({ admits: () => false, clock });
  const first = await shell.ask("a", ample);
  expect(first.ok ? null : first.error.nextTryAt).toBe(clock.now() + 300_000);
  for (let minute = 0; minute < 4; minute += 1) {
    await clock.advance(60_000);
    expect(await shell.ask("a", ample)).toEqual(first);
  }
  expect(server.connectionsEver()).toBe(1);
  await clock.advance(60_001);
  await shell.ask("a", ample);
  expect(server.connectionsEver()).toBe(2);
});

test("only algorithms without known weaknesses are agreed upon", async () => {
  const { shell, server } = await createSetting();
  await shell.ask("a", ample);
  expect(server.negotiated()).toMatchObject({
    kex: expect.stringMatching(/^(curve25519-sha256|ecdh-sha2-nistp)/),
    serverHostKey: "ssh-ed25519",
    cs: { cipher: expect.stringMatching(/^aes(128|256)-gcm@openssh\.com$/) },
    sc: { cipher: expect.stringMatching(/^aes(128|256)-gcm@openssh\.com$/), compress: "none" },
  });
});

test.each([
  { rule: "SHA-1 signatures", algorithms: { serverHostKey: ["ssh-rsa" as const] }, key: createKeyPair("rsa") },
  { rule: "an old key exchange", algorithms: { kex: ["diffie-hellman-group14-sha1" as const] }, key: hostKey },
  { rule: "CBC ciphers", algorithms: { cipher: ["aes256-cbc" as const] }, key: hostKey },
])("a host that offers only $rule is refused before the login", async ({ algorithms, key }) => {
  const trust = { kind: "fingerprint", sha256: key.fingerprint } as const;
  const { shell, server } = await createSetting({ algorithms, hostKeys: [key], trust: () => trust });
  const result = await shell.ask("a", ample);
  expect(result).toMatchObject({ ok: false, error: { reason: "unreachable" } });
  expect(detailOf(result)).toContain("no longer safe");
  expect(server.logins).toEqual([]);
});

test("no line of a private key is ever told, logged or thrown, whatever goes wrong", async () => {
  const told: string[] = [];
  const secret = botKey.privateText;
  const bad = { cut: secret.slice(0, 200), noise: `${secret.slice(0, 120)}CANARY${secret.slice(120)}` };
  const trusts = [hostKey.fingerprint, createKeyPair().fingerprint];
  for (const keyText of [secret, bad.cut, bad.noise]) {
    for (const sha256 of trusts) {
      for (const admits of [() => true, () => false]) {
        const setting = await createSetting({ keyText, admits, trust: () => ({ kind: "fingerprint", sha256 }) });
        told.push(JSON.stringify(await setting.shell.ask("a", ample)), ...setting.logged);
      }
    }
  }
  const lines = secret.split("\n").filter((line) => line.length > 8 && !line.startsWith("-----"));
  expect(lines.length).toBeGreaterThan(2);
  for (const line of [...lines, "CANARY"]) expect(told.join("\n")).not.toContain(line);
});

test("an inspected link or shell shows no private key", async () => {
  const { inspect } = await import("node:util");
  const { shell } = await createSetting();
  await shell.ask("a", ample);
  const line = botKey.privateText.split("\n")[2] ?? "missing";
  expect(inspect(shell, { depth: 12, showHidden: true })).not.toContain(line);
});
