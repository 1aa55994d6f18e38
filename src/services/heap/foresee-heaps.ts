import type { AlertEvent } from "../../domain/alert/event.ts";
import { standsHigh } from "../../domain/alert/rules/forecast.ts";
import { shareOfThreshold } from "../../domain/alert/rules/share-of-threshold.ts";
import type { AlertSettings } from "../../domain/alert/settings.ts";
import { farBelow, foresightOf, type HeapForesight } from "../../domain/heap/heap-foresight.ts";
import type { Host } from "../../domain/host.ts";
import type { DaemonStatus, ReadHost } from "../../domain/status.ts";
import { type Millis, seconds } from "../../domain/time.ts";
import { createRounds, type Rounds } from "../repeat-rounds.ts";
import type { HostWatch } from "../watch/watch-hosts.ts";
import { type DeploySources, deploysOf } from "./deploys-of.ts";
import { type HeapSources, studyHeap } from "./study-heap.ts";

export interface ForeseeOptions extends HeapSources, DeploySources {
  readonly hosts: readonly Host[];
  readonly watch: Pick<HostWatch, "board">;
  readonly settingsOf: (host: string, daemon: string | null) => AlertSettings;
  /** Hands what was seen to the alerts of the host. */
  readonly take: (host: string, event: AlertEvent) => void;
}

/** The first readings are in by then, and the thresholds that are measured. */
const firstAfter: Millis = seconds(120);
/** A crossing a day ahead does not move faster. */
const foreseeEvery: Millis = seconds(1800);

/** Looks ahead at each daemon whose heap stands high, one after the other, every 30 minutes, for the rule `forecast`. */
export function createHeapForeseer(options: ForeseeOptions): Rounds {
  const rounds = {
    ...{ firstAfter, every: foreseeEvery, onFault: "heaps were not looked ahead at: please report it" },
    steps: options.hosts.flatMap(({ name, daemons }) => daemons.map((daemon) => ({ host: name, daemon: daemon.name }))),
  };
  return createRounds({ ...options, ...rounds }, (of) => lookAt(options, of));
}

interface DaemonName {
  readonly host: string;
  readonly daemon: string;
}

async function lookAt(self: ForeseeOptions, of: DaemonName): Promise<void> {
  const settings = self.settingsOf(of.host, of.daemon);
  if (settings.off.includes("forecast")) return;
  const status = self.watch.board().hosts.find((one) => one.host === of.host);
  if (status?.kind !== "read") return;
  const daemon = status.daemons.find(({ figures }) => figures.name === of.daemon);
  if (daemon === undefined || shareOfThreshold(daemon) === null) return;
  const foresight = standsHigh(daemon, settings.forecast) ? await foresee(self, { of, status, daemon }) : farBelow;
  if (foresight !== null) self.take(of.host, { kind: "foreseen", daemon, foresight });
}

interface Looked {
  readonly of: DaemonName;
  readonly status: ReadHost;
  readonly daemon: DaemonStatus;
}

/** Null where it could not be worked out: the alert stays as it is. */
async function foresee(self: ForeseeOptions, { of, status, daemon }: Looked): Promise<HeapForesight | null> {
  const deploys = await deploysOf(self, { ...of, configured: daemon.daemon.deploys ?? [] });
  if (!deploys.ok) {
    self.log.warn("a forecast waits for the store", { ...of, reason: deploys.error.reason });
    return null;
  }
  const threshold = daemon.thresholdBytes.value;
  const ramBytes = status.sample.system.memory.totalBytes.value;
  const thresholds = threshold === null ? [] : [threshold];
  const study = await studyHeap(self, { ...of, deploys: deploys.value, ramBytes, thresholds });
  return study.ok ? foresightOf(study.value.outlook.analysis, study.value.widening) : null;
}
