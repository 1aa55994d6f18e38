import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inspectFolder } from "../../../src/adapters/store/inspect-folder.ts";

const own = process.getuid?.() ?? 0;

describe("what doctor says of the data folder", () => {
  let above: string;
  let folder: string;
  beforeEach(async () => {
    above = await mkdtemp(join(tmpdir(), "scipy-folder-"));
    folder = join(above, "data");
  });
  afterEach(() => rm(above, { recursive: true, force: true }));

  it("is that the bot makes it, where it can be made; and nothing is made by the question", async () => {
    expect(inspectFolder(folder, own)[0]).toMatchObject({
      outcome: "ok",
      sentence: expect.stringContaining("makes it"),
    });
    expect(await readdir(above)).toEqual([]);
  });

  it("is its mode where that is right", async () => {
    await mkdir(folder, { mode: 0o700 });
    expect(inspectFolder(folder, own)[0]).toMatchObject({ outcome: "ok", sentence: expect.stringContaining("0700") });
  });

  it("warns of one that is open to others, and leaves the mode as it is", async () => {
    await mkdir(folder);
    await chmod(folder, 0o755);
    await writeFile(join(folder, "scipy.db"), "");
    expect(inspectFolder(folder, own)[0]).toMatchObject({
      outcome: "warning",
      sentence: expect.stringContaining("0755"),
    });
    expect((await stat(folder)).mode & 0o777).toBe(0o755);
  });

  it("refuses one that is open to others and holds other things, with the command that mends it", async () => {
    await mkdir(folder);
    await chmod(folder, 0o755);
    await writeFile(join(folder, "letters.txt"), "");
    expect(inspectFolder(folder, own)).toEqual([
      expect.objectContaining({ outcome: "failed", sentence: expect.stringMatching(/letters\.txt.*chmod 700/) }),
    ]);
  });

  it("refuses one of another user, and says whose it is", async () => {
    await mkdir(folder, { mode: 0o700 });
    expect(inspectFolder(folder, own + 1)).toEqual([
      expect.objectContaining({ outcome: "failed", sentence: expect.stringMatching(/belongs to user \d+.*chown/) }),
    ]);
  });

  it.each(["data", "data/deep"])("refuses a file in its place: %s", async (name) => {
    await writeFile(folder, "");
    expect(inspectFolder(join(above, name), own)).toMatchObject([{ check: "data folder", outcome: "failed" }]);
  });

  it("says how much room there is", () => {
    expect(inspectFolder(folder, own)[1]).toMatchObject({
      check: "free space",
      sentence: expect.stringMatching(/\d (KiB|MiB|GiB|TiB)/),
    });
  });
});
