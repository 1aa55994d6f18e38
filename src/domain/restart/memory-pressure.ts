import type { Figure } from "../figure.ts";
import type { Measure } from "./frozen-plan.ts";

/** PSI memory full avg60, in percent, and pages swapped in a second: below these a host does not wait for memory. */
const memoryFullMax = 1;
const swapInMax = 10;

type PressureFigures = Pick<Measure, "memoryFull60" | "swapInPages">;

/** In what a host waits for memory, as phrases; a figure that is not known says nothing. */
export function pressureOf({ memoryFull60, swapInPages }: PressureFigures): readonly string[] {
  return [
    ...(isAbove(memoryFull60, memoryFullMax) ? ["the host waits for memory"] : []),
    ...(isAbove(swapInPages, swapInMax) ? ["the host swaps in"] : []),
  ];
}

/** Whether a host is known to be free of what it waited for before: a figure that pressed then and is gone now proves nothing. */
export function isFreeOfPressure(now: PressureFigures, before: PressureFigures): boolean {
  const isTold =
    (!isAbove(before.memoryFull60, memoryFullMax) || now.memoryFull60.value !== null) &&
    (!isAbove(before.swapInPages, swapInMax) || now.swapInPages.value !== null);
  return isTold && pressureOf(now).length === 0;
}

function isAbove({ value }: Figure, max: number): boolean {
  return value !== null && value > max;
}
