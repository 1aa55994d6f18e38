import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const folder = join(tmpdir(), "scipy-host-setup.lock");
const waitMs = 300_000;

/** The guard has one place on a machine: test files that set it up take turns. Resolves with what lets the next one go. */
export async function holdHost(): Promise<() => void> {
  const until = performance.now() + waitMs;
  for (;;) {
    if (take()) return () => rmSync(folder, { recursive: true, force: true });
    if (performance.now() > until) throw new Error(`${folder} is held by another run of the tests`);
    await pause(200);
  }
}

function take(): boolean {
  try {
    mkdirSync(folder);
    writeFileSync(join(folder, "pid"), String(process.pid));
    return true;
  } catch {
    if (!isHeld()) rmSync(folder, { recursive: true, force: true });
    return false;
  }
}

/** A run that was killed lets nobody go. */
function isHeld(): boolean {
  try {
    process.kill(Number(readFileSync(join(folder, "pid"), "utf8")), 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT";
  }
}
