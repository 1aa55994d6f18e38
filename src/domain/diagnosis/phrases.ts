import type { Figure } from "../figure.ts";
import type { Facts } from "./facts.ts";

/** "load 16.0 on 2 CPUs", or why that is not known. */
export function loadPhrase({ load, cpus }: Pick<Facts, "load" | "cpus">): string {
  if (load.reason !== undefined) return `the load is not known, because ${load.reason}`;
  return cpus.value === null
    ? `load ${load.value.toFixed(1)}`
    : `load ${load.value.toFixed(1)} on ${plural(cpus.value, "CPU")}`;
}

/** The load, and how busy the CPUs are where two readings tell: "load 16.0 on 2 CPUs with 12 % busy". */
export function busyLoadPhrase(facts: Pick<Facts, "load" | "cpus" | "busy">): string {
  const busy = facts.busy.value === null ? "" : ` with ${percent(facts.busy.value)} busy`;
  return `${loadPhrase(facts)}${busy}`;
}

/**
 * "about 14 tasks wait for memory"; null where fewer than one does, or where it is not known. The count is the mean of
 * the tasks in uninterruptible sleep: by Little's law it should equal swap-ins per second × the seconds that one takes,
 * but how long the swap device takes is not read.
 */
export function waitingPhrase(blocked: Figure, what: string): string | null {
  const tasks = Math.round(blocked.value ?? 0);
  return tasks < 1 ? null : `about ${plural(tasks, "task")} ${tasks === 1 ? "waits" : "wait"} for ${what}`;
}

/** A share of 100 as people say it: whole, but "under 1 %" for what is not nothing. */
export function percent(value: number): string {
  return value > 0 && value < 0.5 ? "under 1 %" : `${Math.round(value)} %`;
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** The parts that there are, as one sentence. */
export function toSentence(parts: readonly (string | null)[]): string {
  const text = parts.filter((part) => part !== null).join("; ");
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}
