import type { Transition } from "../../src/domain/alert/effect.ts";
import type { AlertNotice } from "../../src/domain/notice/notice.ts";
import type { Instant } from "../../src/domain/time.ts";
import type { Outbox } from "../../src/services/outbox/outbox.ts";
import type { ChangeSaver } from "../../src/services/outbox/save-changes.ts";
import type { OutgoingMessage, TransitionRecord } from "../../src/services/ports-store.ts";
import { alertNotice, threadNotice } from "./notices.ts";

/** What happens to one alert, in this order: the first is always "fired". */
export interface AlertScript {
  readonly id: string;
  readonly host: string;
  readonly severity: AlertNotice["severity"];
  readonly steps: readonly { readonly at: number; readonly transition: Transition; readonly hasLine: boolean }[];
}

/** A script's progress as the store keeps it: how many of its steps are done. */
export type Progress = Readonly<Record<string, string>>;

/** Plays alerts from scripts, and stores each step in one commit with the messages that tell it, as the real ones are. */
export interface ScriptPlayer {
  /** Does what is due by now. */
  play(now: number): void;
  /** No step is left, and each is told to the store. */
  isOver(): boolean;
}

export interface ScriptWorld {
  readonly outbox: Outbox;
  readonly saver: Pick<ChangeSaver, "save">;
  readonly progress: Progress;
  readonly now: () => Instant;
}

export function createScriptPlayer(scripts: readonly AlertScript[], world: ScriptWorld): ScriptPlayer {
  const done = new Map(scripts.map(({ id }) => [id, Number(world.progress[id] ?? 0)]));
  let unsaved = 0;
  const take = (script: AlertScript, index: number): void => {
    done.set(script.id, index + 1);
    const { messages, records } = messagesOf(script, index, world);
    const memos = { [script.id]: String(index + 1) };
    unsaved += 1;
    void world.saver.save({ outbox: messages, transitions: records, memos }).then(() => {
      unsaved -= 1;
      world.outbox.release(messages);
    });
  };
  const isDone = (script: AlertScript): boolean => (done.get(script.id) ?? 0) >= script.steps.length;
  return {
    play(now) {
      for (const script of scripts) {
        for (let index = done.get(script.id) ?? 0; index < script.steps.length; index += 1) {
          if ((script.steps[index]?.at ?? Number.POSITIVE_INFINITY) > now) break;
          take(script, index);
        }
      }
    },
    isOver: () => unsaved === 0 && scripts.every(isDone),
  };
}

function messagesOf(
  script: AlertScript,
  index: number,
  { outbox, now }: ScriptWorld,
): { readonly messages: readonly OutgoingMessage[]; readonly records: readonly TransitionRecord[] } {
  const step = script.steps[index];
  if (step === undefined) throw new Error("no such step");
  const transitions = [{ id: `${script.id}-${index}`, transition: step.transition }];
  const notice = noticeAt(script, index);
  const urgency = notice.severity;
  const root =
    index === 0
      ? outbox.add({ id: script.id, place: { kind: "channel", channel: "#ops" }, urgency, notice, transitions })
      : outbox.revise(script.id, { notice, urgency, transitions });
  if (root === null) throw new Error("a message was forgotten before its alert was over");
  const line = step.hasLine ? [lineOf(script, index, outbox)] : [];
  const records = transitions.map(({ id, transition }) => ({
    ...{ id, transition, at: now(), alert: script.id, host: script.host, daemon: null, sentence: notice.sentence },
    ...({ rule: "load", severity: notice.severity, message: script.id } as const),
  }));
  return { messages: [root, ...line], records };
}

function lineOf(script: AlertScript, index: number, outbox: Outbox): OutgoingMessage {
  return outbox.add({
    id: `${script.id}-line-${index}`,
    place: { kind: "thread", of: script.id, broadcast: false },
    urgency: script.steps[index]?.transition === "worse" ? "critical" : "history",
    notice: threadNotice(`step ${index}`),
  });
}

/** What the root message says after a step. */
export function noticeAt(script: AlertScript, index: number): AlertNotice {
  const last = script.steps[index]?.transition;
  const isWorse = script.steps.slice(0, index + 1).some(({ transition }) => transition === "worse");
  return alertNotice({
    alert: script.id,
    key: { host: script.host, rule: "load", daemon: null },
    severity: isWorse ? "critical" : script.severity,
    state: last === "resolved" ? "resolved" : last === "acknowledged" ? "acknowledged" : "firing",
    meaning: `step ${index}`,
  });
}
