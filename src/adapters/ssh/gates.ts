import Bottleneck from "bottleneck";
import type { Result } from "../../domain/result.ts";
import { fail, succeed } from "../../domain/result.ts";
import type { Millis } from "../../domain/time.ts";
import { seconds } from "../../domain/time.ts";
import type { Clock, Log } from "../../services/ports.ts";
import { describeError } from "./place.ts";
import type { Trouble } from "./trouble.ts";

/** Bounds what all hosts together may cost the bot at one time. */
export interface Gates {
  /** Lets a connection begin; they begin at a bounded rate. */
  admitConnect(): Promise<Result<null, Trouble>>;
  /** Runs one question when there is room for it. */
  ask<T>(question: () => Promise<Result<T, Trouble>>): Promise<Result<T, Trouble>>;
  /** Those who still wait, and those who come later, are told "stopped". */
  close(): Promise<void>;
}

/**
 * Connections begin four at a time, each holding its place for 100 ms: 40 a second. A set-up costs the bot up to 9 ms of
 * CPU, so this is a third of a core. Since one lasts at most 8 s, at most 320 are under way, and hosts that are dead never
 * keep the living from beginning. (The library's own `minTime` goes by the wall clock and stands still when that is set back.)
 */
const connectsAtOnceMax = 4;
const connectHoldsPlaceFor: Millis = seconds(0.1);

/**
 * Questions under way. A healthy host answers in 50 ms, so 200 places serve 4,000 hosts a second; frozen hosts hold a
 * place until the deadline of their question. All 200 answers at their largest would take 100 MiB.
 */
const questionsAtOnceMax = 200;

/** One connect and one question a host can wait here, so this is the number of hosts above which some are refused. */
const waitingMax = 5000;

export function createGates(options: { readonly clock: Clock; readonly log: Log }): Gates {
  const connects = createLimiter(connectsAtOnceMax, options.log);
  const questions = createLimiter(questionsAtOnceMax, options.log);
  const pauses = new Pauses(options.clock);
  let closed: Promise<void> | null = null;
  return {
    admitConnect: () =>
      new Promise((resolve) => {
        const holdPlace = () => {
          resolve(succeed(null));
          return pauses.last(connectHoldsPlaceFor);
        };
        connects.schedule(holdPlace).catch((error: unknown) => resolve(fail(refusalOf(error))));
      }),
    ask: (question) => questions.schedule(question).catch((error: unknown) => fail(refusalOf(error))),
    close: () => {
      pauses.end();
      closed ??= Promise.all([connects, questions].map(stop)).then(() => {});
      return closed;
    },
  };
}

const stopMessage = "stopped";

function stop(limiter: Bottleneck): Promise<void> {
  return limiter.stop({ dropWaitingJobs: true, dropErrorMessage: stopMessage, enqueueErrorMessage: stopMessage });
}

/** Without `expiration`, which would free the place while the work goes on. */
function createLimiter(atOnceMax: number, log: Log): Bottleneck {
  const strategy = Bottleneck.strategy.OVERFLOW;
  const limiter = new Bottleneck({ maxConcurrent: atOnceMax, highWater: waitingMax, strategy });
  limiter.on("error", (error) => log.error("the SSH queue failed", { error: describeError(error) }));
  return limiter;
}

/** The library rejects what it drops; anything else was thrown by our own work, and is thrown on. */
function refusalOf(error: unknown): Trouble {
  if (!(error instanceof Bottleneck.BottleneckError)) throw error;
  return error.message === stopMessage
    ? { kind: "stopped" }
    : { kind: "queue full", waiting: waitingMax, of: "all hosts" };
}

/** Spans of time that all end at once when told to. */
class Pauses {
  readonly #clock: Clock;
  readonly #ends = new Set<() => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  last(span: Millis): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        cancel();
        this.#ends.delete(end);
        resolve();
      };
      const cancel = this.#clock.after(span, end);
      this.#ends.add(end);
    });
  }

  end(): void {
    for (const end of [...this.#ends]) end();
  }
}
