import { ruleNames } from "../domain/alert/rule.ts";
import { defaultAlertSettings as usual } from "../domain/alert/settings.ts";
import { describeValue } from "./describe-value.ts";
import type { Finding, KeyPath } from "./finding.ts";
import { parsePercent, parseSpan } from "./units.ts";
import { isMapping, itemsOf, valueAt } from "./value-at.ts";

/**
 * Whether bounds stand in their order, with what is inherited: a host may change the one and keep the other. Told where one
 * of the two is written.
 */
export function checkAlerts(value: unknown): readonly Finding[] {
  const base = { mapping: valueAt(value, ["alerts"]), path: ["alerts"] as KeyPath };
  return [
    ...outOfOrder([base]),
    ...itemsOf(valueAt(value, ["hosts"])).flatMap((host, index) => {
      const own = { mapping: valueAt(host, ["alerts"]), path: ["hosts", index, "alerts"] };
      const daemons = itemsOf(valueAt(host, ["daemons"])).flatMap((daemon, at) => {
        const path = ["hosts", index, "daemons", at, "alerts"];
        return outOfOrder([{ mapping: valueAt(daemon, ["alerts"]), path }, own, base]);
      });
      return [...outOfOrder([own, base]), ...daemons];
    }),
  ];
}

/** One `alerts:` of the file, and where it stands. */
interface Level {
  readonly mapping: unknown;
  readonly path: KeyPath;
}

/** Two keys of which the first may not be above the second; `apart` where they may not be equal either. */
interface Order {
  readonly low: Bound;
  readonly high: Bound;
  readonly apart: boolean;
  readonly because: string;
}

interface Bound {
  readonly path: readonly string[];
  /** As the file would have it, as a number: percent, milliseconds or just so. */
  readonly usual: number;
}

/** Nearest first: a daemon's, its host's, that of the top. */
function outOfOrder(levels: readonly Level[]): readonly Finding[] {
  const [nearest] = levels;
  if (nearest === undefined || !isMapping(nearest.mapping)) return [];
  return orders.flatMap(({ low, high, apart, because }) => {
    const [told, other] = [high, low].sort((a, b) => rank(b, nearest) - rank(a, nearest));
    if (told === undefined || other === undefined || rank(told, nearest) === 0) return [];
    const lowest = boundOf(low, levels);
    const highest = boundOf(high, levels);
    // What cannot be read is a fault of its own.
    if (lowest === null || highest === null) return [];
    if (apart ? lowest.number < highest.number : lowest.number <= highest.number) return [];
    const direction = told === high ? (apart ? "above" : "at least") : apart ? "below" : "at most";
    const limit = boundOf(other, levels)?.shown ?? "";
    const expected = `${direction} ${other.path.join(".")}, ${limit}`;
    const found = describeValue(valueAt(nearest.mapping, told.path));
    const sentence = `expected ${expected}; found ${found}. ${because}`;
    return [{ path: [...nearest.path, ...told.path], at: "value", found, expected, sentence } as const];
  });
}

function rank({ path }: Bound, { mapping }: Level): number {
  return valueAt(mapping, path) === undefined ? 0 : 1;
}

interface Read {
  readonly number: number;
  readonly shown: string;
}

function boundOf({ path, usual: number }: Bound, levels: readonly Level[]): Read | null {
  const written = levels.map(({ mapping }) => valueAt(mapping, path)).find((value) => value !== undefined);
  if (written === undefined) return { number, shown: "as it is without a word" };
  const read = typeof written === "number" ? written : typeof written === "string" ? readText(written) : null;
  return read === null ? null : { number: read, shown: describeValue(written) };
}

function readText(text: string): number | null {
  return parsePercent(text) ?? parseSpan(text);
}

const bandOrder = "What clears has to be better than what fires, or it fires and clears without end.";
const severityOrder = "A warning comes before it is critical.";
const roundOrder = "Each round of escalation comes after the one before.";
const growthOrder = "It grows up to that, never beyond.";

const bound = (path: string, number: number): Bound => ({ path: path.split("."), usual: number });

const severities = (low: Bound, high: Bound): Order => ({ low, high, apart: false, because: severityOrder });
const band = (low: Bound, high: Bound): Order => ({ low, high, apart: true, because: bandOrder });
const rounds = (low: Bound, high: Bound): Order => ({ low, high, apart: false, because: roundOrder });

const { memory, swap, load, heap, health, clock, life } = usual;

const orders: readonly Order[] = [
  severities(bound("memory.some_warning", memory.someWarning), bound("memory.some_critical", memory.someCritical)),
  severities(bound("memory.full_warning", memory.fullWarning), bound("memory.full_critical", memory.fullCritical)),
  // Of what is available less is worse.
  severities(
    bound("memory.available_critical", memory.availableCritical),
    bound("memory.available_warning", memory.availableWarning),
  ),
  severities(bound("swap.climb_warning", swap.climbWarning), bound("swap.climb_critical", swap.climbCritical)),
  severities(bound("load.warning", load.warning), bound("load.critical", load.critical)),
  band(bound("load.clear", load.clear), bound("load.warning", load.warning)),
  severities(bound("heap.warning", heap.warning * 100), bound("heap.critical", heap.critical * 100)),
  band(bound("heap.clear", heap.clear * 100), bound("heap.warning", heap.warning * 100)),
  severities(
    bound("health.failed_warning", health.failedWarning),
    bound("health.failed_critical", health.failedCritical),
  ),
  severities(bound("clock.warning", clock.warning * 1000), bound("clock.critical", clock.critical * 1000)),
  rounds(bound("escalate_direct", life.escalateDirectMs), bound("escalate_mention", life.escalateMentionMs)),
  rounds(bound("escalate_mention", life.escalateMentionMs), bound("escalate_broadcast", life.escalateBroadcastMs)),
  ...ruleNames.map((rule) => ({
    low: bound(`${rule}.keep_firing`, usual[rule].timing.keepFiringMs),
    high: bound("keep_firing_max", life.keepFiringMaxMs),
    apart: false,
    because: growthOrder,
  })),
];
