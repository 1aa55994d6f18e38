import { randomId } from "../../src/adapters/system/ids.ts";
import { createOutbox } from "../../src/services/outbox/deliver-messages.ts";
import { createChangeSaver } from "../../src/services/outbox/save-changes.ts";
import { faultsIn } from "../../test/support/accounts.ts";
import { createScriptPlayer } from "../../test/support/alert-script.ts";
import { createMemoryStore } from "../../test/support/memory-store.ts";
import { createNoticeChat } from "../../test/support/notice-chat.ts";
import { timeOfDay } from "../../test/support/notices.ts";
import { quietLog } from "../../test/support/quiet-log.ts";
import { VirtualClock } from "../../test/support/virtual-clock.ts";
import type { Figure } from "../storm.ts";
import { stormScripts } from "./storm-scripts.ts";

const outageMs = 6 * 3_600_000;
const scripts = stormScripts({ alerts: 1000, hosts: 500, span: outageMs });
const playEvery = 60_000;

/** The chat takes nothing for 6 h, while 1,000 alerts come and go. */
export async function measureOutage(): Promise<readonly Figure[]> {
  const clock = new VirtualClock("2026-01-15T08:00:00Z", 1);
  const store = createMemoryStore();
  const chat = createNoticeChat(clock);
  chat.react = () => (clock.monotonic() < outageMs ? "no answer" : "ok");
  const saver = createChangeSaver({ store, clock, log: quietLog() });
  const outbox = createOutbox({
    ...{ chat, saver, clock, chance: Math.random, log: quietLog(), newId: randomId, timeOfDay },
    ...{ fallbackChannel: null, owner: null, loaded: [] },
  });
  const player = createScriptPlayer(scripts, { outbox, saver, progress: {}, now: () => clock.now() });
  outbox.start();
  for (let at = 0; at < outageMs; at += playEvery) {
    player.play(at);
    await clock.advance(playEvery);
  }
  player.play(outageMs);
  let readyAfter = 0;
  while (readyAfter < 600 && (outbox.backlog().messages > 0 || !player.isOver())) {
    await clock.advance(1000);
    readyAfter += 1;
  }
  await outbox.stop();
  const faults = faultsIn({ scripts, shown: chat.shown, transitions: store.allTransitions(), messages: [] });
  return [
    { name: "transitions in an outage of 6 h", value: store.allTransitions().length, unit: "transitions" },
    { name: "of them lost, doubled or miscounted", value: faults.length, unit: "faults" },
    { name: "all told after the end of the outage", value: readyAfter, unit: "s" },
    { name: "messages that tell it", value: chat.shown.length, unit: "messages" },
  ];
}
