import type { Figure } from "../figure.ts";
import type { Measure } from "./frozen-plan.ts";

type PressureFigures = Pick<Measure, "memoryFull60" | "swapInPages">;

interface Pressure {
  /** What a host does that is above it, after "the host". */
  readonly does: string;
  readonly of: (figures: PressureFigures) => Figure;
  readonly max: number;
}

/** PSI memory full avg60, in percent, and pages swapped in a second: below these a host does not wait for memory. */
const pressures: readonly Pressure[] = [
  { does: "waits for memory", of: ({ memoryFull60 }) => memoryFull60, max: 1 },
  { does: "swaps in", of: ({ swapInPages }) => swapInPages, max: 10 },
];

/** In what a host waits for memory, as phrases after "the host"; a figure that is not known says nothing. */
export function pressureOf(figures: PressureFigures): readonly string[] {
  return pressures.filter((pressure) => presses(pressure, figures)).map(({ does }) => does);
}

/** Whether a host is known to be free of what it waited for before: a figure that pressed then and is gone now proves nothing. */
export function isFreeOfPressure(now: PressureFigures, before: PressureFigures): boolean {
  return pressures.every((each) => !presses(each, now) && (!presses(each, before) || each.of(now).value !== null));
}

function presses({ of, max }: Pressure, figures: PressureFigures): boolean {
  const { value } = of(figures);
  return value !== null && value > max;
}
