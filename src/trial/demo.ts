import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Runs the demo daemon as a child process, as a supervisor would, and keeps its pid file. */
export interface DemoDaemon {
  /** Holds the pid while the daemon runs and does not exist otherwise. */
  readonly pidFile: string;
  /** Resolves once the daemon listens on 127.0.0.1. Throws when it is running, or has not come up within 10 s. */
  start(): Promise<RunningDemo>;
  /** Ends the daemon and starts another on the same port, with a new pid and a fresh heap. */
  restart(): Promise<RunningDemo>;
  /** Resolves once the process is gone, and at once when there is none. Kills it after 3 s. */
  stop(): Promise<void>;
}

export interface RunningDemo {
  readonly pid: number;
  readonly port: number;
}

export interface DemoOptions {
  /** Where the pid file goes; made if need be. */
  readonly folder: string;
  /** Port of 127.0.0.1; 0, the default, takes a free one and keeps it over restarts. */
  readonly port?: number;
  /** The same seed gives the same course of the heap. Default 1. */
  readonly seed?: number;
  /** The compiled program. Default: the one beside this file. */
  readonly program?: string;
  /** Starts it again when it dies, as a supervisor does, and tells why that failed. Default: it stays dead. */
  readonly onDeath?: { failed(why: string): void };
}

/** A process that loads 54 MiB is up within a second; ten also suffice on a machine that swaps. */
const startDeadlineMs = 10_000;
/** It only has sockets to close. */
const stopDeadlineMs = 3000;
/** As long as systemd waits by itself, and more: long enough to be seen, too short for an alert. */
const revivedAfterMs = 1000;

export function createDemoDaemon(options: DemoOptions): DemoDaemon {
  const pidFile = join(options.folder, "demo-daemon.pid");
  const program = options.program ?? fileURLToPath(new URL("./demo-daemon.js", import.meta.url));
  let port = options.port ?? 0;
  let child: ChildProcess | null = null;
  let waiting: NodeJS.Timeout | undefined;
  let reviving: Promise<unknown> = Promise.resolve();

  function revive(died: ChildProcess): void {
    if (options.onDeath === undefined || died !== child) return;
    const { failed } = options.onDeath;
    waiting = setTimeout(() => {
      reviving = start().catch((error: unknown) => {
        if (child !== null) failed(error instanceof Error ? error.message : String(error));
      });
    }, revivedAfterMs);
  }

  async function start(): Promise<RunningDemo> {
    if (child !== null && isRunning(child)) throw new Error("The demo daemon is running already.");
    const started = launch(program, { port, seed: options.seed ?? 1 });
    child = started;
    port = await portOf(started);
    started.once("exit", () => revive(started));
    const pid = started.pid ?? 0;
    await mkdir(options.folder, { recursive: true });
    await writeFile(pidFile, `${pid}\n`);
    return { pid, port };
  }

  async function stop(): Promise<void> {
    clearTimeout(waiting);
    const last = child;
    child = null;
    if (last !== null) await end(last);
    await reviving;
    await rm(pidFile, { force: true });
  }

  return {
    pidFile,
    start,
    stop,
    async restart() {
      await stop();
      return start();
    },
  };
}

/** Collection on one thread and on demand: so the heap takes the same course on every machine. */
function launch(program: string, { port, seed }: { readonly port: number; readonly seed: number }): ChildProcess {
  return fork(program, ["--port", String(port), "--seed", String(seed)], {
    execArgv: ["--expose-gc", "--single-threaded-gc"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
}

async function portOf(child: ChildProcess): Promise<number> {
  const signal = AbortSignal.timeout(startDeadlineMs);
  const told = once(child, "message", { signal }).then(([message]) => (message as { readonly port: number }).port);
  const ended = once(child, "exit", { signal }).then(([code]) => {
    throw new Error(`The demo daemon ended before it listened (exit code ${code}). Its own message stands above.`);
  });
  try {
    return await Promise.race([told, ended]);
  } catch (error) {
    child.kill("SIGKILL");
    if (!signal.aborted) throw error;
    throw new Error(`The demo daemon did not listen within ${startDeadlineMs / 1000} s, so it was ended.`);
  } finally {
    // The loser of the race fails at the deadline, when nobody waits for it any more.
    for (const waiting of [told, ended]) waiting.catch(() => undefined);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (!isRunning(child)) return;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  const killing = setTimeout(() => child.kill("SIGKILL"), stopDeadlineMs);
  await gone;
  clearTimeout(killing);
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}
