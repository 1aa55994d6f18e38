import { epochOf } from "../epoch.ts";
import { absent, type Figure, mapFigure } from "../figure.ts";
import type { SwapFigures } from "../sample.ts";
import type { ReadHost } from "../status.ts";
import type { Measure } from "./frozen-plan.ts";

/** What is read beside the sample: who is connected is counted there, too, where its ports are known. */
export type Around = Pick<Measure, "listening" | "health"> & Partial<Pick<Measure, "connections">>;

/** A daemon of a host by one reading. Null where the host has no such daemon. */
export function measureOf(
  { sample, rates, daemons }: ReadHost,
  name: string,
  { listening, health, connections }: Around,
): Measure | null {
  const daemon = daemons.find(({ figures }) => figures.name === name);
  if (daemon === undefined) return null;
  const { system, takenAt } = sample;
  const { figures } = daemon;
  const epoch = figures.state === "up" ? (epochOf(figures, sample)?.name ?? null) : null;
  return {
    at: takenAt,
    epoch,
    isUnseen: epoch === null && figures.state !== "down",
    heapBytes: figures.heapBytes,
    connections: connections ?? figures.connections,
    ...{ listening, health },
    availableBytes: system.memory.availableBytes,
    swapUsedBytes: swapUsed(system.swap),
    load: mapFigure(system.load, ({ one }) => one),
    memoryFull60: fullOf(system.pressure.memory),
    swapInPages: rates === null ? absent("it needs two readings") : rates.perSecond.swapInPages,
  };
}

function swapUsed({ totalBytes, freeBytes }: SwapFigures): Figure {
  if (totalBytes.value === null) return totalBytes;
  if (freeBytes.value === null) return freeBytes;
  return { value: Math.max(0, totalBytes.value - freeBytes.value) };
}

function fullOf(pressure: ReadHost["sample"]["system"]["pressure"]["memory"]): Figure {
  if (pressure.value === null) return pressure;
  return pressure.value.full60 === null ? absent("this kernel does not have it") : { value: pressure.value.full60 };
}
