import { millis } from "../../src/domain/time.ts";
import { createOutbox } from "../../src/services/outbox/deliver-messages.ts";
import { createChangeSaver } from "../../src/services/outbox/save-changes.ts";
import type { Clock } from "../../src/services/ports.ts";
import type { NoticeChat } from "../../src/services/ports-notices.ts";
import type { DecisionStore } from "../../src/services/ports-store.ts";
import { type AlertScript, createScriptPlayer } from "./alert-script.ts";
import { timeOfDay } from "./notices.ts";
import { quietLog } from "./quiet-log.ts";

/** The places at which a process may end. */
export const crashPoints = [
  "before commit",
  "after commit",
  "before post",
  "after post",
  "before edit",
  "after edit",
  "find",
  "timer",
] as const;

export type CrashPoint = (typeof crashPoints)[number];

export interface CrashingBotOptions {
  readonly clock: Clock;
  readonly store: DecisionStore;
  readonly chat: NoticeChat;
  readonly scripts: readonly AlertScript[];
  /** Asked at each point: true ends the process there. */
  readonly crashesAt: (point: CrashPoint) => boolean;
  readonly random: () => number;
}

/** A bot that loses everything in memory at any await, and starts anew from what is on the disk. */
export interface CrashingBot {
  /** Told to the store, and nothing waits. */
  isIdle(): boolean;
  readonly starts: number;
}

export function runCrashingBot(options: CrashingBotOptions): CrashingBot {
  let starts = 0;
  let idle: () => boolean = () => false;
  const restart = (): void => {
    idle = () => false;
    options.clock.after(millis(1 + options.random() * restartMax), () => void begin());
  };
  const begin = async (): Promise<void> => {
    starts += 1;
    idle = (await runOnce(options, `${starts}`, restart)) ?? idle;
  };
  void begin();
  return {
    isIdle: () => idle(),
    get starts() {
      return starts;
    },
  };
}

const restartMax = 20_000;
const playEvery = millis(5000);

async function runOnce(
  options: CrashingBotOptions,
  name: string,
  onCrash: () => void,
): Promise<(() => boolean) | null> {
  const life = newLife(options, onCrash);
  const clock = mortalClock(options.clock, life);
  const saver = createChangeSaver({ store: mortalStore(options.store, life), clock, log: quietLog() });
  const loaded = await options.store.load();
  if (!loaded.ok) throw new Error("the store does not load");
  let ids = 0;
  const outbox = createOutbox({
    ...{ clock, saver, timeOfDay, chat: mortalChat(options.chat, life), log: quietLog() },
    chance: options.random,
    newId: () => {
      ids += 1;
      return `own-${name}-${ids}`;
    },
    ...{ fallbackChannel: null, owner: null, loaded: loaded.value.outbox },
  });
  const progress = loaded.value.memos;
  const player = createScriptPlayer(options.scripts, { outbox, saver, progress, now: () => clock.now() });
  const play = (): void => {
    player.play(clock.monotonic());
    clock.after(playEvery, play);
  };
  outbox.start();
  play();
  return () => life.isAlive() && player.isOver() && outbox.backlog().messages === 0;
}

interface Life {
  isAlive(): boolean;
  /** Resolves while the process lives, and never once it has ended here. */
  pass(point: CrashPoint): Promise<void>;
}

function newLife({ crashesAt }: CrashingBotOptions, onCrash: () => void): Life {
  let alive = true;
  return {
    isAlive: () => alive,
    async pass(point) {
      if (alive && crashesAt(point)) {
        alive = false;
        onCrash();
      }
      if (!alive) await new Promise(() => undefined);
    },
  };
}

function mortalClock(clock: Clock, life: Life): Clock {
  return {
    now: () => clock.now(),
    monotonic: () => clock.monotonic(),
    after: (delay, act) => clock.after(delay, () => void life.pass("timer").then(act)),
  };
}

function mortalStore(store: DecisionStore, life: Life): Pick<DecisionStore, "commit"> {
  return {
    async commit(changes) {
      await life.pass("before commit");
      const result = await store.commit(changes);
      await life.pass("after commit");
      return result;
    },
  };
}

function mortalChat(chat: NoticeChat, life: Life): NoticeChat {
  return {
    async postNotice(to, posted) {
      await life.pass("before post");
      const result = await chat.postNotice(to, posted);
      await life.pass("after post");
      return result;
    },
    async editNotice(message, notice) {
      await life.pass("before edit");
      const result = await chat.editNotice(message, notice);
      await life.pass("after edit");
      return result;
    },
    async findNotice(to, posted) {
      await life.pass("find");
      return chat.findNotice(to, posted);
    },
    linkTo: (message) => chat.linkTo(message),
  };
}
