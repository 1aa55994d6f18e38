import type { OutgoingMessage, TransitionRecord } from "../../src/services/ports-store.ts";
import type { AlertScript } from "./alert-script.ts";
import { noticeAt } from "./alert-script.ts";
import type { ShownMessage } from "./notice-chat.ts";

export interface Books {
  readonly scripts: readonly AlertScript[];
  readonly shown: readonly Pick<ShownMessage, "id" | "to" | "notice">[];
  readonly transitions: readonly TransitionRecord[];
  readonly messages: readonly OutgoingMessage[];
}

/**
 * What is wrong with what was told, in sentences; empty when every alert is told once and in its last state, and every
 * transition is told by a message that stands or is counted in one.
 */
export function faultsIn(books: Books): readonly string[] {
  return [...doubled(books), ...lost(books), ...miscounted(books), ...stale(books), ...outOfOrder(books)];
}

function doubled({ shown }: Books): readonly string[] {
  const ids = shown.map(({ id }) => id);
  return ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${id} stands twice`);
}

function lost({ scripts, transitions, shown }: Books): readonly string[] {
  const tellers = new Set(shown.map(({ id }) => id));
  const records = new Map(transitions.map((record) => [record.id, record]));
  return scripts.flatMap(({ id, steps }) =>
    steps.flatMap((_, index) => {
      const record = records.get(`${id}-${index}`);
      if (record === undefined) return [`${id}-${index} is not stored`];
      return tellers.has(record.message ?? "")
        ? []
        : [`${record.id} is told by ${record.message}, which does not stand`];
    }),
  );
}

function miscounted({ shown, transitions }: Books): readonly string[] {
  return shown.flatMap(({ id, notice }) => {
    if (notice.kind !== "backlog") return [];
    const own = transitions.filter(({ message }) => message === id).map(({ transition }) => transition);
    const { fired, resolved, other } = notice.counted;
    const isRight =
      fired === own.filter((each) => each === "fired").length &&
      resolved === own.filter((each) => each === "resolved").length &&
      fired + resolved + other === own.length;
    return isRight ? [] : [`${id} counts ${fired}, ${resolved} and ${other} of ${own.join(", ")}`];
  });
}

function stale({ scripts, shown }: Books): readonly string[] {
  const last = new Map(scripts.map((script) => [script.id, noticeAt(script, script.steps.length - 1).meaning]));
  return shown.flatMap(({ id, notice }) =>
    notice.kind === "alert" && notice.meaning !== last.get(id)
      ? [`${id} says ${notice.meaning}, not ${last.get(id)}`]
      : [],
  );
}

function outOfOrder({ shown }: Books): readonly string[] {
  const roots = new Map<string, number>();
  return shown.flatMap(({ id, to, notice }) => {
    const [, step] = /^step (\d+)$/.exec(notice.sentence) ?? [];
    if (to.kind !== "thread" || step === undefined) return [];
    const before = roots.get(to.root.ts) ?? -1;
    roots.set(to.root.ts, Number(step));
    return Number(step) > before ? [] : [`${id} comes after step ${before}`];
  });
}
