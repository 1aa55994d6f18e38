import { openSqliteStore } from "../../src/adapters/store/open-sqlite-store.ts";
import { systemClock } from "../../src/adapters/system/clock.ts";
import { type Millis, millis, seconds } from "../../src/domain/time.ts";
import { createOutbox } from "../../src/services/outbox/deliver-messages.ts";
import { createChangeSaver } from "../../src/services/outbox/save-changes.ts";
import type { Clock } from "../../src/services/ports.ts";
import { createScriptPlayer } from "./alert-script.ts";
import { createServerChat, passPoint } from "./kill-chat.ts";
import { killScripts } from "./kill-scripts.ts";
import { timeOfDay } from "./notices.ts";
import { quietLog } from "./quiet-log.ts";

/**
 * A bot of its own process, to be killed: store, outbox and alerts by script. Arguments: the store's folder, the address of
 * the parent's chat, and which of its lives this is, which says how much happens. Prints "idle" when nothing is left to do.
 */
const [folder = "", server = "", lifeText = "0"] = process.argv.slice(2);
const life = Number(lifeText);

/** The outbox's pauses are cut to a twentieth, so that 200 lives fit into a test; nothing depends on their length. */
const speed = 20;
const quickClock: Clock = {
  now: systemClock.now,
  monotonic: (): Millis => millis(systemClock.monotonic() * speed),
  after: (delay, act) => systemClock.after(millis(delay / speed), act),
};

async function main(): Promise<void> {
  const log = quietLog();
  const keep = { readingsMs: seconds(3600), minutesMs: seconds(3600), hoursMs: seconds(3600) };
  const opened = await openSqliteStore({ folder, clock: systemClock, log, keep });
  if (!opened.ok) throw new Error(opened.error.detail);
  const store = opened.value;
  const saver = createChangeSaver({
    store: {
      async commit(changes) {
        await passPoint(server, "before commit");
        const result = await store.commit(changes);
        await passPoint(server, "after commit");
        return result;
      },
    },
    // In real time: a commit of a busy machine must not look like a store that hangs, where the bot sends all the same.
    ...{ clock: systemClock, log },
  });
  const loaded = await store.load();
  if (!loaded.ok) throw new Error(loaded.error.detail);
  let ids = 0;
  const outbox = createOutbox({
    ...{ chat: createServerChat(server), saver, clock: quickClock, chance: Math.random, log, timeOfDay },
    newId: () => {
      ids += 1;
      return `own-${life}-${ids}`;
    },
    ...{ fallbackChannel: null, owner: null, loaded: loaded.value.outbox },
  });
  const world = { outbox, saver, progress: loaded.value.memos, now: systemClock.now };
  const player = createScriptPlayer(killScripts(), world);
  await passPoint(server, "up");
  const began = systemClock.monotonic();
  outbox.start();
  setInterval(() => {
    // What belongs to this life happens little by little in its first 100 ms.
    player.play(life - 1 + Math.min(1, (systemClock.monotonic() - began) / 100));
    if (player.isOver() && outbox.backlog().messages === 0) process.stdout.write("idle\n");
  }, 10);
}

await main();
