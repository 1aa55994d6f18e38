import type { Instant } from "../../time.ts";
import type { Alert, FiringAlert, ResolvedAlert } from "../alert.ts";
import { sentenceOf } from "../alert-sentence.ts";
import type { AlertEffect, Transition } from "../effect.ts";
import { isToldElsewhere } from "./inhibit.ts";
import { type Happening, isQuiet, type Moved } from "./moved.ts";

/** What one thing that happened is worth. An edit notifies nobody; `log` in the thread neither. */
interface Worth {
  readonly isShown: boolean;
  readonly tell: "log" | "mention" | "broadcast" | "by severity" | null;
  readonly record: Transition | null;
}

const worth: Readonly<Record<Happening, Worth>> = {
  told: { isShown: true, tell: null, record: "fired" },
  "told again": { isShown: true, tell: "by severity", record: null },
  "fired again": { isShown: true, tell: "log", record: "fired" },
  worse: { isShown: true, tell: "log", record: "worse" },
  better: { isShown: true, tell: "log", record: "better" },
  resolved: { isShown: true, tell: "log", record: "resolved" },
  flapping: { isShown: true, tell: "log", record: "flapping" },
  calm: { isShown: true, tell: "log", record: null },
  stale: { isShown: true, tell: "log", record: "stale" },
  fresh: { isShown: true, tell: "log", record: null },
  hidden: { isShown: true, tell: "log", record: null },
  unhidden: { isShown: true, tell: "log", record: null },
  silenced: { isShown: true, tell: "log", record: "silenced" },
  unsilenced: { isShown: true, tell: "log", record: null },
  acknowledged: { isShown: true, tell: "log", record: "acknowledged" },
  "still on it": { isShown: true, tell: "log", record: null },
  asked: { isShown: false, tell: null, record: null },
  unacknowledged: { isShown: true, tell: "mention", record: "unacknowledged" },
  repeated: { isShown: false, tell: "mention", record: null },
  "escalated to on call": { isShown: false, tell: null, record: null },
  "escalated to group": { isShown: false, tell: "mention", record: null },
  "escalated to channel": { isShown: false, tell: "broadcast", record: null },
  figures: { isShown: true, tell: null, record: null },
};

/** In this order: the root message, lines in its thread, direct messages, the record. */
export function effectsOf({ alert, happened }: Moved, now: Instant): readonly AlertEffect[] {
  if (alert.kind === "pending") return [];
  const worthIt = worthSaying({ alert, happened });
  return [
    ...(isShowing({ alert, happened }) ? [{ kind: "show", alert: alert.id } as const] : []),
    ...spoken(worthIt).flatMap((happening) => tellings(alert, happening, now)),
    ...worthIt.flatMap((happening) => directs(alert, happening, now)),
    ...(alert.specimen ? [] : worthIt.flatMap((happening) => records(alert, happening, now))),
    ...recordsOfUntold({ alert, happened }, now),
  ];
}

/** The line that notifies says it too. */
function spoken(happened: readonly Happening[]): readonly Happening[] {
  return happened.includes("told again") ? happened.filter((happening) => happening !== "worse") : happened;
}

/** Whether the root message is to be posted or edited. */
export function isShowing({ alert, happened }: Moved): boolean {
  return alert.kind !== "pending" && alert.toldAt !== null && happened.some((happening) => worth[happening].isShown);
}

/** Of an alert that nobody was told of nothing is said, but that it is silenced. A first telling says all. */
function worthSaying({ alert, happened }: Moved): readonly Happening[] {
  if (happened.includes("told")) return happened.filter((happening) => happening === "told" || happening === "asked");
  const isTold = alert.kind !== "pending" && alert.toldAt !== null;
  return isTold ? happened : happened.filter((happening) => happening === "silenced" || happening === "asked");
}

function tellings(alert: FiringAlert | ResolvedAlert, happening: Happening, now: Instant): readonly AlertEffect[] {
  const { tell } = worth[happening];
  if (tell === null || alert.toldAt === null) return [];
  const loud = tell === "by severity" ? (alert.severity === "critical" ? "broadcast" : "mention") : tell;
  const how = mayNotify(alert, happening) ? loud : "log";
  const history = briefly.includes(happening) ? "brief" : "full";
  return [{ kind: "tell", alert: alert.id, how, history, sentence: sentenceOf(happening, alert, now) }];
}

/** What a history of a few lines has to have. */
const briefly: readonly Happening[] = ["worse", "better", "resolved"];

/** Every notifying line has been decided on before; this holds for what happens to be lost on the way, too. */
function mayNotify(alert: FiringAlert | ResolvedAlert, happening: Happening): boolean {
  if (alert.kind === "resolved" || alert.specimen || isQuiet(alert)) return false;
  return happening !== "unacknowledged" || alert.flappingSince === null;
}

function directs(alert: Alert, happening: Happening, now: Instant): readonly AlertEffect[] {
  if (alert.kind !== "firing") return [];
  const sentence = sentenceOf(happening, alert, now);
  if (happening === "escalated to on call")
    return [{ kind: "direct", alert: alert.id, to: { kind: "on call" }, asks: "look", sentence }];
  if (happening !== "asked" || alert.acknowledged === null) return [];
  const to = { kind: "user", id: alert.acknowledged.by } as const;
  return [{ kind: "direct", alert: alert.id, to, asks: "still on it", sentence }];
}

/** A restart that another alert tells of: what it gave back is worth knowing, and it was over as soon as it had happened. */
function recordsOfUntold({ alert, happened }: Moved, now: Instant): readonly AlertEffect[] {
  if (alert.kind !== "firing" || alert.toldAt !== null || !happened.includes("hidden") || !isToldElsewhere(alert))
    return [];
  const { id, key, severity } = alert;
  const record = { kind: "record", alert: id, key, severity, sentence: sentenceOf("figures", alert, now) } as const;
  return [
    { ...record, transition: "fired" },
    { ...record, transition: "resolved" },
  ];
}

function records(alert: FiringAlert | ResolvedAlert, happening: Happening, now: Instant): readonly AlertEffect[] {
  const { id, key, severity } = alert;
  const transition = worth[happening].record;
  if (transition === null) return [];
  return [{ kind: "record", alert: id, key, transition, severity, sentence: sentenceOf(happening, alert, now) }];
}
