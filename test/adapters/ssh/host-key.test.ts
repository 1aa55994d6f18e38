import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { hashHostName } from "../../../src/adapters/ssh/hash-host-name.ts";
import type { HostFailure, HostKeyTrust } from "../../../src/domain/host.ts";
import type { Result } from "../../../src/domain/result.ts";
import type { KeyPair } from "../../support/ssh-server.ts";
import { createKeyPair } from "../../support/ssh-server.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";
import type { Setting, SettingOptions } from "./setting.ts";
import { ample, createSetting, hostKey, until } from "./setting.ts";

const other = createKeyPair();
const rsa = createKeyPair("rsa");
const ecdsa = createKeyPair("ecdsa");

/** A setting whose known_hosts holds what `write` makes of the name that the host is looked up by. */
async function knownBy(
  write: (name: string) => string,
  options: SettingOptions = {},
): Promise<Setting & { file: string }> {
  const folder = await mkdtemp(join(tmpdir(), "scipy-known-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, "known_hosts");
  const setting = await createSetting({ ...options, trust: () => ({ kind: "known hosts", file }) });
  await writeFile(file, write(`[127.0.0.1]:${setting.reach.port}`));
  return { ...setting, file };
}

function pinned(sha256: string): () => HostKeyTrust {
  return () => ({ kind: "fingerprint", sha256 });
}

function detailOf(result: Result<string, HostFailure>): string {
  return result.ok ? "" : result.error.detail;
}

test.each<{ rule: string; write: (name: string) => string }>([
  { rule: "by its plain name", write: (name) => `${name} ${hostKey.publicLine}\n` },
  { rule: "in a list, after other lines", write: (name) => `# ours\n\nweb-2,${name} ${hostKey.publicLine}\n` },
  { rule: "by a wildcard", write: () => `[127.0.0.*]:* ${hostKey.publicLine}\n` },
  {
    rule: "by a hash",
    write: (name) => `|1|c2FsdHNhbHQ=|${hashHostName("c2FsdHNhbHQ=", name)} ${hostKey.publicLine}\n`,
  },
  { rule: "by one of several keys", write: (name) => `${name} ${other.publicLine}\n${name} ${hostKey.publicLine}\n` },
])("a host that known_hosts holds $rule is asked", async ({ write }) => {
  const { shell } = await knownBy(write);
  expect(await shell.ask("a", ample)).toMatchObject({ ok: true });
});

test("a host that known_hosts holds only by an RSA key is asked for that key, though it has others", async () => {
  const hostKeys = [hostKey, ecdsa, rsa];
  const { shell, server } = await knownBy((name) => `${name} ${rsa.publicLine}\n`, { hostKeys });
  expect(await shell.ask("a", ample)).toMatchObject({ ok: true });
  expect(server.negotiated()?.serverHostKey).toBe("rsa-sha2-512");
});

test.each([
  { kind: "RSA", key: rsa },
  { kind: "ECDSA", key: ecdsa },
  { kind: "Ed25519", key: hostKey },
])("a host with keys of three kinds is asked when its $kind key is pinned", async ({ key }) => {
  const { shell } = await createSetting({ hostKeys: [hostKey, ecdsa, rsa], trust: pinned(key.fingerprint) });
  expect(await shell.ask("a", ample)).toMatchObject({ ok: true });
});

const distrusted: readonly {
  readonly rule: string;
  readonly reason: string;
  readonly write: (name: string) => string;
  readonly hostKeys?: readonly KeyPair[];
}[] = [
  { rule: "another key", reason: "host key changed", write: (name) => `${name} ${other.publicLine}\n` },
  {
    rule: "a key of a new kind",
    reason: "host key changed",
    write: (name) => `${name} ${hostKey.publicLine}\n`,
    hostKeys: [rsa],
  },
  {
    rule: "a revoked key, although it is also trusted",
    reason: "host key changed",
    write: (name) => `${name} ${hostKey.publicLine}\n@revoked * ${hostKey.publicLine}\n`,
  },
  { rule: "a name that is not in the file", reason: "host key unknown", write: () => `web-2 ${hostKey.publicLine}\n` },
  { rule: "an empty file", reason: "host key unknown", write: () => "" },
  {
    rule: "a certificate authority alone",
    reason: "host key unknown",
    write: () => `@cert-authority * ${hostKey.publicLine}\n`,
  },
  {
    rule: "a name that is excepted",
    reason: "host key unknown",
    write: (name) => `*,!${name} ${hostKey.publicLine}\n`,
  },
];

test.each(distrusted)("$rule is $reason, and nothing of a login is sent", async ({ reason, write, hostKeys }) => {
  const { shell, server } = await knownBy(write, hostKeys === undefined ? {} : { hostKeys });
  const result = await shell.ask("a", ample);
  expect(result).toMatchObject({ ok: false, error: { reason } });
  expect(detailOf(result)).toContain((hostKeys?.[0] ?? hostKey).fingerprint);
  expect(detailOf(result)).toContain("nothing was sent");
  await until(() => server.connections.size === 0);
  expect(server.logins).toEqual([]);
});

test("a missing known_hosts file knows nobody", async () => {
  const { shell, file } = await knownBy(() => "");
  await rm(file);
  expect(await shell.ask("a", ample)).toMatchObject({ ok: false, error: { reason: "host key unknown" } });
});

test("a known_hosts file that cannot be read stops the bot before it connects", async () => {
  const folder = await mkdtemp(join(tmpdir(), "scipy-known-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const { shell, server } = await createSetting({ trust: () => ({ kind: "known hosts", file: folder }) });
  const result = await shell.ask("a", ample);
  expect(result).toMatchObject({ ok: false, error: { reason: "host key unknown" } });
  expect(detailOf(result)).toContain("cannot be read");
  expect(server.connectionsEver()).toBe(0);
});

test("a changed key is told with both fingerprints and the way to settle it", async () => {
  const { shell, file } = await knownBy((name) => `${name} ${other.publicLine}\n`);
  const detail = detailOf(await shell.ask("a", ample));
  expect(detail).toContain(hostKey.fingerprint);
  expect(detail).toContain(other.fingerprint);
  expect(detail).toContain(`ssh-keygen -f ${file} -R`);
});

test("a fingerprint that no key of the host has is a changed host, and no kind of key is left untried", async () => {
  const hostKeys = [hostKey, ecdsa, rsa];
  const { shell, server } = await createSetting({ hostKeys, trust: pinned(other.fingerprint) });
  const result = await shell.ask("a", ample);
  expect(result).toMatchObject({ ok: false, error: { reason: "host key changed" } });
  expect(detailOf(result)).toContain(hostKey.fingerprint);
  expect({ tried: server.connectionsEver(), logins: server.logins.length }).toEqual({ tried: 3, logins: 0 });
});

test("a host whose key changed is left alone for five minutes, however often it is asked", async () => {
  const clock = new VirtualClock();
  const { shell, server } = await createSetting({ clock, trust: pinned(other.fingerprint) });
  const first = await shell.ask("a", ample);
  const seen = server.connectionsEver();
  await clock.advance(299_000);
  expect(await shell.ask("a", ample)).toEqual(first);
  expect(server.connectionsEver()).toBe(seen);
  await clock.advance(1001);
  await shell.ask("a", ample);
  expect(server.connectionsEver()).toBeGreaterThan(seen);
});

test("a key that was added to known_hosts while the bot runs is seen at the next try", async () => {
  const clock = new VirtualClock();
  const { shell, file, reach } = await knownBy(() => "", { clock });
  expect(await shell.ask("a", ample)).toMatchObject({ ok: false, error: { reason: "host key unknown" } });
  await writeFile(file, `[127.0.0.1]:${reach.port} ${hostKey.publicLine}\n`);
  await clock.advance(300_000);
  expect(await shell.ask("a", ample)).toMatchObject({ ok: true });
});
