import { plural } from "../diagnosis/phrases.ts";
import type { NoiseNotice } from "../notice/notice.ts";
import type { Instant } from "../time.ts";
import type { Transition } from "./effect.ts";
import { type RuleName, ruleNames } from "./rule.ts";
import type { AlertSettings } from "./settings.ts";
import { type JudgedAlert, suggestThreshold } from "./suggest-threshold.ts";

/** What happened to one alert, as it is on record. */
export interface RecordedTransition {
  readonly at: Instant;
  readonly alert: string;
  readonly host: string;
  readonly rule: RuleName;
  readonly daemon: string | null;
  readonly transition: Transition;
  readonly measure?: number | null;
}

/** What one person thought of one alert. */
export interface Judgement {
  readonly at: Instant;
  readonly alert: string;
  readonly rule: RuleName;
  readonly by: string;
  readonly verdict: "useful" | "noise";
}

export interface Heard {
  readonly transitions: readonly RecordedTransition[];
  readonly feedback: readonly Judgement[];
}

/** Fewer judgements than this say more of the day than of the rule. */
export const judgedMin = 3;

/**
 * How much of each rule's alerts was noise, noisiest first; with a threshold to try where more than half of what was judged
 * was. Null when nothing fired and nobody judged.
 */
export function noiseOf(heard: Heard, settings: AlertSettings): NoiseNotice | null {
  const judged = lastJudgements(heard.feedback);
  const rows = ruleNames
    .map((rule) => rowOf(rule, { ...heard, feedback: judged }, settings))
    .filter(({ fired, useful, noise }) => fired + useful + noise > 0)
    .toSorted((one, other) => other.noise - one.noise || other.fired - one.fired);
  return rows.length === 0 ? null : { kind: "noise", sentence: sentenceOf(rows), rows };
}

type Row = NoiseNotice["rows"][number];

/** People change their minds: of one person's judgements of one alert the last counts. */
function lastJudgements(feedback: readonly Judgement[]): readonly Judgement[] {
  const byPerson = new Map<string, Judgement>();
  for (const one of feedback.toSorted((earlier, later) => earlier.at - later.at)) {
    byPerson.set(`${one.alert} ${one.by}`, one);
  }
  return [...byPerson.values()];
}

function rowOf(rule: RuleName, { transitions, feedback }: Heard, settings: AlertSettings): Row {
  const ofRule = transitions.filter((one) => one.rule === rule);
  const fired = ofRule.filter(({ transition }) => transition === "fired").length;
  const judgements = feedback.filter((one) => one.rule === rule);
  const noise = judgements.filter(({ verdict }) => verdict === "noise").length;
  const useful = judgements.length - noise;
  const isNoisy = judgements.length >= judgedMin && noise * 2 > judgements.length;
  const suggestion = isNoisy ? suggestThreshold(rule, judgedAlerts(judgements, ofRule), settings) : null;
  return { rule, fired, useful, noise, suggestion };
}

/** One useful judgement makes an alert useful: somebody would have missed it. */
function judgedAlerts(
  judgements: readonly Judgement[],
  transitions: readonly RecordedTransition[],
): readonly JudgedAlert[] {
  const usefulOnes = new Set(judgements.filter(({ verdict }) => verdict === "useful").map(({ alert }) => alert));
  const alerts = [...new Set(judgements.map(({ alert }) => alert))];
  return alerts.map((alert) => {
    const own = transitions.filter((one) => one.alert === alert);
    const measures = own.flatMap(({ measure }) => measure ?? []);
    return {
      isUseful: usefulOnes.has(alert),
      measure: measures.length === 0 ? null : Math.max(...measures),
      lastedMs: longestOf(own),
    };
  });
}

/** How long the alert fired, at the longest; null where it was not seen from its beginning to its end. */
export function longestOf(own: readonly RecordedTransition[]): number | null {
  let longest: number | null = null;
  let firedAt: Instant | null = null;
  for (const { transition, at } of own.toSorted((earlier, later) => earlier.at - later.at)) {
    if (transition === "fired") firedAt = at;
    if (transition !== "resolved" || firedAt === null) continue;
    longest = Math.max(longest ?? 0, at - firedAt);
    firedAt = null;
  }
  return longest;
}

function sentenceOf(rows: readonly Row[]): string {
  const sum = (count: (row: Row) => number): number => rows.reduce((total, row) => total + count(row), 0);
  const noise = sum((row) => row.noise);
  const judged = noise + sum((row) => row.useful);
  const fired = `${plural(
    sum((row) => row.fired),
    "alert",
  )} fired in the last 7 d`;
  if (judged === 0) return `${fired}; nobody has judged any. The buttons Useful and Noise of an alert do.`;
  const suggested = rows.filter((row) => row.suggestion !== null).map((row) => row.rule);
  const advice = suggested.length === 0 ? "" : ` What to change: ${suggested.join(", ")}.`;
  return `${fired}; of ${plural(judged, "judgement")} ${noise} ${noise === 1 ? "was" : "were"} noise.${advice}`;
}
