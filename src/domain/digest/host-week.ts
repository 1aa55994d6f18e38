import { botHost } from "../alert/rule.ts";
import type { Instant } from "../time.ts";

/** One host over the span of a digest, as a picture needs it. */
export interface HostWeek {
  readonly host: string;
  /** Memory by slot, oldest first; slots are equally long and fill the span. Null where nothing was read. */
  readonly slots: readonly (MemorySlot | null)[];
  /** When its alerts fired. */
  readonly firedAt: readonly Instant[];
  /** When a daemon of it was restarted. */
  readonly restartedAt: readonly Instant[];
}

/** Each at its worst within the slot, in bytes; null where the host does not tell. */
export interface MemorySlot {
  readonly leastAvailable: number | null;
  readonly mostSwap: number | null;
}

/** Two hours each in a week: a night is seen, and a line of 84 points is still a line on a phone. */
export const slotsCount = 84;

/** One point of a host's course, or the extremes of a stretch that begins at `at`; in bytes. */
export interface HostPoint {
  readonly at: Instant;
  readonly available: { readonly min: number } | null;
  readonly swapUsed: { readonly max: number } | null;
}

interface OnHost {
  readonly host: string;
  readonly at: Instant;
}

interface Happened {
  readonly span: { readonly from: Instant; readonly to: Instant };
  readonly transitions: readonly (OnHost & { readonly rule: string; readonly transition: string })[];
  readonly restarts: readonly OnHost[];
}

/** The week of a host from its course, oldest point first; null where nothing was read of it. */
export function hostWeek(
  host: string,
  points: readonly HostPoint[],
  { span, transitions, restarts }: Happened,
): HostWeek | null {
  const { from, to } = span;
  const bySlot = new Map<number, HostPoint[]>();
  for (const point of points) {
    if (point.at < from || point.at >= to) continue;
    const slot = Math.floor(((point.at - from) / (to - from)) * slotsCount);
    bySlot.set(slot, [...(bySlot.get(slot) ?? []), point]);
  }
  if (bySlot.size === 0) return null;
  const fired = transitions.filter(
    (one) => one.host === host && one.transition === "fired" && one.rule !== "restarted",
  );
  return {
    host,
    slots: Array.from({ length: slotsCount }, (_, slot) => slotOf(bySlot.get(slot))),
    firedAt: fired.map(({ at }) => at),
    restartedAt: restarts.filter((restart) => restart.host === host).map(({ at }) => at),
  };
}

function slotOf(points: readonly HostPoint[] | undefined): MemorySlot | null {
  if (points === undefined) return null;
  const available = points.flatMap((point) => point.available?.min ?? []);
  const swap = points.flatMap((point) => point.swapUsed?.max ?? []);
  return {
    leastAvailable: available.length === 0 ? null : Math.min(...available),
    mostSwap: swap.length === 0 ? null : Math.max(...swap),
  };
}

/** More would be a picture to scroll in. */
export const shownHostsMax = 3;

/** Those with the most alerts, then with the most swap in use: the ones that somebody should look at. */
export function worstWeeks(weeks: readonly HostWeek[]): readonly HostWeek[] {
  return weeks
    .filter(({ host }) => host !== botHost)
    .toSorted((one, other) => other.firedAt.length - one.firedAt.length || mostSwapOf(other) - mostSwapOf(one))
    .slice(0, shownHostsMax);
}

/** Over the whole span, in bytes; 0 where it is not known. */
export function mostSwapOf({ slots }: HostWeek): number {
  return Math.max(0, ...slots.flatMap((slot) => slot?.mostSwap ?? []));
}

/** Over the whole span, in bytes; null where it is not known. */
export function leastAvailableOf({ slots }: HostWeek): number | null {
  const known = slots.flatMap((slot) => slot?.leastAvailable ?? []);
  return known.length === 0 ? null : Math.min(...known);
}
