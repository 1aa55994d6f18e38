import { appendFile, mkdtemp, rm, truncate, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { KnownHostsFiles } from "../../../src/adapters/ssh/known-hosts-file.ts";

const web = { address: "web-1.example.org", port: 22 };
const largestBytes = 16 * 1024 * 1024;
let file = "";

beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), "scipy-hosts-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  file = join(folder, "known_hosts");
  await writeFile(file, "web-1.example.org ssh-ed25519 AAAA\n");
});

async function keysIn(files: KnownHostsFiles): Promise<readonly string[]> {
  const found = await files.keysOf(file, web);
  if (!found.ok) throw found.error;
  return found.value.trusted.map(({ key }) => key);
}

/** Holds that key alone from then on, as if written at that time. */
async function put(key: string, atSeconds: number): Promise<void> {
  await writeFile(file, `web-1.example.org ssh-ed25519 ${key}\n`);
  await utimes(file, atSeconds, atSeconds);
}

describe("a known_hosts file", () => {
  it("is read up to 16 MiB, and one byte more is refused with its size limit", async () => {
    const files = new KnownHostsFiles();
    await truncate(file, largestBytes);
    expect(await keysIn(files)).toEqual(["AAAA"]);
    await appendFile(file, "\n");
    const refused = await files.keysOf(file, web);
    expect(String(refused.ok ? "" : refused.error)).toContain("it has more than 16777216 bytes");
  });

  it("is read again when its size alone has changed, or its time alone", async () => {
    const files = new KnownHostsFiles();
    await put("AAAA", 1_700_000_000);
    expect(await keysIn(files)).toEqual(["AAAA"]);
    await put("AAAABBBB", 1_700_000_000);
    expect(await keysIn(files)).toEqual(["AAAABBBB"]);
    await put("CCCCBBBB", 1_700_000_001);
    expect(await keysIn(files)).toEqual(["CCCCBBBB"]);
  });

  it("knows nobody while it is missing, and is read once it is there", async () => {
    const files = new KnownHostsFiles();
    await rm(file);
    expect(await keysIn(files)).toEqual([]);
    await writeFile(file, "web-1.example.org ssh-ed25519 AAAA\n");
    expect(await keysIn(files)).toEqual(["AAAA"]);
  });
});
