import type { Result } from "../../domain/result.ts";
import { fail, succeed } from "../../domain/result.ts";
import type { Millis } from "../../domain/time.ts";
import { seconds } from "../../domain/time.ts";
import type { Clock, Log } from "../../services/ports.ts";
import type { Trouble } from "./trouble.ts";
import { Turnstile } from "./turnstile.ts";

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
 * keep the living from beginning.
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
  const connects = new Turnstile({ ...options, atOnceMax: connectsAtOnceMax, waitingMax });
  const questions = new Turnstile({ ...options, atOnceMax: questionsAtOnceMax, waitingMax });
  const pauses = new Pauses(options.clock);
  return {
    admitConnect: () => admit(connects, () => pauses.last(connectHoldsPlaceFor)),
    ask: async (question) => {
      const outcome = await questions.run(question);
      return outcome.ok ? outcome.value : fail(refusals[outcome.error]);
    },
    close: async () => {
      pauses.end();
      await Promise.all([connects.stop(), questions.stop()]);
    },
  };
}

const refusals: Readonly<Record<"full" | "stopped", Trouble>> = {
  full: { kind: "queue full", waiting: waitingMax, of: "all hosts" },
  stopped: { kind: "stopped" },
};

/** Settles as soon as the turn has come; the place is held on for a while. */
function admit(connects: Turnstile, holdPlace: () => Promise<void>): Promise<Result<null, Trouble>> {
  return new Promise((resolve) => {
    const begin = () => {
      resolve(succeed(null));
      return holdPlace();
    };
    void connects.run(begin).then((outcome) => {
      if (!outcome.ok) resolve(fail(refusals[outcome.error]));
    });
  });
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
