import { type Millis, millis, seconds } from "../../domain/time.ts";

export type FloodVerdict =
  | { readonly kind: "within" }
  /** Too many; `tell` is true for as many as are let through, and then no more, so that the answer is no flood itself. */
  | { readonly kind: "too many"; readonly tell: boolean; readonly again: Millis };

export interface FloodLimit {
  note(person: string): FloodVerdict;
}

const stretch = seconds(60);

/** Keeps one person from keeping the bot busy: at most `perPersonMax` interactions within any minute. */
export function createFloodLimit(options: {
  readonly monotonic: () => Millis;
  readonly perPersonMax: number;
  readonly peopleMax: number;
}): FloodLimit {
  const people = new Map<string, Pace>();
  return {
    note(person) {
      const now = options.monotonic();
      const pace = people.get(person) ?? { at: [], told: 0 };
      people.delete(person);
      people.set(person, pace);
      forgetQuietest(people, options.peopleMax);
      return judge(pace, now, options.perPersonMax);
    },
  };
}

interface Pace {
  at: Millis[];
  /** Since the person was last let through. */
  told: number;
}

function judge(pace: Pace, now: Millis, perPersonMax: number): FloodVerdict {
  pace.at = pace.at.filter((at) => now - at < stretch);
  const oldest = pace.at[0];
  if (oldest === undefined || pace.at.length < perPersonMax) {
    pace.at.push(now);
    pace.told = 0;
    return { kind: "within" };
  }
  const tell = pace.told < perPersonMax;
  pace.told += 1;
  return { kind: "too many", tell, again: millis(stretch - (now - oldest)) };
}

function forgetQuietest(people: Map<string, Pace>, peopleMax: number): void {
  const quietest = people.keys().next();
  if (people.size > peopleMax && quietest.done !== true) people.delete(quietest.value);
}
