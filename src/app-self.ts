import { createHttpProbe } from "./adapters/http/create-http-probe.ts";
import { createMetrics, type MetricSources, type Metrics } from "./adapters/http/create-metrics.ts";
import { createHeartbeat } from "./adapters/http/send-heartbeat.ts";
import { serveSelf } from "./adapters/http/serve-self.ts";
import type { Slack } from "./adapters/slack/create-slack.ts";
import type { Alerts } from "./app-alerts.ts";
import type { OpenPart } from "./app-close.ts";
import type { World } from "./app-world.ts";
import type { Config } from "./config/config.ts";
import { productVersion } from "./config/version.ts";
import { botHost } from "./domain/alert/rule.ts";
import { type Result, succeed } from "./domain/result.ts";
import type { Instant } from "./domain/time.ts";
import type { Store } from "./services/ports-store.ts";
import { createVitalSigns } from "./services/self/vital-signs.ts";
import { createSelfWatch, type SelfWatch } from "./services/self/watch-self.ts";
import { createHealthChecks } from "./services/watch/check-health.ts";
import type { HostWatch } from "./services/watch/watch-hosts.ts";

export interface SelfOptions extends World {
  readonly config: Config;
  readonly store: Store;
  readonly slack: Slack;
  readonly alerts: Alerts;
  readonly watch: HostWatch;
  readonly metrics: Metrics;
  /** When a reading of any host came to its end. */
  readonly lastPollAt: () => Instant | null;
  readonly isTokenRefused: () => boolean;
  readonly hasFirstReading: () => boolean;
  readonly note: (name: string, close: OpenPart["close"]) => void;
}

/** What the bot does about daemons' health addresses and about itself: checks, pages, signs of life. */
export async function openSelf(options: SelfOptions): Promise<Result<Pick<SelfWatch, "troubles">, string>> {
  const { config, alerts, metrics, clock, note } = options;
  const probe = createHttpProbe({ clock });
  const vital = vitalSigns(options);
  const checks = createHealthChecks({
    ...options,
    hosts: config.hosts,
    probe,
    everyMs: config.self.healthEveryMs,
    onOutcome(host, daemon, outcome) {
      metrics.called(outcome);
      alerts.notifier.take(host, { kind: "checked", daemon, outcome });
    },
  });
  note("the health checks", async () => checks.stop());
  const { heartbeat } = config.self;
  const selfWatch = createSelfWatch({
    ...options,
    vital,
    facts: () => factsOf(options),
    heartbeat: heartbeat && { beat: createHeartbeat(heartbeat, { probe, clock }), every: heartbeat.everyMs },
    onTroubles: (troubles) => alerts.notifier.take(botHost, { kind: "self", troubles }),
  });
  note("the watch over the bot itself", async () => selfWatch.stop());
  const served = await servePages(options, vital);
  if (!served.ok) return served;
  checks.start();
  selfWatch.start();
  return succeed(selfWatch);
}

/** The bot's own counters; what the gauges show is asked for when somebody looks. */
export function openMetrics(sources: MetricSources): Metrics {
  return createMetrics({ version: productVersion, sources });
}

function vitalSigns({ lastPollAt, slack, store, clock, config }: SelfOptions) {
  const sources = {
    lastPollAt,
    lastHeardAt: () => slack.health().lastHeardAt,
    lastWriteAt: () => store.health().lastWriteAt,
  };
  return createVitalSigns(sources, { clock, interval: config.interval });
}

function factsOf({ store, slack, alerts, isTokenRefused }: SelfOptions) {
  const { problem, freeBytes } = store.health();
  return {
    store: {
      problem: problem ?? alerts.saver.problem(),
      disk: freeBytes === null ? null : { freeBytes, totalBytes: null },
    },
    slack: { ...slack.health(), tokenRefused: isTokenRefused() },
    outbox: alerts.outbox.backlog(),
  };
}

async function servePages(options: SelfOptions, vital: ReturnType<typeof vitalSigns>): Promise<Result<null, string>> {
  const { config, slack, metrics, hasFirstReading, note } = options;
  if (config.self.port === null) return succeed(null);
  const readiness = () => ({
    slackConnected: slack.health().connected > 0,
    firstReading: hasFirstReading(),
    storeOpen: options.store.health().problem?.reason !== "corrupt",
  });
  const served = await serveSelf(config.self.port, { vital, readiness, metrics });
  if (!served.ok) return served;
  note("the bot's own pages", served.value.stop);
  return succeed(null);
}
