import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createMetrics, type MetricSources } from "../../../src/adapters/http/create-metrics.ts";
import type { FiringAlert } from "../../../src/domain/alert/alert.ts";
import { bytes } from "../../../src/domain/bytes.ts";
import type { HostStatus } from "../../../src/domain/status.ts";
import { instant } from "../../../src/domain/time.ts";
import { parseExposition } from "../../support/exposition.ts";

const quiet: MetricSources = {
  hosts: () => [],
  alerts: () => [],
  outbox: () => ({ messages: 0, oldestMs: 0 }),
  store: () => ({ problem: null, lastWriteAt: null, sizeBytes: null, freeBytes: null }),
  slack: () => ({ connected: 0, sockets: 2 }),
};

const pageOf = async (metrics: ReturnType<typeof createMetrics>) => parseExposition(await metrics.render());

const metricsWith = (sources: Partial<MetricSources> = {}) =>
  createMetrics({ version: "1.2.3", sources: { ...quiet, ...sources } });

/** The parts of an alert that are counted. */
function anAlert(changes: Partial<FiringAlert>): FiringAlert {
  return {
    specimen: false,
    severity: "warning",
    silencedBy: null,
    inhibitedBy: null,
    acknowledged: null,
    key: { host: "web-1", rule: "heap", daemon: "zope" },
    ...changes,
  } as FiringAlert;
}

