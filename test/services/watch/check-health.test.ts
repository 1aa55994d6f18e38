import { describe, expect, it } from "vitest";
import type { HealthOutcome } from "../../../src/domain/alert/event.ts";
import type { Host } from "../../../src/domain/host.ts";
import { type Millis, millis, seconds } from "../../../src/domain/time.ts";
import type { HttpProbe } from "../../../src/services/ports-http.ts";
import { callsMax, createHealthChecks } from "../../../src/services/watch/check-health.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";

const everyMs = seconds(30);

function hostsWith(urls: readonly (string | null)[]): readonly Host[] {
  const daemons = urls.map((healthUrl, index) => ({
    name: `d${index}`,
    find: { by: "unit", unit: "a" } as const,
    ports: [],
    healthUrl,
    threshold: { kind: "auto" } as const,
    restart: null,
  }));
  return [{ name: "web-1", reach: { kind: "local" }, daemons }];
}

/** Answers each URL after so long; records what is asked, and how much at once. */
class FakeProbe implements HttpProbe {
  readonly asked: { readonly url: string; readonly at: number; readonly deadline: number }[] = [];
  readonly underWay = new Map<string, number>();
  most = 0;
  mostOfOne = 0;
  readonly #clock: VirtualClock;
  readonly #takes: (url: string) => number;

  constructor(clock: VirtualClock, takes: (url: string) => number) {
    this.#clock = clock;
    this.#takes = takes;
  }

  get(url: string, deadline: Millis): Promise<HealthOutcome> {
    this.asked.push({ url, at: this.#clock.monotonic(), deadline });
    this.underWay.set(url, (this.underWay.get(url) ?? 0) + 1);
    this.mostOfOne = Math.max(this.mostOfOne, this.underWay.get(url) ?? 0);
    this.most = Math.max(
      this.most,
      [...this.underWay.values()].reduce((sum, count) => sum + count, 0),
    );
    return new Promise((resolve) => {
      this.#clock.after(millis(this.#takes(url)), () => {
        this.underWay.set(url, (this.underWay.get(url) ?? 0) - 1);
        resolve({ ok: true, tookMs: this.#takes(url) });
      });
    });
  }

  post(): Promise<HealthOutcome> {
    throw new Error("health addresses are read alone");
  }
}

function watch(urls: readonly (string | null)[], takes: (url: string) => number = () => 50, chance = 0) {
  const clock = new VirtualClock();
  const probe = new FakeProbe(clock, takes);
  const told: string[] = [];
  const checks = createHealthChecks({
    hosts: hostsWith(urls),
    probe,
    clock,
    chance: () => chance,
    everyMs,
    onOutcome: (host, daemon) => told.push(`${host}/${daemon}`),
  });
  return { clock, probe, told, checks };
}

describe("health addresses", () => {
  it("are called once an interval each, spread over it, and what came of it is told by host and daemon", async () => {
    const { clock, probe, told, checks } = watch(["a", null, "b", "c"]);
    checks.start();
    await clock.advance(30_000);
    expect(probe.asked.slice(0, 4).map(({ url, at }) => [url, at])).toEqual([
      ["a", 0],
      ["b", 10_000],
      ["c", 20_000],
      ["a", 30_000],
    ]);
    expect(told).toEqual(["web-1/d0", "web-1/d2", "web-1/d3"]);
    await clock.advance(270_000);
    expect(probe.asked.filter(({ url }) => url === "b")).toHaveLength(10);
    expect(new Set(probe.asked.map(({ deadline }) => deadline))).toEqual(new Set([10_000]));
  });

  it("begin at another moment with each start, within one interval", async () => {
    const { clock, probe, checks } = watch(["a", "b"], () => 50, 0.9);
    checks.start();
    await clock.advance(29_000);
    expect(probe.asked.map(({ url, at }) => [url, at])).toEqual([
      ["b", 12_000],
      ["a", 27_000],
    ]);
  });

  it("are never called twice at once, however long an answer takes", async () => {
    const { clock, probe, checks } = watch(["slow"], () => 70_000);
    checks.start();
    await clock.advance(600_000);
    expect(probe.mostOfOne).toBe(1);
    expect(probe.asked.map(({ at }) => at).slice(0, 3)).toEqual([0, 70_000, 140_000]);
  });

  it("that are dead delay no others", async () => {
    const { clock, probe, checks } = watch(["dead", "b", "c"], (url) => (url === "dead" ? 10_000 : 20));
    checks.start();
    await clock.advance(300_000);
    expect(probe.asked.filter(({ url }) => url === "b").map(({ at }) => at)).toEqual(
      Array.from({ length: 10 }, (_, index) => 10_000 + index * 30_000),
    );
  });

  it("are at most twenty at once, and none is forgotten where there are more", async () => {
    const urls = Array.from({ length: 90 }, (_, index) => `u${index}`);
    const { clock, probe, checks } = watch(urls, () => 10_000);
    checks.start();
    await clock.advance(120_000);
    expect(probe.most).toBe(callsMax);
    expect(new Set(probe.asked.map(({ url }) => url)).size).toBe(90);
    expect(probe.mostOfOne).toBe(1);
  });

  it("are left alone after the end, and nothing more is told", async () => {
    const { clock, probe, told, checks } = watch(["a", "b"], () => 5000);
    checks.start();
    await clock.advance(1000);
    checks.stop();
    await clock.advance(100_000);
    expect(probe.asked).toHaveLength(1);
    expect(told).toEqual([]);
    expect(clock.pending).toBe(0);
  });

  it("that nobody has named cost nothing", async () => {
    const { clock, checks } = watch([null, null]);
    checks.start();
    expect(clock.pending).toBe(0);
  });
});
