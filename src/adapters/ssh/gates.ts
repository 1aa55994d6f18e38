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
  /** Where the questions to one host wait until there is room. */
  openLane(): Lane;
  /** Those who still wait, and those who come later, are told "stopped". */
  close(): Promise<void>;
}

/** Runs one question when there is room for it. */
export type Lane = <T>(question: () => Promise<Result<T, Trouble>>) => Promise<Result<T, Trouble>>;

/**
 * Connections begin four at a time, each holding its place for 100 ms: 40 a second. A set-up costs the bot up to 9 ms of
 * CPU, so this is a third of a core. Since one lasts at most 8 s, at most 320 are under way, and hosts that are dead never
 * keep the living from beginning.
 */
const connectsAtOnceMax = 4;
const connectHoldsPlaceFor: Millis = seconds(0.1);

/**
 * Questions under way, 200 in all. A healthy host answers in 50 ms, so this serves 4,000 hosts a second; frozen hosts hold
 * a place until the deadline of their question. All 200 answers at their largest would take 100 MiB. Hosts are spread over
 * ten lanes, because the library spends 2.5 ms on putting a task into a queue, one after another: 5,000 hosts asked at
 * once would wait 12 s in a single one.
 */
const lanesMax = 10;
const questionsInLaneMax = 20;

/** One connect and one question a host can wait, so these are the numbers of hosts above which some are refused. */
const connectsWaitingMax = 5000;
const waitingInLaneMax = connectsWaitingMax / lanesMax;

export function createGates(options: { readonly clock: Clock; readonly log: Log }): Gates {
  const connects = new Turnstile({ ...options, atOnceMax: connectsAtOnceMax, waitingMax: connectsWaitingMax });
  const createLane = () => new Turnstile({ ...options, atOnceMax: questionsInLaneMax, waitingMax: waitingInLaneMax });
  /** The next host joins the first. */
  const lanes = Array.from({ length: lanesMax }, createLane);
  const pauses = new Pauses(options.clock);
  return {
    admitConnect: () => admit(connects, () => pauses.last(connectHoldsPlaceFor)),
    openLane: () => {
      const lane = lanes.shift() ?? createLane();
      lanes.push(lane);
      return (question) => askIn(lane, question);
    },
    close: async () => {
      pauses.end();
      await Promise.all([connects, ...lanes].map((turnstile) => turnstile.stop()));
    },
  };
}

function refuse(why: "full" | "stopped", waiting: number): { readonly ok: false; readonly error: Trouble } {
  return fail(why === "full" ? { kind: "queue full", waiting, of: "all hosts" } : { kind: "stopped" });
}

async function askIn<T>(lane: Turnstile, question: () => Promise<Result<T, Trouble>>): Promise<Result<T, Trouble>> {
  const outcome = await lane.run(question);
  return outcome.ok ? outcome.value : refuse(outcome.error, waitingInLaneMax * lanesMax);
}

/** Settles as soon as the turn has come; the place is held on for a while. */
function admit(connects: Turnstile, holdPlace: () => Promise<void>): Promise<Result<null, Trouble>> {
  return new Promise((resolve) => {
    const begin = () => {
      resolve(succeed(null));
      return holdPlace();
    };
    void connects.run(begin).then((outcome) => {
      if (!outcome.ok) resolve(refuse(outcome.error, connectsWaitingMax));
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