describe("the metrics page", () => {
  it("is text that Prometheus reads, with a help and a type of each metric", async () => {
    const page = await pageOf(metricsWith());
    expect(page.size).toBeGreaterThan(25);
    for (const { name, help, type } of page.values()) expect([name, help.length > 5, type]).toEqual([name, true, type]);
    expect([...page.values()].filter(({ type }) => type === "")).toEqual([]);
  });

  it("names what is its own scipy_…, in base units, and counters alone …_total", async () => {
    const page = await pageOf(metricsWith());
    const foreign = [...page.keys()].filter((name) => !/^(scipy|process|nodejs)_/.test(name));
    expect(foreign).toEqual([]);
    for (const { name, type } of page.values())
      expect([name, name.endsWith("_total")]).toEqual([name, type === "counter"]);
    expect([...page.keys()].filter((name) => /_(ms|millis|minutes|kb|mb|percent)(_|$)/.test(name))).toEqual([]);
  });

  it("has the version, memory, and the delay of the event loop", async () => {
    const page = await pageOf(metricsWith());
    expect(page.get("scipy_build_info")?.samples).toEqual(new Map([['scipy_build_info{version="1.2.3"}', 1]]));
    expect(page.has("process_resident_memory_bytes")).toBe(true);
    expect(page.has("nodejs_eventloop_lag_seconds")).toBe(true);
  });

  it("counts hosts by state, those in none of them as 0", async () => {
    const states = [{ kind: "read" }, { kind: "read" }, { kind: "failed", state: "stale" }] as unknown as HostStatus[];
    expect((await pageOf(metricsWith({ hosts: () => states }))).get("scipy_hosts")?.samples).toEqual(
      new Map([
        ['scipy_hosts{state="waiting"}', 0],
        ['scipy_hosts{state="read"}', 2],
        ['scipy_hosts{state="stale"}', 1],
        ['scipy_hosts{state="unreachable"}', 0],
      ]),
    );
  });

  it("counts alerts by rule, severity and state, and none that is over, and no specimen", async () => {
    const acknowledged = { by: "U1", at: instant(0), askedAt: null };
    let open: readonly FiringAlert[] = [
      anAlert({}),
      anAlert({}),
      anAlert({ acknowledged, severity: "critical" }),
      anAlert({ acknowledged, silencedBy: "s1" }),
      anAlert({ inhibitedBy: "maintenance" }),
      anAlert({ specimen: true }),
    ];
    const metrics = metricsWith({ alerts: () => open });
    const label = (severity: string, state: string) =>
      `scipy_alerts{rule="heap",severity="${severity}",state="${state}"}`;
    expect((await pageOf(metrics)).get("scipy_alerts")?.samples).toEqual(
      new Map([
        [label("warning", "open"), 2],
        [label("critical", "acknowledged"), 1],
        [label("warning", "silenced"), 1],
        [label("warning", "inhibited"), 1],
      ]),
    );
    open = [];
    expect((await pageOf(metrics)).get("scipy_alerts")?.samples.size).toBe(0);
  });

  it("leaves out what the store cannot tell, and tells it when it can", async () => {
    let size: number | null = null;
    const metrics = metricsWith({
      store: () => ({
        problem: { reason: "full", detail: "x" },
        lastWriteAt: instant(1_700_000_000_500),
        sizeBytes: size === null ? null : bytes(size),
        freeBytes: bytes(5),
      }),
    });
    expect((await pageOf(metrics)).get("scipy_store_size_bytes")?.samples.size).toBe(0);
    size = 4096;
    const page = await pageOf(metrics);
    const figureOf = (name: string) => page.get(name)?.samples.get(name);
    expect(figureOf("scipy_store_size_bytes")).toBe(4096);
    expect(figureOf("scipy_store_free_bytes")).toBe(5);
    expect(figureOf("scipy_store_problem")).toBe(1);
    expect(figureOf("scipy_store_last_write_timestamp_seconds")).toBe(1_700_000_000.5);
    size = null;
    expect((await pageOf(metrics)).get("scipy_store_size_bytes")?.samples.size).toBe(0);
  });

  it("tells of Slack and of what waits for it", async () => {
    const page = await pageOf(
      metricsWith({ outbox: () => ({ messages: 7, oldestMs: 1500 }), slack: () => ({ connected: 1, sockets: 2 }) }),
    );
    const figureOf = (name: string) => page.get(name)?.samples.get(name);
    expect(figureOf("scipy_outbox_messages")).toBe(7);
    expect(figureOf("scipy_outbox_oldest_seconds")).toBe(1.5);
    expect([figureOf("scipy_slack_sockets_connected"), figureOf("scipy_slack_sockets")]).toEqual([1, 2]);
  });

  it("counts the bot's work: readings, messages, calls", async () => {
    const metrics = metricsWith();
    metrics.polled({ failure: null, tookMs: 30 });
    metrics.polled({ failure: "timed out", tookMs: 10_000 });
    metrics.sent("post", null);
    metrics.sent("edit", "not in channel");
    metrics.called({ ok: true, tookMs: 3 });
    metrics.called({ ok: false, what: "answered 500" });
    const page = await pageOf(metrics);
    const polls = page.get("scipy_poll_duration_seconds")?.samples;
    expect(polls?.get("scipy_poll_duration_seconds_count")).toBe(2);
    expect(polls?.get("scipy_poll_duration_seconds_sum")).toBeCloseTo(10.03);
    expect(polls?.get('scipy_poll_duration_seconds_bucket{le="0.05"}')).toBe(1);
    expect(page.get("scipy_poll_failures_total")?.samples).toEqual(
      new Map([['scipy_poll_failures_total{reason="timed out"}', 1]]),
    );
    expect(page.get("scipy_slack_messages_total")?.samples.get('scipy_slack_messages_total{kind="post"}')).toBe(1);
    expect(page.get("scipy_slack_failures_total")?.samples).toEqual(
      new Map([['scipy_slack_failures_total{kind="edit",reason="not in channel"}', 1]]),
    );
    expect(page.get("scipy_health_calls_total")?.samples).toEqual(
      new Map([
        ['scipy_health_calls_total{outcome="ok"}', 1],
        ['scipy_health_calls_total{outcome="failed"}', 1],
      ]),
    );
  });

  it("is described in docs/self-watch.md, each metric of its own with its type, and the alerts there name no other", async () => {
    const docs = readFileSync(new URL("../../../docs/self-watch.md", import.meta.url), "utf8");
    const rows = [...docs.matchAll(/^\| `(scipy_[a-z_]+)(?:\{[a-z,]+\})?` \| (\w+) \|/gm)];
    const page = await pageOf(metricsWith());
    const own = [...page.values()].filter(({ name }) => name.startsWith("scipy_"));
    const told = rows.map(([, name, type]) => `${name} ${type}`).sort();
    expect(told).toEqual(own.map(({ name, type }) => `${name} ${type}`).sort());
    const named = [...docs.matchAll(/\bscipy_[a-z_]+/g)].map(([name]) => name);
    expect(named.filter((name) => !page.has(name))).toEqual([]);
  });
});
