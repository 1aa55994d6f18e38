import type { BotTrouble } from "../../domain/alert/event.ts";
import { type BotFacts, botTroubles } from "../../domain/self/bot-troubles.ts";
import { isOverdue } from "../../domain/self/vital-sign.ts";
import { type Millis, millis, seconds } from "../../domain/time.ts";
import type { Cancel, Clock, Log } from "../ports.ts";
import type { Beat } from "../ports-http.ts";
import type { VitalSigns } from "./vital-signs.ts";

export interface SelfWatch {
  start(): void;
  /** No troubles and no signs of life after this. */
  stop(): void;
  /** As they were found last. */
  troubles(): readonly BotTrouble[];
}

export interface SelfWatchOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly vital: VitalSigns;
  /** How the other parts stand; no I/O. */
  readonly facts: () => Omit<BotFacts, "vital" | "lateMs">;
  /** The dead man's switch; null for none. */
  readonly heartbeat: { readonly beat: Beat; readonly every: Millis } | null;
  /** Every 15 s, also when nothing is wrong: troubles that are not named any more are over. */
  readonly onTroubles: (troubles: readonly BotTrouble[]) => void;
}

/** Half of what the shortest of the limits is wrong by does no harm. */
export const lookEvery: Millis = seconds(15);

/** Looks at the bot itself, and gives a sign of life for as long as it does its work. */
export function createSelfWatch(options: SelfWatchOptions): SelfWatch {
  const { clock, vital, facts, heartbeat, onTroubles } = options;
  const beater = heartbeat === null ? null : createBeater({ ...options, ...heartbeat });
  let troubles: readonly BotTrouble[] = [];
  let cancel: Cancel = () => undefined;

  function look(dueAt: number): void {
    const lateMs = Math.max(0, clock.monotonic() - dueAt);
    const whole: BotFacts = { ...facts(), vital: vital(), lateMs };
    troubles = botTroubles(whole);
    plan();
    beater?.tick(doesItsWork(whole));
    onTroubles(troubles);
  }

  function plan(): void {
    const dueAt = clock.monotonic() + lookEvery;
    cancel = clock.after(lookEvery, () => look(dueAt));
  }

  return {
    start: () => {
      beater?.tick(true);
      plan();
    },
    stop: () => {
      cancel();
      beater?.stop();
    },
    troubles: () => troubles,
  };
}

/**
 * Slack being out of order does not stop the signs of life: its outages are no fault of the bot, which goes on watching.
 * A token that is refused does, because then no alert is ever told.
 */
function doesItsWork({ vital, slack, store }: BotFacts): boolean {
  const isDead = vital.some((sign) => sign.name !== "slack" && isOverdue(sign));
  return !isDead && !slack.tokenRefused && store.problem?.reason !== "corrupt";
}

interface Beater {
  /** Whether the bot does its work now. */
  tick(healthy: boolean): void;
  stop(): void;
}

function createBeater({ clock, log, beat, every }: Pick<SelfWatchOptions, "clock" | "log"> & Beating): Beater {
  let isHealthy = true;
  let isFailing = false;
  let isStarted = false;
  let cancel: Cancel = () => undefined;
  let isStopped = false;

  async function send(): Promise<void> {
    const began = clock.monotonic();
    if (isHealthy) {
      const outcome = await beat();
      // Once an outage: a line each minute would hide the others.
      if (!outcome.ok && !isFailing) log.warn("the sign of life did not arrive", { why: outcome.what });
      if (outcome.ok && isFailing) log.info("signs of life arrive again");
      isFailing = !outcome.ok;
    }
    if (isStopped) return;
    cancel = clock.after(millis(Math.max(0, began + every - clock.monotonic())), () => void send());
  }

  return {
    tick: (healthy) => {
      if (isHealthy && !healthy) log.error("signs of life are held back: the bot does not do its work");
      if (!isHealthy && healthy) log.info("signs of life go on: the bot does its work again");
      isHealthy = healthy;
      if (!isStarted) void send();
      isStarted = true;
    },
    stop: () => {
      isStopped = true;
      cancel();
    },
  };
}

interface Beating {
  readonly beat: Beat;
  readonly every: Millis;
}
