import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach } from "vitest";

/** A folder for the tests of one file; `write` gives the absolute path of what it wrote. Removed after each test. */
export function temporaryFolder() {
  const made: string[] = [];
  afterEach(() => {
    for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
  });
  return () => {
    const folder = mkdtempSync(join(tmpdir(), "scipy-config-"));
    made.push(folder);
    const write = (name: string, content: string | Uint8Array, mode = 0o600): string => {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      writeFileSync(path, content);
      // The mode of a new file would be cut by the umask.
      chmodSync(path, mode);
      return path;
    };
    return { folder, write };
  };
}

export const uid = process.getuid?.() ?? null;

const body = (cipher: string) =>
  Buffer.concat([
    Buffer.from("openssh-key-v1\0"),
    Buffer.from([0, 0, 0, cipher.length]),
    Buffer.from(`${cipher}C4NARY-not-a-real-key-only-the-shape-of-one`),
  ]).toString("base64");

/** The shape of a private key, with a canary in place of the key. */
export function keyText(cipher = "none"): string {
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${body(cipher)}\n-----END OPENSSH PRIVATE KEY-----\n`;
}
