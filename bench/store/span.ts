import { instant } from "../../src/domain/time.ts";
import { createFleet } from "./fleet.ts";
import { type Sink, tickMs } from "./ingest.ts";

export const daemonsOfSpan = 20;

/** Days of one host with 20 daemons, as fast as they go in. Returns the names, and the time of the last reading. */
export async function fillSpan(
  sink: Sink,
  { days, start }: { readonly days: number; readonly start: number },
): Promise<{ readonly host: string; readonly daemon: string; readonly end: number }> {
  const fleet = createFleet({ hosts: 1, daemons: daemonsOfSpan, seed: 2 });
  const ticks = Math.round((days * 86_400_000) / tickMs);
  let names = { host: "", daemon: "" };
  for (let tick = 0; tick < ticks; tick += 20) {
    const samples = Array.from({ length: 20 }, (_, index) => fleet.tick(start + (tick + index) * tickMs)).flat();
    await sink.keep(samples);
    // The last slot stays as it is while the bot runs: readings that are not rolled up yet.
    if (tick + 20 < ticks) await sink.rollUp(start + (tick + 20) * tickMs + 20_000);
    names = { host: samples[0]?.host ?? "", daemon: samples[0]?.daemons[7]?.name ?? "" };
  }
  return { ...names, end: instant(start + ticks * tickMs) };
}
