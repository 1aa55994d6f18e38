import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { FiringAlert } from "../../domain/alert/alert.ts";
import type { HostStatus } from "../../domain/status.ts";
import type { WorkCounter } from "../../services/ports-http.ts";
import type { StoreHealth } from "../../services/ports-store.ts";

/** What is read when somebody asks; no I/O. */
export interface MetricSources {
  readonly hosts: () => readonly HostStatus[];
  readonly alerts: () => readonly FiringAlert[];
  readonly outbox: () => { readonly messages: number; readonly oldestMs: number };
  readonly store: () => StoreHealth;
  readonly slack: () => { readonly connected: number; readonly sockets: number };
}

export interface MetricsPage {
  readonly contentType: string;
  render(): Promise<string>;
}

export interface Metrics extends MetricsPage, WorkCounter {}

export interface MetricsOptions {
  readonly version: string;
  readonly sources: MetricSources;
}

/** The bot's own figures in the text format of Prometheus, in base units. */
export function createMetrics({ version, sources }: MetricsOptions): Metrics {
  const registry = new Registry();
  countProcess(registry);
  const help = "Always 1; the version is a label.";
  new Gauge({ name: "scipy_build_info", help, labelNames: ["version"], registers: [registry] }).set({ version }, 1);
  gaugeHosts(registry, sources.hosts);
  gaugeAlerts(registry, sources.alerts);
  gaugeOutbox(registry, sources.outbox);
  gaugeStore(registry, sources.store);
  gaugeSlack(registry, sources.slack);
  const counter = countWork(registry);
  return { ...counter, contentType: registry.contentType, render: () => registry.metrics() };
}

/** Gauges whose names end like counters: tools that check metrics complain of them. */
const misnamed = ["nodejs_active_resources_total", "nodejs_active_handles_total", "nodejs_active_requests_total"];

/** Memory, CPU, garbage collection and the delay of the event loop, under the names that other programs have too. */
function countProcess(registry: Registry): void {
  // Measuring the delay wakes the process that often, and an idle bot is to be idle.
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 50 });
  for (const name of misnamed) registry.removeSingleMetric(name);
}

/** A gauge of one figure, read when somebody asks; absent while the figure is null. */
function reading(registry: Registry, name: string, { help, read }: { help: string; read: () => number | null }): void {
  new Gauge({
    name,
    help,
    registers: [registry],
    collect() {
      const value = read();
      if (value === null) this.remove();
      else this.set(value);
    },
  });
}

const hostStates = ["waiting", "read", "stale", "unreachable"] as const;

function gaugeHosts(registry: Registry, hosts: MetricSources["hosts"]): void {
  new Gauge({
    name: "scipy_hosts",
    help: "Hosts by how their last reading went.",
    labelNames: ["state"],
    registers: [registry],
    collect() {
      const states = hosts().map((host) => (host.kind === "failed" ? host.state : host.kind));
      for (const state of hostStates) this.set({ state }, states.filter((one) => one === state).length);
    },
  });
}

function gaugeAlerts(registry: Registry, alerts: MetricSources["alerts"]): void {
  new Gauge({
    name: "scipy_alerts",
    help: "Alerts that are firing, by rule, severity and whether somebody has taken them.",
    labelNames: ["rule", "severity", "state"],
    registers: [registry],
    collect() {
      this.reset();
      for (const alert of alerts()) {
        if (!alert.specimen) this.inc({ rule: alert.key.rule, severity: alert.severity, state: stateOf(alert) });
      }
    },
  });
}

function stateOf(alert: FiringAlert): string {
  if (alert.silencedBy !== null) return "silenced";
  if (alert.inhibitedBy !== null) return "inhibited";
  return alert.acknowledged === null ? "open" : "acknowledged";
}

function gaugeOutbox(registry: Registry, outbox: MetricSources["outbox"]): void {
  reading(registry, "scipy_outbox_messages", {
    help: "Messages that wait for Slack.",
    read: () => outbox().messages,
  });
  reading(registry, "scipy_outbox_oldest_seconds", {
    help: "How long the oldest of them waits.",
    read: () => outbox().oldestMs / 1000,
  });
}

function gaugeStore(registry: Registry, store: MetricSources["store"]): void {
  reading(registry, "scipy_store_problem", {
    help: "1 while the store is out of order.",
    read: () => (store().problem === null ? 0 : 1),
  });
  reading(registry, "scipy_store_last_write_timestamp_seconds", {
    help: "When the store was last written to.",
    read: () => inSeconds(store().lastWriteAt),
  });
  reading(registry, "scipy_store_size_bytes", { help: "How large the store is.", read: () => store().sizeBytes });
  reading(registry, "scipy_store_free_bytes", { help: "Free space on its disk.", read: () => store().freeBytes });
}

function inSeconds(ms: number | null): number | null {
  return ms === null ? null : ms / 1000;
}

function gaugeSlack(registry: Registry, slack: MetricSources["slack"]): void {
  reading(registry, "scipy_slack_sockets_connected", {
    help: "Connections over which commands arrive.",
    read: () => slack().connected,
  });
  reading(registry, "scipy_slack_sockets", { help: "How many there should be.", read: () => slack().sockets });
}

/** Of a reading: 5 ms on the bot's own machine, 10 s where it was given up. */
const pollBuckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20];

function countWork(registry: Registry): WorkCounter {
  const registers = [registry];
  const polls = new Histogram({
    name: "scipy_poll_duration_seconds",
    help: "How long readings of hosts took, failed ones too.",
    buckets: pollBuckets,
    registers,
  });
  const counter = (name: string, help: string, labelNames: readonly string[]) =>
    new Counter({ name, help, labelNames: [...labelNames], registers });
  const failures = counter("scipy_poll_failures_total", "Readings that failed, by reason.", ["reason"]);
  const sent = counter("scipy_slack_messages_total", "Posts and edits that Slack took.", ["kind"]);
  const refused = counter("scipy_slack_failures_total", "Posts and edits that Slack did not take.", ["kind", "reason"]);
  const calls = counter("scipy_health_calls_total", "Calls of health addresses of daemons.", ["outcome"]);
  for (const kind of ["post", "edit"]) sent.inc({ kind }, 0);
  for (const outcome of ["ok", "failed"]) calls.inc({ outcome }, 0);
  return {
    polled: ({ failure, tookMs }) => {
      polls.observe(tookMs / 1000);
      if (failure !== null) failures.inc({ reason: failure });
    },
    sent: (kind, failure) => (failure === null ? sent.inc({ kind }) : refused.inc({ kind, reason: failure })),
    called: ({ ok }) => calls.inc({ outcome: ok ? "ok" : "failed" }),
  };
}
