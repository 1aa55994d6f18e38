import { execFileSync } from "node:child_process";
import { chmod, chown, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { loadPrivateKey } from "../../../src/adapters/ssh/private-key.ts";
import { createKeyPair } from "../../support/ssh-server.ts";
import { ample, botKey, createSetting } from "./setting.ts";

let folder = "";
let file = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "scipy-key-"));
  file = join(folder, "id");
  await writeFile(file, botKey.privateText, { mode: 0o600 });
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
});

test.each([0o600, 0o400, 0o700])("a key of mode %o is used", async (mode) => {
  await chmod(file, mode);
  expect(await loadPrivateKey(file)).toMatchObject({ ok: true });
});

test.each([0o640, 0o604, 0o660, 0o644, 0o666, 0o620, 0o777])("a key of mode %o is refused", async (mode) => {
  await chmod(file, mode);
  expect(await loadPrivateKey(file)).toEqual({ ok: false, error: { kind: "lax mode", mode } });
});

test("a key that belongs to neither the bot nor root is refused, since its owner may exchange it", async () => {
  const owner = process.getuid?.() || 4242;
  // Only root may give a file away, and has to: root's own files are anybody's to use.
  if (process.getuid?.() === 0) await chown(file, owner, owner);
  expect(await loadPrivateKey(file, owner + 1)).toEqual({ ok: false, error: { kind: "foreign owner", uid: owner } });
  expect(await loadPrivateKey(file, owner)).toMatchObject({ ok: true });
});

test.each([0o770, 0o777, 0o702])("a key in a folder of mode %o is refused", async (mode) => {
  await chmod(folder, mode);
  expect(await loadPrivateKey(file)).toEqual({ ok: false, error: { kind: "lax folder", folder, mode } });
});

test("a key in a folder that all may write to, but where nobody can rename it, is used", async () => {
  await chmod(folder, 0o1777);
  expect(await loadPrivateKey(file)).toMatchObject({ ok: true });
});

test("a symbolic link to a key is refused", async () => {
  const link = join(folder, "link");
  await symlink(file, link);
  expect(await loadPrivateKey(link)).toEqual({ ok: false, error: { kind: "symbolic link" } });
});

test("a missing file, a folder and a pipe are refused, none of them by waiting", async () => {
  const inner = join(folder, "inner");
  await mkdir(inner);
  const pipe = join(folder, "pipe");
  execFileSync("mkfifo", ["-m", "600", pipe]);
  expect(await loadPrivateKey(join(folder, "none"))).toEqual({ ok: false, error: { kind: "missing" } });
  expect(await loadPrivateKey(join(file, "none"))).toEqual({ ok: false, error: { kind: "missing" } });
  expect(await loadPrivateKey(inner)).toEqual({ ok: false, error: { kind: "not a file" } });
  expect(await loadPrivateKey(pipe)).toEqual({ ok: false, error: { kind: "not a file" } });
});

test("what holds no private key is refused", async () => {
  for (const text of ["", "hello", botKey.publicLine, botKey.privateText.slice(0, 150)]) {
    await writeFile(file, text);
    expect(await loadPrivateKey(file)).toEqual({ ok: false, error: { kind: "no private key" } });
  }
});

test("a key with a passphrase is told apart from a broken one", async () => {
  const { generateKeyPairSync } = await import("node:crypto");
  const pem = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "pkcs1", format: "pem" },
    privateKeyEncoding: { type: "pkcs1", format: "pem", cipher: "aes-256-cbc", passphrase: "secret" },
  });
  await writeFile(file, pem.privateKey);
  expect(await loadPrivateKey(file)).toEqual({ ok: false, error: { kind: "encrypted" } });
});

test("a lax key is reported with its path and the command that mends it, and used once mended", async () => {
  const { shell, reach, server } = await createSetting();
  await chmod(reach.keyFile, 0o644);
  expect(await shell.ask("a", ample)).toMatchObject({
    ok: false,
    error: { reason: "key unusable", detail: expect.stringContaining(`chmod 600 ${reach.keyFile}`), nextTryAt: null },
  });
  expect(server.connectionsEver()).toBe(0);
  await chmod(reach.keyFile, 0o600);
  expect(await shell.ask("a", ample)).toMatchObject({ ok: true });
});

test("a key file is read at each connect, so that a new key needs no restart", async () => {
  const { shell, reach, server } = await createSetting({ keyText: "not yet a key" });
  expect(await shell.ask("a", ample)).toMatchObject({ ok: false, error: { reason: "key unusable" } });
  const renewed = createKeyPair("ecdsa");
  await writeFile(reach.keyFile, renewed.privateText);
  expect(await shell.ask("a", ample)).toMatchObject({ ok: true });
  expect(server.logins[0]?.method).toBe("publickey");
});
