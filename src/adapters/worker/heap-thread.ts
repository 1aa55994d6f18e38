import { Worker } from "node:worker_threads";
import type { HeapJob, HeapJobDone } from "./heap-job.ts";

/** What a thread runs. */
export interface ThreadProgram {
  readonly file: URL;
  /** Of Node; as this process was started, unless said otherwise. */
  readonly execArgv?: readonly string[];
  /** In MiB. */
  readonly memoryMax?: number;
}

export interface HeapThread {
  send(job: HeapJob): void;
  end(): Promise<void>;
}

export interface HeapThreadEvents {
  readonly done: (result: HeapJobDone) => void;
  /** The thread has ended by itself: by an error, or out of memory. Told once. */
  readonly ended: (detail: string) => void;
}

/** In MiB: a job of 60 days takes some tens. Past it the thread alone ends, and not the bot. */
const usualMemoryMax = 192;

/** Beside its thread, whether compiled or not. */
function usualProgram(): ThreadProgram {
  const end = import.meta.url.endsWith(".ts") ? "ts" : "js";
  return { file: new URL(`./heap-worker.${end}`, import.meta.url) };
}

/** It does not keep the process alive. */
export function startHeapThread(
  program: ThreadProgram = usualProgram(),
  { done, ended }: HeapThreadEvents,
): HeapThread {
  const worker = new Worker(program.file, {
    ...(program.execArgv === undefined ? {} : { execArgv: [...program.execArgv] }),
    // No secret of the bot's is any business of the model's.
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: program.memoryMax ?? usualMemoryMax },
  });
  worker.unref();
  let isOver = false;
  const end = (detail: string): void => {
    if (isOver) return;
    isOver = true;
    ended(detail);
  };
  worker.on("message", done);
  worker.on("error", (error) => end(error instanceof Error ? error.message : String(error)));
  worker.on("exit", (code) => end(`exit code ${code}`));
  return {
    send: (job) => worker.postMessage(job),
    async end() {
      isOver = true;
      await worker.terminate();
    },
  };
}
