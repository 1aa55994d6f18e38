import { describe, expect, it } from "vitest";
import { statusJson } from "../../src/cli/status-json.ts";
import { bytes } from "../../src/domain/bytes.ts";
import { absent, known } from "../../src/domain/figure.ts";
import type { HostStatus } from "../../src/domain/status.ts";
import { aBigDaemon, aFailedHost, aHost, aStarvingHost, gibibyte, now, replyOf } from "../adapters/slack/boards.ts";
import { size } from "../support/sample.ts";

/** The hosts as a program reads them: what JSON cannot carry would be missing. */
function hostsOf(...hosts: readonly HostStatus[]) {
  return JSON.parse(JSON.stringify(statusJson(replyOf(hosts).board))).hosts;
}

describe("the status as JSON", () => {
  it("says when it was asked, in UTC, and lists the hosts in the order of the configuration", () => {
    const hosts = [aHost({ host: "web-2" }), aStarvingHost("web-1")];
    expect(statusJson(replyOf(hosts).board)).toMatchObject({
      takenAt: new Date(now).toISOString(),
      hosts: [
        { name: "web-2", state: "ok" },
        { name: "web-1", state: "starving" },
      ],
    });
  });

  it("gives sizes in bytes and shares from 0 to 1, and of swap what is used", () => {
    const [host] = hostsOf(aStarvingHost());
    expect(host).toMatchObject({
      uptime: 1000,
      cpus: 2,
      load: { one: 16, five: 14, fifteen: 9.2 },
      cpu: { busy: 0.12, iowait: 0.6, steal: 0 },
      memory: { total: 8 * gibibyte, available: bytesOf(0.3) },
      swap: { total: 4 * gibibyte, used: 4 * gibibyte - bytesOf(1.9), inPerSecond: 240, outPerSecond: 180 },
      pressure: { memory: { some60: 41.2, full60: 20.1 }, io: { some60: 0, full60: 0 }, cpu: { some60: 0 } },
    });
  });

  it("gives of a daemon its heap and threshold in bytes, and its share of RAM from 0 to 1", () => {
    const [host] = hostsOf(aStarvingHost("scipy", [aBigDaemon()]));
    expect(host.daemons).toEqual([
      {
        name: "zope",
        state: "up",
        pids: [4711],
        startedAt: "2026-01-15T08:51:40.000Z",
        heap: bytesOf(3.6),
        heapSource: "status",
        share: 0.45,
        threshold: bytesOf(3.5),
        connections: 12,
        givesBack: bytesOf(2.8),
      },
    ]);
  });

  it("rounds shares to a ten-thousandth, and page rates to a tenth of a page", () => {
    const { rates } = aStarvingHost();
    if (rates === null) throw new Error("that host has rates");
    const perSecond = { ...rates.perSecond, swapInPages: known(1.26), swapOutPages: known(0.04) };
    const cpu = known({ busy: 0.123_46, system: 0, iowait: 1, steal: 0.000_04 });
    expect(hostsOf({ ...aHost(), rates: { ...rates, cpu, perSecond } })[0]).toMatchObject({
      cpu: { busy: 0.1235, iowait: 1, steal: 0 },
      swap: { inPerSecond: 1.3, outPerSecond: 0 },
    });
  });

  it("says of a host without swap that none is used, which is not the same as not to know", () => {
    const none = { totalBytes: size(0), freeBytes: size(0), devices: known([]) };
    expect(hostsOf(aHost({ system: { swap: none } }))[0].swap).toMatchObject({ total: 0, used: 0 });
    const gone = { ...none, freeBytes: absent("the field is missing") };
    expect(hostsOf(aHost({ system: { swap: gone } }))[0].swap).toMatchObject({ total: 0, used: null });
  });

  it("gives null for what needs two readings, or what the host does not tell", () => {
    const gone = absent("this kernel does not have it");
    const system = { load: gone, cpus: gone, pressure: { memory: gone, io: gone, cpu: gone } };
    const daemon = { ...aBigDaemon({ heapBytes: gone, startedAt: gone, connections: gone }), share: gone };
    expect(hostsOf(aHost({ system, daemons: [daemon] }))[0]).toMatchObject({
      cpus: null,
      load: { one: null, five: null, fifteen: null },
      cpu: { busy: null, iowait: null, steal: null },
      swap: { inPerSecond: null, outPerSecond: null },
      pressure: { memory: { some60: null, full60: null }, io: { some60: null, full60: null }, cpu: { some60: null } },
      daemons: [{ heap: null, share: null, startedAt: null, connections: null }],
    });
  });

  it("has the same keys for every host, and no old figure for one that did not answer", () => {
    const [read, failed, waiting] = hostsOf(aHost(), aFailedHost("db-2", aHost()), { kind: "waiting", host: "db-3" });
    expect(keysOf(failed)).toEqual(keysOf(read));
    expect(keysOf(waiting)).toEqual(keysOf(read));
    expect(failed).toMatchObject({
      state: "unreachable",
      reason: expect.stringMatching(/^timed out: db-2 did not answer/),
      tookMs: 5000,
      load: { one: null },
      memory: { total: null },
      daemons: [],
    });
    expect(waiting).toMatchObject({ state: "unreachable", reason: "not answered yet", tookMs: null });
  });
});

function bytesOf(gibibytes: number): number {
  return bytes(gibibytes * gibibyte);
}

function keysOf(host: object): string[] {
  return Object.entries(host).flatMap(([name, value]) => [
    name,
    ...(["load", "cpu", "memory", "swap", "pressure"].includes(name)
      ? Object.keys(value).map((key) => `${name}.${key}`)
      : []),
  ]);
}
