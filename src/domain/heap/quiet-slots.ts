/** So many hours on end, from that hour of the week on. */
export interface QuietSlot {
  readonly hourOfWeek: number;
  readonly hours: number;
  /** Mean of the medians of its hours, in the week's measure. */
  readonly level: number;
}

export const hoursOfWeek = 168;
const hoursOfDay = 24;
const daysOfWeek = 7;

/**
 * Of each day the contiguous hours with the lowest mean, the quietest day first. A slot belongs to the day that it begins
 * in and may end in the next; it begins only after the slot of the day before has ended. Between equals the one whose
 * neighbouring hours are quieter too: a restart may come late.
 */
export function quietSlots(byHour: readonly (number | null)[], hours: number): readonly QuietSlot[] {
  const chosen: QuietSlot[] = [];
  for (let day = 0; day < daysOfWeek; day++) {
    const best = Array.from({ length: hoursOfDay }, (_, hour) => candidate(byHour, day * hoursOfDay + hour, hours))
      .filter((slot) => slot !== null)
      .filter(({ slot }) => !chosen.some((other) => overlap(other, slot)))
      .sort((a, b) => a.slot.level - b.slot.level || a.around - b.around || a.slot.hourOfWeek - b.slot.hourOfWeek)[0];
    if (best !== undefined) chosen.push(best.slot);
  }
  return chosen.sort((a, b) => a.level - b.level || a.hourOfWeek - b.hourOfWeek);
}

interface Candidate {
  readonly slot: QuietSlot;
  /** Mean with as many hours again on either side. */
  readonly around: number;
}

/** Null where one of its hours is not known. */
function candidate(byHour: readonly (number | null)[], hourOfWeek: number, hours: number): Candidate | null {
  const at = (from: number, count: number): readonly (number | null)[] =>
    Array.from({ length: count }, (_, step) => byHour[(from + step + hoursOfWeek) % hoursOfWeek] ?? null);
  const own = at(hourOfWeek, hours);
  if (own.includes(null)) return null;
  return { slot: { hourOfWeek, hours, level: mean(own) }, around: mean(at(hourOfWeek - hours, 3 * hours)) };
}

function mean(levels: readonly (number | null)[]): number {
  const known = levels.filter((level) => level !== null);
  return known.reduce((sum, level) => sum + level, 0) / known.length;
}

function overlap(one: QuietSlot, other: QuietSlot): boolean {
  const apart = (other.hourOfWeek - one.hourOfWeek + hoursOfWeek) % hoursOfWeek;
  return apart < one.hours || hoursOfWeek - apart < other.hours;
}
