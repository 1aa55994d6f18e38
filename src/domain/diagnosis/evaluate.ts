import type { Figure } from "../figure.ts";
import type { Facts } from "./facts.ts";
import type { Limit, Unit } from "./limits.ts";

/** One row of the diagnosis: a figure, and what it means that the figure is past a limit. */
export interface Test {
  /** As people read it: "memory available". */
  readonly name: string;
  /** The figure is the share of the last minute in which what the name says was so: "some task waited for memory". */
  readonly isShareOfMinute?: true;
  readonly figure: (facts: Facts) => Figure;
  readonly passes: Comparison;
  readonly limit: Limit;
  readonly means: string;
  /** A second limit, further out, that means more. */
  readonly harder?: { readonly limit: Limit; readonly means: string };
  /** What it means that the limit is not passed. */
  readonly otherwise: string;
}

export type Comparison = "≥" | ">" | "<";

export type Outcome = Judged | Absent;

export interface Judged {
  readonly passed: boolean;
  /** How many of the test's limits are passed. */
  readonly reached: 0 | 1 | 2;
  readonly value: number;
  /** The figure, the limit and what that says. */
  readonly line: string;
}

/** The figure is not there. */
export interface Absent {
  readonly passed: null;
  readonly reached: 0;
  /** Why the figure is not there. */
  readonly line: string;
}

export function evaluate(test: Test, facts: Facts): Outcome {
  const figure = test.figure(facts);
  if (figure.reason !== undefined) {
    const what = test.isShareOfMinute ? `how long ${test.name}` : test.name;
    return { passed: null, reached: 0, line: `${what}: not known, because ${figure.reason}` };
  }
  const { value } = figure;
  const line = (limit: Limit, means: string): string => `${heldAgainst(test, value, limit)}: ${means}`;
  const { harder } = test;
  if (harder !== undefined && holds(value, test.passes, harder.limit.value)) {
    return { passed: true, reached: 2, value, line: line(harder.limit, harder.means) };
  }
  const passed = holds(value, test.passes, test.limit.value);
  return { passed, reached: passed ? 1 : 0, value, line: line(test.limit, passed ? test.means : test.otherwise) };
}

/** One decimal below 100, none above, and none that is zero: "41.2", "5", "812". */
export function renderNumber(value: number): string {
  return String(Number(value.toFixed(Math.abs(value) < 99.95 ? 1 : 0)));
}

export function renderWithUnit(text: string, unit: Unit): string {
  return unit === "" ? text : `${text} ${unit}`;
}

const opposites = { "≥": "<", ">": "≤", "<": "≥" } as const;

/**
 * "memory available 4 % < 10 %", with the sign that holds; "for 41.2 % of the last minute some task waited for memory
 * (limit 20 %)".
 */
function heldAgainst({ name, passes, isShareOfMinute }: Test, value: number, limit: Limit): string {
  const passed = holds(value, passes, limit.value);
  const figure = renderWithUnit(digitsFor(value, passes, limit), limit.unit);
  const bound = renderWithUnit(String(limit.value), limit.unit);
  if (isShareOfMinute) return `for ${figure} of the last minute ${name} (limit ${bound})`;
  return `${name} ${figure} ${passed ? passes : opposites[passes]} ${bound}`;
}

/** 19.96 would be shown as "20 % < 20 %": as many decimals as make the line true. */
function digitsFor(value: number, comparison: Comparison, limit: Limit): string {
  const passed = holds(value, comparison, limit.value);
  const shown = [renderNumber(value), value.toFixed(2), value.toFixed(4)];
  return shown.find((digits) => holds(Number(digits), comparison, limit.value) === passed) ?? String(value);
}

function holds(value: number, comparison: Comparison, limit: number): boolean {
  switch (comparison) {
    case "≥":
      return value >= limit;
    case ">":
      return value > limit;
    case "<":
      return value < limit;
  }
}
