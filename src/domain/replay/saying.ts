import type { Alert, AlertKey } from "../alert/alert.ts";
import { subjectOf } from "../alert/alert-sentence.ts";
import type { AlertEffect } from "../alert/effect.ts";
import type { Severity } from "../alert/rule.ts";
import type { Instant } from "../time.ts";

/** Something that people would have been told. What is only edited is not among it: an edit notifies nobody. */
export interface Saying {
  readonly at: Instant;
  readonly how: HowSaid;
  /** Id of the alert: all that is said in one thread has the same. */
  readonly alert: string;
  readonly key: AlertKey;
  readonly severity: Severity;
  readonly sentence: string;
}

/**
 * `posted`: a message of its own in the channel. `thread`: a line below it, which notifies nobody; `mention` and `broadcast`
 * do. `direct`: a message to who is on call or to the owner.
 */
export type HowSaid = "posted" | "thread" | "mention" | "broadcast" | "direct";

/** What notifies somebody. */
export const loudWays: readonly HowSaid[] = ["posted", "mention", "broadcast", "direct"];

/** The effects of one step as people would see them; `posted` holds the alerts that have their message already. */
export function sayingsOf(
  effects: readonly AlertEffect[],
  {
    alerts,
    posted,
    at,
  }: { readonly alerts: readonly Alert[]; readonly posted: ReadonlySet<string>; readonly at: Instant },
): readonly Saying[] {
  const seen = new Set(posted);
  return effects.flatMap((effect) => {
    const said = saidBy(effect, seen);
    const alert = alerts.find(({ id }) => "alert" in effect && id === effect.alert);
    if (said === null || alert === undefined) return [];
    if (said.how === "posted") seen.add(alert.id);
    const sentence = said.sentence ?? rootSentence(alert);
    return [{ at, how: said.how, alert: alert.id, key: alert.key, severity: alert.severity, sentence }];
  });
}

function saidBy(
  effect: AlertEffect,
  posted: ReadonlySet<string>,
): { readonly how: HowSaid; readonly sentence: string | null } | null {
  switch (effect.kind) {
    case "show":
      return posted.has(effect.alert) ? null : { how: "posted", sentence: null };
    case "tell":
      return { how: effect.how === "log" ? "thread" : effect.how, sentence: effect.sentence };
    case "direct":
      return { how: "direct", sentence: effect.sentence };
    case "record":
    case "end silence":
      return null;
  }
}

function rootSentence({ key, finding }: Alert): string {
  return `${subjectOf(key)}: ${finding.sentence}`;
}
