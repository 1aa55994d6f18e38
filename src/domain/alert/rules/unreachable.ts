import { failureAfterName } from "../../diagnosis/host-sentence.ts";
import { plural } from "../../diagnosis/phrases.ts";
import type { HostFailureReason } from "../../host.ts";
import type { FailedHost } from "../../status.ts";
import { type Millis, millis, renderDuration } from "../../time.ts";
import type { AlertFigure, Finding } from "../alert.ts";
import type { Evaluation } from "../evaluation.ts";
import { hostFigures } from "./host-figures.ts";
import { type Judgement, type Known, nothingToDo, type Reading } from "./judgement.ts";

/** A host gave no reading, several times in a row: a warning, and critical when it lasts or when no waiting mends it. */
export function judgeMissed(known: Known, status: FailedHost): readonly Judgement[] {
  // The bot itself is stopping: that says nothing of the host.
  const level = status.failure.reason === "stopped" ? "unknown" : levelOf(known, status);
  return [{ daemon: null, level, finding: missedFinding(known, status) }];
}

/** A reading is all that it takes. */
export function judgeReached({ status, shown }: Reading): readonly Judgement[] {
  const took = renderDuration(status.sample.tookMs);
  const finding: Finding = {
    sentence: "it answers",
    advice: nothingToDo,
    figures: [{ name: "Answered within", text: took }, shown.load, shown.available, shown.swap],
    measure: 0,
    measureText: "0 polls missed",
  };
  return [{ daemon: null, level: "clear", finding }];
}

/** Somebody has changed something, or may be impersonating the host: no waiting mends that. */
const certain: readonly HostFailureReason[] = ["auth failed", "key unusable", "host key changed", "host key unknown"];

function levelOf({ memory: { missed }, context }: Known, { failure }: FailedHost): Evaluation["level"] {
  if (certain.includes(failure.reason)) return "critical";
  const settings = context.settingsOf(null).unreachable;
  if (missed === null || missed.count < settings.missed) return "held";
  return context.now - missed.since >= settings.criticalAfterMs ? "critical" : "warning";
}

function missedFinding(known: Known, status: FailedHost): Finding {
  const { missed } = known.memory;
  const count = missed?.count ?? 1;
  const silent = millis(missed === null ? 0 : Math.max(0, known.context.now - missed.since));
  const age = ageOfLastGood(known, status);
  const polls = `${plural(count, "poll")} missed in a row`;
  return {
    sentence: [whatOf(status), polls, figuresPhrase(age)].join("; "),
    advice: adviceOf(status),
    figures: [
      { name: "Last reading", text: age === null ? "none so far" : `${renderDuration(age)} ago` },
      { name: "Polls missed", text: `${count} in a row, over ${renderDuration(silent)}` },
      ...thenFigures(status, age),
    ],
    measure: silent,
    measureText: polls,
  };
}

function whatOf({ failure }: FailedHost): string {
  switch (failure.reason) {
    case "unreachable":
      return "cannot be reached";
    case "host key changed":
      return "shows another host key than the one on record, so nothing was sent to it";
    case "host key unknown":
      return "shows a host key that is not on record, so nothing was sent to it";
    case "auth failed":
      return "does not let the bot in";
    case "key unusable":
      return "cannot be asked, since the bot's key or its list of known hosts cannot be used";
    default:
      return `gives no reading (${failure.reason})`;
  }
}

function figuresPhrase(age: Millis | null): string {
  return age === null ? "it was never read" : `the figures are ${renderDuration(age)} old`;
}

/** The failure's own words say what happened and what to do. */
function adviceOf(status: FailedHost): string {
  const told = failureAfterName(status);
  if (status.failure.reason !== "host key changed" || told.includes("nothing was sent")) return told;
  return `${told} Nothing was sent to it. Find out who changed the key before you put the new one on record.`;
}

/**
 * By the bot's steady time, which does not jump; by the wall clock only where nothing is remembered. Null where there was
 * no reading.
 */
function ageOfLastGood({ memory, context }: Known, { lastGood }: FailedHost): Millis | null {
  if (memory.lastReadAt !== null) return millis(Math.max(0, context.now - memory.lastReadAt));
  if (lastGood === null) return null;
  return millis(Math.max(0, context.now + context.wallOffsetMs - lastGood.sample.takenAt));
}

/** Old figures carry their age in their very names, since one of them may be read alone. */
function thenFigures({ lastGood, failure, tookMs }: FailedHost, age: Millis | null): readonly AlertFigure[] {
  if (lastGood === null) {
    return [
      { name: "Why", text: failure.reason },
      { name: "Tried for", text: renderDuration(millis(tookMs)) },
    ];
  }
  const shown = hostFigures(lastGood);
  const ago = age === null ? "then" : `${renderDuration(age)} ago`;
  return [shown.load, shown.available, shown.swap, shown.waited].map(({ name, text }) => ({
    name: `${name}, ${ago}`,
    text,
  }));
}
