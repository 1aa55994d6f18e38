import type { AlertEvent } from "../../domain/alert/event.ts";
import { shareOf } from "../../domain/alert/rules/forecast.ts";
import type { AlertSettings } from "../../domain/alert/settings.ts";
import { farBelow, foresightOf, type HeapForesight } from "../../domain/heap/heap-foresight.ts";
import type { Host } from "../../domain/host.ts";
import type { DaemonStatus, ReadHost } from "../../domain/status.ts";
import { type Millis, seconds } from "../../domain/time.ts";
import { type DeploySources, deploysOf } from "../answers/deploys-of.ts";
import { type HeapSources, studyHeap } from "../answers/study-heap.ts";
import type { Cancel } from "../ports.ts";
import type { HostWatch } from "../watch/watch-hosts.ts";

export interface HeapForeseer {
  start(): void;
  /** Waits for the daemon that is being looked at. */
  stop(): Promise<void>;
}

export interface ForeseeOptions extends HeapSources, DeploySources {
  readonly hosts: readonly Host[];
  readonly watch: Pick<HostWatch, "board">;
  readonly settingsOf: (host: string, daemon: string | null) => AlertSettings;
  /** Hands what was seen to the alerts of the host. */
  readonly take: (host: string, event: AlertEvent) => void;
}

/** The first readings are in by then, and the thresholds that are measured. */
const firstAfter: Millis = seconds(120);
/** A crossing a day ahead does not move faster; after the end of a round, so that a large fleet has no two of them. */
export const foreseeEvery: Millis = seconds(1800);

/** Looks ahead at each daemon whose heap stands high, one after the other, every 30 minutes, for the rule `forecast`. */
export function createHeapForeseer(options: ForeseeOptions): HeapForeseer {
  let cancel: Cancel = () => undefined;
  let underWay: Promise<void> = Promise.resolve();
  let isStopped = false;

  async function lookAtAll(): Promise<void> {
    for (const host of options.hosts)
      for (const { name } of host.daemons) if (!isStopped) await lookAt(options, host, name);
    if (!isStopped) plan(foreseeEvery);
  }

  function plan(delay: Millis): void {
    cancel = options.clock.after(delay, () => {
      underWay = lookAtAll().catch((error: unknown) => {
        options.log.error("heaps were not looked ahead at: please report it", { why: String(error) });
        if (!isStopped) plan(foreseeEvery);
      });
    });
  }

  return {
    start() {
      if (options.hosts.some(({ daemons }) => daemons.length > 0)) plan(firstAfter);
    },
    async stop() {
      isStopped = true;
      cancel();
      await underWay;
    },
  };
}

async function lookAt(self: ForeseeOptions, host: Host, name: string): Promise<void> {
  const settings = self.settingsOf(host.name, name);
  if (settings.off.includes("forecast")) return;
  const status = self.watch.board().hosts.find((one) => one.host === host.name);
  if (status?.kind !== "read") return;
  const daemon = status.daemons.find(({ figures }) => figures.name === name);
  const share = daemon === undefined ? null : shareOf(daemon);
  if (daemon === undefined || share === null) return;
  const foresight = share < settings.forecast.level ? farBelow : await foresee(self, { host, status, daemon });
  if (foresight !== null) self.take(host.name, { kind: "foreseen", daemon, foresight });
}

interface Looked {
  readonly host: Host;
  readonly status: ReadHost;
  readonly daemon: DaemonStatus;
}

/** Null where it could not be worked out: the alert stays as it is. */
async function foresee(self: ForeseeOptions, { host, status, daemon }: Looked): Promise<HeapForesight | null> {
  const { name } = daemon.figures;
  const where = { host: host.name, daemon: name };
  const deploys = await deploysOf(self, { ...where, configured: daemon.daemon.deploys ?? [] });
  if (!deploys.ok) {
    self.log.warn("a forecast waits for the store", { ...where, reason: deploys.error.reason });
    return null;
  }
  const threshold = daemon.thresholdBytes.value;
  const ramBytes = status.sample.system.memory.totalBytes.value;
  const thresholds = threshold === null ? [] : [threshold];
  const outlook = await studyHeap(self, { ...where, deploys: deploys.value, ramBytes, thresholds });
  return outlook.ok ? foresightOf(outlook.value.analysis) : null;
}
