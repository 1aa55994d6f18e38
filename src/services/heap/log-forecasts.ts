import type { Daemon } from "../../domain/daemon.ts";
import { type LoggedForecast, loggedForecast, slotOf } from "../../domain/heap/logged-forecast.ts";
import type { Host } from "../../domain/host.ts";
import type { DaemonStatus, ReadHost } from "../../domain/status.ts";
import { type Instant, type Millis, seconds } from "../../domain/time.ts";
import type { ForecastStore } from "../ports-forecasts.ts";
import { createRounds, type Rounds } from "../repeat-rounds.ts";
import type { HostWatch } from "../watch/watch-hosts.ts";
import { type DeploySources, deploysOf } from "./deploys-of.ts";
import { scoreDueForecasts } from "./score-due-forecasts.ts";
import { type HeapSources, studyHeap } from "./study-heap.ts";

export interface LogForecastsOptions extends HeapSources, DeploySources {
  readonly hosts: readonly Host[];
  readonly watch: Pick<HostWatch, "board">;
  readonly forecasts: ForecastStore;
}

/** After the first look ahead of the alerts, so that the two do not wait for one another. */
const firstAfter: Millis = seconds(300);
/** Each slot of `forecastEveryMs` is so met whenever the bot runs for half an hour of it. */
const lookEvery: Millis = seconds(1800);

/** Foretells each daemon's heap once in every slot of 6 h and keeps that; and holds what was kept against what came, when it is due. */
export function createForecastLog(options: LogForecastsOptions): Rounds {
  const done = new Map<string, Instant>();
  const rounds = {
    ...{ firstAfter, every: lookEvery, onFault: "forecasts were not held against what came: please report it" },
    steps: options.hosts.flatMap(({ name, daemons }) => daemons.map((daemon) => ({ host: name, daemon }))),
  };
  return createRounds({ ...options, ...rounds }, async ({ host, daemon }) => {
    const slotAt = slotOf(options.clock.now());
    const name = `${host}/${daemon.name}`;
    if (done.get(name) === slotAt) return;
    // Once a slot, whatever comes of it: a heap without a forecast is not asked again and again.
    if (await lookAt(options, { host, daemon, slotAt })) done.set(name, slotAt);
  });
}

interface Step {
  readonly host: string;
  readonly daemon: Daemon;
  readonly slotAt: Instant;
}

/** False where it is to be tried again in the same slot. */
async function lookAt(self: LogForecastsOptions, step: Step): Promise<boolean> {
  const of = { host: step.host, daemon: step.daemon.name };
  const kept = await self.forecasts.ofDaemon(of);
  if (!kept.ok) {
    self.log.warn("the record of forecasts waits for the store", { ...of, reason: kept.error.reason });
    return false;
  }
  const isScored = await scoreDueForecasts(self, step, kept.value);
  const isLogged = kept.value.some(({ slotAt }) => slotAt === step.slotAt) || (await foretell(self, step));
  return isScored && isLogged;
}

async function foretell(self: LogForecastsOptions, { host, daemon }: Step): Promise<boolean> {
  const status = self.watch.board().hosts.find((one) => one.host === host);
  if (status?.kind !== "read") return false;
  const read = status.daemons.find(({ figures }) => figures.name === daemon.name);
  if (read === undefined) return false;
  const made = await foretellRead(self, status, read);
  if (made === null) return false;
  if (made === "none") return true;
  return (await self.forecasts.log(made)).ok;
}

/** Older readings foretell nothing of now: in milliseconds. */
const freshMs = 3_600_000;

/** Null where it could not be worked out, "none" where there is no forecast yet. */
async function foretellRead(
  self: LogForecastsOptions,
  { host, sample }: ReadHost,
  { daemon, figures, thresholdBytes }: DaemonStatus,
): Promise<LoggedForecast | "none" | null> {
  const of = { host, daemon: figures.name };
  const deploys = await deploysOf(self, { ...of, configured: daemon.deploys ?? [] });
  if (!deploys.ok) return null;
  const ramBytes = sample.system.memory.totalBytes.value;
  const thresholds = thresholdBytes.value === null ? [] : [thresholdBytes.value];
  const study = await studyHeap(self, { ...of, deploys: deploys.value, ramBytes, thresholds });
  if (!study.ok) return null;
  const { outlook, widening, lastSeen } = study.value;
  const now = self.clock.now();
  if (lastSeen === null || now - lastSeen.at > freshMs) return "none";
  const made = { ...of, outlook, now, widening: widening.factor, madeAt: lastSeen.at, epoch: lastSeen.epoch };
  return loggedForecast(made) ?? "none";
}
