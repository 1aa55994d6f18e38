import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface SmallDisk {
  readonly path: string;
  readonly remove: () => void;
}

/** A folder on a disk of its own of 16 MiB: a tmpfs. Null where this user may not mount one. */
export function smallDisk(): SmallDisk | null {
  const path = mkdtempSync(join(tmpdir(), "scipy-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=16m", "tmpfs", path], { stdio: "pipe" });
  } catch {
    rmSync(path, { recursive: true });
    return null;
  }
  return {
    path,
    remove() {
      execFileSync("umount", ["--lazy", path], { stdio: "ignore" });
      rmSync(path, { recursive: true, force: true });
    },
  };
}
