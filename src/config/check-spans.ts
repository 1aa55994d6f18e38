import { describeValue } from "./describe-value.ts";
import type { Finding } from "./finding.ts";
import { usualKeep } from "./keep.ts";
import { parseSpan } from "./units.ts";
import { isMapping, valueAt } from "./value-at.ts";

/** What is finer is kept no longer than what is coarser: history would have a hole in its middle. */
export function checkKeep(value: unknown): readonly Finding[] {
  const keep = valueAt(value, ["keep"]);
  if (!isMapping(keep)) return [];
  const usual = { readings: usualKeep.readingsMs, minutes: usualKeep.minutesMs, hours: usualKeep.hoursMs };
  const pairs = [
    ["readings", "minutes"],
    ["minutes", "hours"],
  ] as const;
  return pairs.flatMap(([finer, coarser]) => {
    const key = keep[finer] === undefined ? coarser : finer;
    const lengthOf = (name: keyof typeof usual): number | null => {
      const written = keep[name];
      if (written === undefined) return usual[name];
      return typeof written === "string" ? parseSpan(written) : null;
    };
    const [short, long] = [lengthOf(finer), lengthOf(coarser)];
    if (short === null || long === null || short <= long) return [];
    const expected = key === finer ? `at most as long as ${coarser}` : `at least as long as ${finer}`;
    const found = describeValue(keep[key]);
    const sentence = `expected ${expected}; found ${found}. What is finer is kept no longer than what is coarser.`;
    return [{ path: ["keep", key], at: "value", found, expected, sentence } as const];
  });
}

/** A heartbeat that goes nowhere is none. */
export function checkHeartbeat(value: unknown): readonly Finding[] {
  const heartbeat = valueAt(value, ["self", "heartbeat"]);
  if (!isMapping(heartbeat) || heartbeat["url"] !== undefined || heartbeat["file"] !== undefined) return [];
  const expected = "url or file, or both";
  const sentence = `a heartbeat needs ${expected}. Say where it goes, or delete the key.`;
  return [{ path: ["self", "heartbeat"], at: "key", found: "neither", expected, sentence }];
}
