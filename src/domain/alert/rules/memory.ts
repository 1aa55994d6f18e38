import { memoryCulprits, reliefPhrase, restartAdvice } from "../../diagnosis/culprits.ts";
import { evaluate, type Test } from "../../diagnosis/evaluate.ts";
import type { Facts } from "../../diagnosis/facts.ts";
import { findShortage } from "../../diagnosis/find-shortage.ts";
import { percent } from "../../diagnosis/phrases.ts";
import { availableTest, memoryPressureTests } from "../../diagnosis/tests.ts";
import type { ReadHost } from "../../status.ts";
import type { Finding } from "../alert.ts";
import type { Evaluation } from "../evaluation.ts";
import type { AlertSettings } from "../settings.ts";
import { type Judgement, nothingToDo, type Reading } from "./judgement.ts";
import { clearsAt, isOpen, isProblem, worseOf } from "./level-of.ts";

/**
 * The host starves: tasks wait for memory. By the kernel's pressure figures, else by the diagnosis' signs of starvation.
 *
 * Little memory available counts only beside a second sign: tasks that wait already (half of what warns), or swap that can
 * take no more, so that the next demand drops pages in use or kills a process. Alone it only says that memory is used:
 * the kernel leaves cold pages where they are until somebody wants the room, and hosts live at 4 % for months.
 */
export function judgeMemory(reading: Reading): readonly Judgement[] {
  const settings = reading.context.settingsOf(null).memory;
  const felt = feltLevel(reading.facts, settings);
  const room = roomLevel(reading, settings, felt);
  const level = isProblem(room) ? worseOf(felt, room) : felt;
  return [{ daemon: null, level, finding: findingOf(reading, level, level === felt ? "felt" : "room") }];
}

type MemorySettings = AlertSettings["memory"];

function feltLevel(facts: Facts, settings: MemorySettings): Evaluation["level"] {
  if (!hasPressure(facts)) return signLevels[findShortage(facts).shortage];
  const levels = pressureTests(settings).map((test) => pressureLevel(test, facts));
  return levels.reduce(worseOf);
}

function hasPressure({ memorySome, memoryFull }: Facts): boolean {
  return memorySome.value !== null || memoryFull.value !== null;
}

const signLevels = {
  starvation: "critical",
  short: "warning",
  likely: "warning",
  none: "clear",
  "not known": "unknown",
} as const;

/** The diagnosis' own tests, held against the alert's bounds. */
function pressureTests(settings: MemorySettings): readonly Test[] {
  const bounds = [
    { warning: settings.someWarning, critical: settings.someCritical },
    { warning: settings.fullWarning, critical: settings.fullCritical },
  ];
  return memoryPressureTests.map((test, index) => {
    const { warning, critical } = bounds[index] ?? { warning: test.limit.value, critical: test.limit.value };
    return {
      ...test,
      limit: { value: warning, unit: "%" },
      harder: { limit: { value: critical, unit: "%" }, means: "starvation" },
    };
  });
}

function pressureLevel(test: Test, facts: Facts): Evaluation["level"] {
  const outcome = evaluate(test, facts);
  if (outcome.passed === null) return "unknown";
  if (outcome.reached > 0) return outcome.reached === 2 ? "critical" : "warning";
  return outcome.value > test.limit.value * clearsAt ? "held" : "clear";
}

/** Swap with less of it free than this takes no more of what a starving host would move there. */
export const swapSpentRatio = 0.1;

function roomLevel(
  { facts, status }: Reading,
  { availableWarning, availableCritical }: MemorySettings,
  felt: Evaluation["level"],
): Evaluation["level"] {
  // Without pressure figures what is available is one of the signs already, and one sign does not count twice.
  const tasksWait = hasPressure(facts) && felt !== "clear" && felt !== "unknown";
  if (!isSwapSpent(status) && !tasksWait) return "clear";
  const isBelow = (value: number): boolean =>
    evaluate({ ...availableTest, limit: { value, unit: "%" } }, facts).passed === true;
  if (isBelow(availableCritical)) return "critical";
  return isBelow(availableWarning) ? "warning" : "clear";
}

/** True also where there is no swap at all. */
function isSwapSpent({ sample }: ReadHost): boolean {
  const { totalBytes: total, freeBytes: free } = sample.system.swap;
  if (total.value === 0) return true;
  return total.value !== null && free.value !== null && free.value < total.value * swapSpentRatio;
}

function findingOf(reading: Reading, level: Evaluation["level"], by: "felt" | "room"): Finding {
  const { facts, status, shown } = reading;
  const pressure = hasPressure(facts);
  const used = facts.available.value === null ? null : 100 - facts.available.value;
  const [measure, measureText] = pressure
    ? [facts.memorySome.value, shown.waited.text]
    : [used, used === null ? "not known" : `${percent(used)} of RAM in use`];
  return {
    sentence: level === "unknown" ? unknownSentence : [signOf(reading, by), ...reliefOf(status, level)].join("; "),
    advice: isOpen(level) ? adviceOf(status) : nothingToDo,
    figures: pressure
      ? [shown.waited, shown.stalled, shown.available, shown.swap, shown.swapping, shown.relief]
      : [shown.available, shown.swap, shown.swapping, shown.blocked, shown.load, shown.relief],
    measure,
    measureText,
  };
}

const unknownSentence = "whether memory is short cannot be told from the figures that there are";

function signOf({ facts, status }: Reading, by: "felt" | "room"): string {
  const { measure } = findShortage(facts);
  if (by === "felt" || facts.available.value === null) return measure;
  const swap = status.sample.system.swap.totalBytes.value === 0 ? "there is no swap" : "swap is all but full";
  const second = isSwapSpent(status) ? swap : measure;
  return `${percent(facts.available.value)} of RAM is available and ${second}`;
}

/** The daemon that would give back most; of a cgroup at its own limit the host's RAM says nothing. */
function reliefOf({ diagnosis, daemons }: ReadHost, level: Evaluation["level"]): readonly string[] {
  if (!isOpen(level)) return [];
  const [culprit] = diagnosis.culprits;
  if (diagnosis.cause.kind === "cgroup-limit" && culprit !== undefined)
    return [`${culprit} is at its own memory limit`];
  const [first] = memoryCulprits(daemons);
  return first === undefined ? [] : [reliefPhrase(first)];
}

/** The causes that are about memory; the diagnosis' own bounds may lie higher than the alert's. */
const causesOfMemory: readonly string[] = ["memory", "swap-thrash", "cache-thrash", "cgroup-limit"];

function adviceOf({ diagnosis: { cause }, daemons }: ReadHost): string {
  return causesOfMemory.includes(cause.kind) ? cause.advice : restartAdvice(memoryCulprits(daemons));
}
