import { type Millis, millis, seconds } from "../../domain/time.ts";
import type { Cancel, Clock, Log } from "../ports.ts";
import type { Changes, DecisionStore, StoreFailure } from "../ports-store.ts";
import { mergeChanges } from "./merge-changes.ts";

/**
 * The one way into the decision store. Changes that come while a commit is under way go together into the next one. What
 * could not be stored is kept, newest state of each thing, and goes with the next commit: the bot goes on from memory.
 */
export interface ChangeSaver {
  /** Resolves when these changes are on disk, or when the store has refused them for now. Never rejects. */
  save(changes: Changes): Promise<"stored" | "not stored">;
  /** Why the last commit failed; null while all is stored. */
  problem(): StoreFailure | null;
  /** Makes a last attempt for what is kept. */
  stop(): Promise<void>;
}

export interface ChangeSaverOptions {
  readonly store: Pick<DecisionStore, "commit">;
  readonly clock: Clock;
  readonly log: Log;
}

/** The first pause after a commit that failed; doubles up to the longest. */
export const shortestRetry: Millis = seconds(1);
/** So that all is on disk within half a minute of the store's recovery. */
export const longestRetry: Millis = seconds(30);
/** A store that hangs must not hold alerts up for longer: who waits is told "not stored", and the commit goes on. */
export const answerWithin: Millis = seconds(5);
/** Changes kept while the store is out of order are merged so often that their number stays small, and not at each one. */
const unmergedMax = 256;

type Outcome = "stored" | "not stored";

/** Starts with nothing to save. */
export function createChangeSaver(options: ChangeSaverOptions): ChangeSaver {
  const saver = new GroupSaver(options);
  return {
    save: (changes) => saver.save(changes),
    problem: () => saver.problem,
    stop: () => saver.stop(),
  };
}

/** One commit at a time, so that no older state overtakes a newer one. */
class GroupSaver {
  problem: StoreFailure | null = null;
  readonly #options: ChangeSaverOptions;
  /** For the next commit, oldest first. */
  #kept: Changes[] = [];
  #waiting: Resolve[] = [];
  #underWay: Promise<void> | null = null;
  #pause: Millis = shortestRetry;
  /** Set while the store is left alone after a failure. */
  #cancelRetry: Cancel | null = null;

  constructor(options: ChangeSaverOptions) {
    this.#options = options;
  }

  save(changes: Changes): Promise<Outcome> {
    this.#kept.push(changes);
    if (this.#kept.length > unmergedMax) this.#kept = [mergeChanges(this.#kept)];
    if (this.#cancelRetry === null) this.#underWay ??= this.#commitAll();
    // Nobody waits for a store that is out of order: the change is kept, and goes with the next try.
    if (this.problem !== null) return Promise.resolve("not stored");
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  async stop(): Promise<void> {
    this.#cancelRetry?.();
    this.#retry();
    await within(this.#options.clock, this.#underWay);
    this.#cancelRetry?.();
  }

  async #commitAll(): Promise<void> {
    // Whatever is saved in the same turn goes into this commit.
    await Promise.resolve();
    while (this.#kept.length > 0 && this.#cancelRetry === null) {
      const batch = mergeChanges(this.#kept);
      const waiting = this.#waiting;
      [this.#kept, this.#waiting] = [[], []];
      const failure = await this.#commit(batch, waiting);
      if (failure === null) this.#recover();
      else this.#giveUpForNow(batch, failure);
      tell(waiting, failure === null ? "stored" : "not stored");
    }
    this.#underWay = null;
  }

  async #commit(batch: Changes, waiting: readonly Resolve[]): Promise<StoreFailure | null> {
    const cancel = this.#options.clock.after(answerWithin, () => {
      this.problem ??= hanging;
      tell(waiting, "not stored");
      this.#refuseWaiting();
    });
    try {
      const result = await this.#options.store.commit(batch);
      return result.ok ? null : result.error;
    } catch (error) {
      return { reason: "fault", detail: `The store failed: ${error instanceof Error ? error.message : "no reason"}` };
    } finally {
      cancel();
    }
  }

  #recover(): void {
    if (this.problem !== null) this.#options.log.info("The store takes changes again.", { was: this.problem.reason });
    this.problem = null;
    this.#pause = shortestRetry;
  }

  #giveUpForNow(batch: Changes, failure: StoreFailure): void {
    if (this.problem?.reason !== failure.reason) this.#options.log.error(failure.detail, { reason: failure.reason });
    this.problem = failure;
    this.#kept = [batch, ...this.#kept];
    this.#refuseWaiting();
    this.#cancelRetry = this.#options.clock.after(this.#pause, () => this.#retry());
    this.#pause = millis(Math.min(longestRetry, this.#pause * 2));
  }

  #refuseWaiting(): void {
    tell(this.#waiting, "not stored");
    this.#waiting = [];
  }

  #retry(): void {
    this.#cancelRetry = null;
    this.#underWay ??= this.#commitAll();
  }
}

const hanging: StoreFailure = {
  reason: "unreachable",
  detail: "The store has not answered for 5 s. Look at its disk or server.",
};

type Resolve = (outcome: Outcome) => void;

function tell(waiting: readonly Resolve[], outcome: Outcome): void {
  for (const resolve of waiting) resolve(outcome);
}

async function within(clock: Clock, work: Promise<void> | null): Promise<void> {
  let cancel: Cancel = () => undefined;
  const late = new Promise<void>((resolve) => {
    cancel = clock.after(answerWithin, resolve);
  });
  await Promise.race([work, late]);
  cancel();
}
