import type { Evaluation } from "../evaluation.ts";

export interface Band {
  readonly warning: number;
  readonly critical: number;
  /** At most this is clear; between it and `warning` nothing begins and nothing ends. */
  readonly clear: number;
}

/** The level of a figure of which more is worse. A bound that is reached counts, but the one of "clear" is clear itself. */
export function levelOf(value: number, { warning, critical, clear }: Band): Evaluation["level"] {
  if (value >= critical) return "critical";
  if (value >= warning) return "warning";
  return value > clear ? "held" : "clear";
}

/** The same for a figure that has to be more than a bound. */
export function levelPast(value: number, { warning, critical, clear }: Band): Evaluation["level"] {
  if (value > critical) return "critical";
  if (value > warning) return "warning";
  return value > clear ? "held" : "clear";
}

/** Where the settings name no bound for it, a figure is clear again at half of what warns. */
export const clearsAt = 0.5;

const order: readonly Evaluation["level"][] = ["unknown", "clear", "held", "warning", "critical"];

/** The worse of what two figures say of one problem; what is not known says nothing beside what is. */
export function worseOf(one: Evaluation["level"], other: Evaluation["level"]): Evaluation["level"] {
  return order.indexOf(one) >= order.indexOf(other) ? one : other;
}

/** Past the bound at which it clears: an alert of it that is open stays so, and its words are still those of a problem. */
export function isOpen(level: Evaluation["level"]): boolean {
  return isProblem(level) || level === "held";
}

export function isProblem(level: Evaluation["level"]): boolean {
  return level === "warning" || level === "critical";
}
