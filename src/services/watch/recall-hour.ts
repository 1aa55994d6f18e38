import type { Host } from "../../domain/host.ts";
import { instant, type Millis, seconds } from "../../domain/time.ts";
import type { Clock } from "../ports.ts";
import type { SampleStore } from "../ports-store.ts";
import type { HostWatch } from "./watch-hosts.ts";

/** As much as a chart shows. */
const recalled: Millis = seconds(3600);

/**
 * Puts the last hour that was stored before the bot ended in front of what it sees now, so that charts do not begin anew. One
 * host at a time, since nobody waits for it; what cannot be read is left out.
 */
export async function recallHour(
  hosts: readonly Host[],
  {
    readings,
    watch,
    clock,
  }: {
    readonly readings: Pick<SampleStore, "samples">;
    readonly watch: Pick<HostWatch, "remind">;
    readonly clock: Clock;
  },
): Promise<void> {
  const to = clock.now();
  for (const { name } of hosts) {
    const earlier = await readings.samples(name, { from: instant(to - recalled), to });
    if (earlier.ok) watch.remind(name, earlier.value);
  }
}
