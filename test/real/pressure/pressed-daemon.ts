import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fail, type Result, succeed } from "../../../src/domain/result.ts";
import { type MemoryGroup, makeMemoryGroup } from "./memory-group.ts";
import { addSwapFile } from "./swap-file.ts";

/** A daemon in a memory group that is too small for it, with swap beside it where the kernel gives some. */
export interface PressedDaemon {
  readonly group: MemoryGroup;
  /** Why nothing is swapped; null where it is. */
  readonly withoutSwap: string | null;
  start(needs: Needs): Promise<void>;
  /** Ends the daemon that runs, if one does. */
  stop(): Promise<void>;
  /** Leaves nothing behind. */
  remove(): Promise<void>;
}

export interface Needs {
  /** Read again and again. With 0 the daemon only holds what it has and takes `growMib` more each minute. */
  readonly fileMib: number;
  readonly heapMib: number;
  readonly growMib: number;
  readonly seconds: number;
}

const program = fileURLToPath(new URL("hungry-daemon.mjs", import.meta.url));

export function makePressedDaemon(limitMib: number, swapMib: number): Result<PressedDaemon, string> {
  const made = makeMemoryGroup(limitMib);
  if (!made.ok) return fail(made.error);
  const group = made.value;
  const file = join(tmpdir(), `scipy-pressure-${process.pid}`);
  const swap = addSwapFile(`${file}.swap`, swapMib);
  let child: ChildProcess | null = null;
  const stop = async (): Promise<void> => {
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  };
  return succeed({
    group,
    withoutSwap: swap.ok ? null : swap.error,
    async start({ fileMib, heapMib, growMib, seconds }) {
      await stop();
      const counts = [fileMib, heapMib, growMib, seconds].map(String);
      const started = spawn(process.execPath, [program, group.processes, file, ...counts], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      child = started;
      const died = once(started, "exit").then(([code]) => {
        throw new Error(`the hungry daemon ended with ${code} before it was ready`);
      });
      await Promise.race([once(started.stdout, "data"), died]);
      died.catch(() => {});
    },
    stop,
    async remove() {
      await stop();
      if (swap.ok) swap.value.remove();
      group.remove();
    },
  });
}
