import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * What restarts the demo daemon from outside, as `supervisorctl` does for a real one: `node demo-control.js restart PIDFILE`.
 * It ends the process that the file names, waits until its supervisor has written another, and says what it saw.
 */
const [, , verb, pidFile] = process.argv;
/** The supervisor waits for a second, and a start takes up to ten. */
const waitMs = 15_000;
const lookEveryMs = 50;

if (verb !== "restart" || pidFile === undefined) leave("Usage: demo-control restart PIDFILE", 2);
else await restart(pidFile);

async function restart(file: string): Promise<void> {
  const before = await pidIn(file);
  if (before === null) return leave(`${file} names no process, so the demo daemon is not running.`, 1);
  process.kill(before, "SIGTERM");
  process.stdout.write(`demo: stopped (pid ${before})\n`);
  const until = performance.now() + waitMs;
  while (performance.now() < until) {
    await sleep(lookEveryMs);
    const now = await pidIn(file);
    if (now !== null && now !== before) return leave(`demo: started (pid ${now})`, 0);
  }
  leave(`demo: no other process within ${waitMs / 1000} s`, 1);
}

/** A file that is just being written has no whole line yet. */
async function pidIn(file: string): Promise<number | null> {
  const text = await readFile(file, "utf8").catch(() => "");
  const [, pid] = /^([1-9]\d{0,9})\n/.exec(text) ?? [];
  return pid === undefined ? null : Number(pid);
}

function leave(sentence: string, code: number): void {
  (code === 0 ? process.stdout : process.stderr).write(`${sentence}\n`);
  process.exitCode = code;
}
