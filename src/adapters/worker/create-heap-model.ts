import { fail, type Result } from "../../domain/result.ts";
import { seconds } from "../../domain/time.ts";
import type { Cancel, Clock, Log } from "../../services/ports.ts";
import type { HeapModel, HeapModelFailure } from "../../services/ports-heap.ts";
import type { HeapJob, HeapJobDone } from "./heap-job.ts";
import { type HeapThread, startHeapThread, type ThreadProgram } from "./heap-thread.ts";

export interface HeapModelOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** What the other thread runs; the model, unless a test says otherwise. */
  readonly program?: ThreadProgram;
}

export interface ThreadedHeapModel extends HeapModel {
  /** Jobs under way fail with "stopped". */
  stop(): Promise<void>;
}

/** Everybody asks at once for every daemon: more jobs than these would wait longer than anybody does. */
const waitingMax = 64;
/** 60 days of 5 minutes take 0.3 s; a machine that swaps is twenty times as slow. */
const jobFor = seconds(8);
/** From asking to the answer: what waits behind slow jobs is of no use any more. */
const answerFor = seconds(30);
/** A thread that stands by holds some 10 MB: nobody asks twice in so long. */
const idleFor = seconds(60);

/**
 * The heap model on a thread of its own, started with the first job. One job at a time, the others wait in their order. A
 * thread that crashes or is too slow is ended, and the next job starts another.
 */
export function createHeapModel(options: HeapModelOptions): ThreadedHeapModel {
  const model = new Model(options);
  return {
    analyze: (points, question) =>
      new Promise((resolve) =>
        model.take(
          (id) => ({ id, points, options: question }),
          (result) => resolve(mapDone(result, (done) => ("outlook" in done ? done.outlook : null))),
        ),
      ),
    plan: (question) =>
      new Promise((resolve) =>
        model.take(
          (id) => ({ id, plan: question }),
          (result) => resolve(mapDone(result, (done) => ("planned" in done ? done.planned : null))),
        ),
      ),
    stop: () => model.stop(),
  };
}

type Answer = (result: Result<HeapJobDone, HeapModelFailure>) => void;

/** A thread that answers something else than it was asked is not ours. */
function mapDone<T>(result: Parameters<Answer>[0], pick: (done: HeapJobDone) => T | null): Result<T, HeapModelFailure> {
  if (!result.ok) return result;
  const picked = pick(result.value);
  return picked === null ? fail(failures.crashed) : { ok: true, value: picked };
}

interface Waiting {
  readonly job: HeapJob;
  readonly answer: Answer;
  readonly giveUp: Cancel;
}

class Model {
  readonly #options: HeapModelOptions;
  readonly #waiting: Waiting[] = [];
  #running: { readonly waiting: Waiting; readonly limit: Cancel } | null = null;
  #thread: HeapThread | null = null;
  #idle: Cancel = () => undefined;
  #ids = 0;
  #isStopped = false;

  constructor(options: HeapModelOptions) {
    this.#options = options;
  }

  take(jobOf: (id: number) => HeapJob, answer: Answer): void {
    const refused = this.#isStopped ? failures.stopped : this.#waiting.length < waitingMax ? null : failures.busy;
    if (refused !== null) {
      answer(fail(refused));
      return;
    }
    this.#ids += 1;
    const job = jobOf(this.#ids);
    const waiting = { job, answer, giveUp: this.#options.clock.after(answerFor, () => this.#giveUp(job.id)) };
    this.#waiting.push(waiting);
    this.#next();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const { giveUp, answer } of this.#waiting.splice(0)) {
      giveUp();
      answer(fail(failures.stopped));
    }
    await this.#lose(failures.stopped);
  }

  #next(): void {
    if (this.#running !== null) return;
    this.#idle();
    const waiting = this.#waiting.shift();
    if (waiting === undefined) {
      this.#idle = this.#options.clock.after(idleFor, () => void this.#lose(failures.stopped));
      return;
    }
    const limit = this.#options.clock.after(jobFor, () => void this.#lose(failures["too slow"]));
    this.#running = { waiting, limit };
    this.#thread ??= this.#start();
    this.#thread.send(waiting.job);
  }

  #start(): HeapThread {
    const thread: HeapThread = startHeapThread(this.#options.program, {
      done: (result) => this.#finish(result.id, { ok: true, value: result }),
      ended: (detail) => {
        // One that was ended on purpose has been left before.
        if (this.#thread !== thread) return;
        this.#options.log.warn("the heap model's thread has ended; the next question starts another", { detail });
        void this.#lose(failures.crashed);
      },
    });
    return thread;
  }

  #finish(id: number, result: Parameters<Answer>[0]): void {
    const running = this.#running;
    if (running === null || running.waiting.job.id !== id) return;
    this.#running = null;
    running.limit();
    running.waiting.giveUp();
    running.waiting.answer(result);
    this.#next();
  }

  #giveUp(id: number): void {
    if (this.#running?.waiting.job.id === id) void this.#lose(failures["too slow"]);
    const place = this.#waiting.findIndex(({ job }) => job.id === id);
    const [late] = place < 0 ? [] : this.#waiting.splice(place, 1);
    late?.answer(fail(failures.busy));
  }

  /** Without its thread, which then ends by itself; whoever waits for its job is told why. */
  async #lose(failure: HeapModelFailure): Promise<void> {
    const thread = this.#thread;
    this.#thread = null;
    this.#idle();
    if (this.#running !== null) this.#finish(this.#running.waiting.job.id, fail(failure));
    if (this.#isStopped) this.#idle();
    await thread?.end();
  }
}

const failures: Readonly<Record<HeapModelFailure["reason"], HeapModelFailure>> = {
  busy: { reason: "busy", detail: "The heap model has too much to do: ask again in a minute, or for one daemon." },
  "too slow": {
    reason: "too slow",
    detail: "The heap model took too long: the bot's machine is busy. Ask again.",
  },
  crashed: {
    reason: "crashed",
    detail: "The heap model has ended unexpectedly: ask again, and look into the bot's log.",
  },
  stopped: { reason: "stopped", detail: "The bot is stopping." },
};
