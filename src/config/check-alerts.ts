import { ruleNames } from "../domain/alert/rule.ts";
import { defaultAlertSettings as usual } from "../domain/alert/settings.ts";
import { millis, renderDuration } from "../domain/time.ts";
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
  readonly kind: Kind;
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

function boundOf({ path, kind, usual: number }: Bound, levels: readonly Level[]): Read | null {
  const written = levels.map(({ mapping }) => valueAt(mapping, path)).find((value) => value !== undefined);
  if (written === undefined) return { number, shown: `${kind.render(number)} by default` };
  const read = kind.parse(written);
  return read === null ? null : { number: read, shown: describeValue(written) };
}

/** How a bound is written. */
interface Kind {
  readonly parse: (written: unknown) => number | null;
  readonly render: (number: number) => string;
}

const plain: Kind = { parse: (written) => (typeof written === "number" ? written : null), render: String };
const percent: Kind = { parse: textBy(parsePercent), render: (number) => `${number} %` };
const span: Kind = { parse: textBy(parseSpan), render: (number) => renderDuration(millis(number)) };

function textBy(parse: (text: string) => number | null): Kind["parse"] {
  return (written) => (typeof written === "string" ? parse(written) : null);
}

const bandOrder = "What clears has to be better than what fires, or it fires and clears without end.";
const severityOrder = "A warning comes before it is critical.";
const roundOrder = "Each round of escalation comes after the one before.";
const growthOrder = "It grows up to that, never beyond.";

const bound =
  (kind: Kind) =>
  (path: string, number: number): Bound => ({ path: path.split("."), kind, usual: number });
const number = bound(plain);
const share = bound(percent);
const time = bound(span);

const severities = (low: Bound, high: Bound): Order => ({ low, high, apart: false, because: severityOrder });
const band = (low: Bound, high: Bound): Order => ({ low, high, apart: true, because: bandOrder });
const rounds = (low: Bound, high: Bound): Order => ({ low, high, apart: false, because: roundOrder });

const { memory, swap, load, heap, forecast, health, clock, life } = usual;

const orders: readonly Order[] = [
  severities(share("memory.some_warning", memory.someWarning), share("memory.some_critical", memory.someCritical)),
  severities(share("memory.full_warning", memory.fullWarning), share("memory.full_critical", memory.fullCritical)),
  // Of what is available less is worse.
  severities(
    share("memory.available_critical", memory.availableCritical),
    share("memory.available_warning", memory.availableWarning),
  ),
  severities(share("swap.climb_warning", swap.climbWarning), share("swap.climb_critical", swap.climbCritical)),
  severities(number("load.warning", load.warning), number("load.critical", load.critical)),
  band(number("load.clear", load.clear), number("load.warning", load.warning)),
  severities(share("heap.warning", heap.warning * 100), share("heap.critical", heap.critical * 100)),
  band(share("heap.clear", heap.clear * 100), share("heap.warning", heap.warning * 100)),
  // What is nearer is worse.
  severities(time("forecast.critical_within", forecast.criticalWithinMs), time("forecast.within", forecast.withinMs)),
  severities(
    number("health.failed_warning", health.failedWarning),
    number("health.failed_critical", health.failedCritical),
  ),
  severities(time("clock.warning", clock.warning * 1000), time("clock.critical", clock.critical * 1000)),
  rounds(time("escalate_direct", life.escalateDirectMs), time("escalate_mention", life.escalateMentionMs)),
  rounds(time("escalate_mention", life.escalateMentionMs), time("escalate_broadcast", life.escalateBroadcastMs)),
  ...ruleNames.map((rule) => ({
    low: time(`${rule}.keep_firing`, usual[rule].timing.keepFiringMs),
    high: time("keep_firing_max", life.keepFiringMaxMs),
    apart: false,
    because: growthOrder,
  })),
];
