import type { Daemon } from "../../domain/daemon.ts";
import { deployInstants } from "../../domain/deploy.ts";
import type { LoggedForecast } from "../../domain/heap/logged-forecast.ts";
import { pointsOfHistory } from "../../domain/heap/points-of-history.ts";
import { nextDueAt, scoreForecast } from "../../domain/heap/score-forecast.ts";
import { instant } from "../../domain/time.ts";
import type { Clock, Log } from "../ports.ts";
import type { ForecastStore } from "../ports-forecasts.ts";
import type { SampleStore } from "../ports-store.ts";
import { type DeploySources, deploysOf } from "./deploys-of.ts";

export interface ScoringSources extends DeploySources {
  readonly readings: Pick<SampleStore, "daemonHistory">;
  readonly forecasts: Pick<ForecastStore, "settle">;
  readonly clock: Clock;
  readonly log: Log;
}

/** Readings from so long before a forecast show in which epoch it was made. */
const beforeMs = 3_600_000;

/** Holds those of a daemon's forecasts that are due against what came, and keeps that. False where it is to be tried again. */
export async function scoreDueForecasts(
  self: ScoringSources,
  { host, daemon }: { readonly host: string; readonly daemon: Daemon },
  kept: readonly LoggedForecast[],
): Promise<boolean> {
  const now = self.clock.now();
  const due = kept.filter((forecast) => (nextDueAt(forecast) ?? Number.POSITIVE_INFINITY) <= now);
  if (due.length === 0) return true;
  const of = { host, daemon: daemon.name };
  const from = instant(Math.min(...due.map(({ madeAt }) => madeAt)) - beforeMs);
  const history = await self.readings.daemonHistory(of, { from, to: now });
  const deploys = await deploysOf(self, { ...of, configured: daemon.deploys ?? [] });
  if (!history.ok || !deploys.ok) {
    self.log.warn("what came of forecasts cannot be read", of);
    return false;
  }
  const came = { points: pointsOfHistory(history.value), deploys: deployInstants(deploys.value), now };
  for (const forecast of due) {
    // Where another bot was faster it has said the same: the rules and the history are the same.
    const settled = await self.forecasts.settle({ from: forecast, to: scoreForecast(forecast, came) });
    if (!settled.ok) return false;
  }
  return true;
}
