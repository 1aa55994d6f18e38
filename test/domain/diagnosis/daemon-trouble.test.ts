import { describe, expect, it } from "vitest";
import { mebibytes } from "../../../src/domain/bytes.ts";
import type { Daemon } from "../../../src/domain/daemon.ts";
import { adviceOn, daemonTroubles } from "../../../src/domain/diagnosis/daemon-trouble.ts";
import { verdictOf } from "../../../src/domain/diagnosis/verdict.ts";
import { absent, known } from "../../../src/domain/figure.ts";
import type { DaemonFigures } from "../../../src/domain/sample.ts";
import type { DaemonStatus, ReadHost } from "../../../src/domain/status.ts";
import { aDaemon } from "../../support/sample.ts";
import { aFailure, aHost, now, starving } from "./statuses.ts";

describe("a daemon in trouble", () => {
  it.each<[string, Partial<DaemonFigures>, number | null, readonly string[]]>([
    ["under its threshold is none", {}, 200, []],
    ["at its threshold is over it", {}, 100, ["zope is over its threshold (100 of 100 MiB)"]],
    ["without a threshold is none", {}, null, []],
    ["of unknown heap is none", { heapBytes: absent("the file cannot be read") }, 100, []],
    ["that is down is down, whatever its threshold", { state: "down", processes: [] }, 100, ["zope is down"]],
    [
      "that cannot be seen is not called down",
      { state: "unknown", heapBytes: absent("the file cannot be read") },
      100,
      [],
    ],
  ])("%s", (...[, changes, threshold, troubles]) => {
    expect(daemonTroubles([withDaemons(aHost("web-1", {}), status("zope", changes, threshold))])).toEqual(troubles);
  });

  it("comes before its host's verdict when the host is fine, since it is the news", () => {
    const hosts = [withDaemons(aHost("local", {}), status("demo", {}, 80))];
    expect(verdictOf({ askedAt: now, hosts }, now)).toBe(
      "demo is over its threshold (100.0 of 80.0 MiB); local is fine: load 0.3 on 2 CPUs, 6.0 of 8.0 GiB available, swap unused",
    );
  });

  it("comes after the verdict of a host that suffers, and names its own host where there are several", () => {
    const hosts = [aHost("web-1", starving), withDaemons(aHost("web-2", {}), status("zope", { state: "down" }, null))];
    expect(verdictOf({ askedAt: now, hosts }, now)).toMatch(
      /^web-1 is starving: .*; 1 other is fine; zope on web-2 is down$/,
    );
  });

  it("over its threshold is told beside a host that suffers, but not of the daemon which that host's sentence names", () => {
    const host = withDaemons(aHost("web-1", starving), status("zope", {}, 80));
    const named = { ...host, diagnosis: { ...host.diagnosis, culprits: ["zope"] } };
    const other = { ...host, diagnosis: { ...host.diagnosis, culprits: ["solr"] } };
    expect(verdictOf({ askedAt: now, hosts: [named] }, now)).not.toContain("threshold");
    expect(verdictOf({ askedAt: now, hosts: [other] }, now)).toMatch(
      /^web-1 is starving: .*; zope is over its threshold/,
    );
  });

  it("over its threshold is told of the daemon, too, that the host's sentence names for the CPUs it takes", () => {
    const busy = withCulprit("zope", withDaemons(aHost("web-1", { load: 9, busy: 99 }), status("zope", {}, 80)));
    expect(busy.diagnosis.cause.kind).toBe("cpu");
    expect(verdictOf({ askedAt: now, hosts: [busy] }, now)).toMatch(
      /; zope is over its threshold \(100\.0 of 80\.0 MiB\)$/,
    );
    expect(adviceOn(busy)).toContain("Apart from that: zope is over its threshold");
  });

  it("is not told of a host that did not answer, whose figures are old", () => {
    const before = withDaemons(aHost("web-1", {}), status("zope", { state: "down" }, null));
    expect(daemonTroubles([aFailure("web-1", "stale", before)])).toEqual([]);
  });

  it.each<[string, ReadHost, string | RegExp]>([
    ["a fine host with fine daemons", withDaemons(aHost("a", {}), status("zope", {}, 200)), "Nothing."],
    [
      "a daemon over its threshold",
      withDaemons(aHost("a", {}), { ...status("zope", {}, 80), givesBackBytes: known(mebibytes(60)) }),
      "zope is over its threshold: restart it at a quiet hour, which would give back about 60 MiB.",
    ],
    [
      "one whose start was not seen",
      withDaemons(aHost("a", {}), status("zope", {}, 80)),
      "zope is over its threshold: restart it at a quiet hour.",
    ],
    [
      "a daemon that is down",
      withDaemons(aHost("a", {}), status("zope", { state: "down" }, null)),
      "zope is down: look at the end of its log, and start it.",
    ],
    [
      "a starving host with a daemon down: first the host's own advice",
      withDaemons(aHost("a", starving), status("zope", { state: "down" }, null)),
      /^(?!zope is down).+\. Apart from that: zope is down: look at the end of its log, and start it\.$/,
    ],
    [
      "a starving host whose own advice is about that heap: it alone",
      withCulprit("zope", withDaemons(aHost("a", starving), status("zope", {}, 80))),
      aHost("a", starving).diagnosis.cause.advice,
    ],
    [
      "a starving host with another heap over its threshold: both",
      withCulprit("solr", withDaemons(aHost("a", starving), status("zope", {}, 80))),
      /^(?!zope).+\. Apart from that: zope is over its threshold: restart it at a quiet hour\.$/,
    ],
  ])("gives advice for %s", (_, host, advice) => {
    expect(adviceOn(host)).toEqual(typeof advice === "string" ? advice : expect.stringMatching(advice));
  });

  it("is counted from the fourth on", () => {
    const down = ["a", "b", "c", "d", "e"].map((name) => status(name, { state: "down" }, null));
    expect(daemonTroubles([withDaemons(aHost("web-1", {}), ...down)])).toEqual([
      "a is down",
      "b is down",
      "c is down",
      "2 more daemons are down or over the threshold",
    ]);
    expect(daemonTroubles([withDaemons(aHost("web-1", {}), ...down.slice(1))]).at(-1)).toBe(
      "1 more daemon is down or over the threshold",
    );
    expect(adviceOn(withDaemons(aHost("web-1", {}), ...down))).toMatch(/ 2 more daemons are in trouble too\.$/);
  });
});

function withCulprit(name: string, host: ReadHost): ReadHost {
  return { ...host, diagnosis: { ...host.diagnosis, culprits: [name] } };
}

function withDaemons(host: ReadHost, ...daemons: DaemonStatus[]): ReadHost {
  return { ...host, daemons };
}

function status(name: string, changes: Partial<DaemonFigures>, thresholdMebibytes: number | null): DaemonStatus {
  const daemon: Daemon = {
    name,
    find: { by: "unit", unit: `${name}.service` },
    ports: [],
    healthUrl: null,
    threshold: { kind: "auto" },
    restart: null,
  };
  return {
    daemon,
    figures: aDaemon(name, mebibytes(100), changes),
    share: absent("it was not asked for"),
    thresholdBytes: thresholdMebibytes === null ? absent("it was not asked for") : known(mebibytes(thresholdMebibytes)),
    givesBackBytes: absent("it was not asked for"),
  };
}
