import { describe, expect, it } from "vitest";
import { bytes } from "../../src/domain/bytes.ts";
import type { Daemon, Threshold } from "../../src/domain/daemon.ts";
import { daemonStatuses } from "../../src/domain/daemon-status.ts";
import { absent, known } from "../../src/domain/figure.ts";
import type { Sample } from "../../src/domain/sample.ts";
import { noStartHeaps, observeStarts } from "../../src/domain/start-heaps.ts";
import { aDaemon, aSample, size } from "../support/sample.ts";

const gibibyte = 1024 ** 3;
const missing = absent("the field is missing");
const measured = { startHeaps: noStartHeaps, thresholds: new Map() };

describe("how a daemon stands", () => {
  it("is told in the order of the configuration, also of a daemon that was not read", () => {
    const sample = aSample({ daemons: [aDaemon("zope", gibibyte), aDaemon("stranger", 1)] });
    const statuses = daemonStatuses(sample, [aConfigured("celery"), aConfigured("zope")], measured);
    expect(statuses.map(({ figures }) => [figures.name, figures.state])).toEqual([
      ["celery", "unknown"],
      ["zope", "up"],
    ]);
    expect(statuses[0]?.figures.heapBytes).toEqual(absent("it was not asked for"));
  });

  it.each([
    ["as a share of RAM", size(2 * gibibyte), known(0.25)],
    ["which passes 1 with swap", size(16 * gibibyte), known(2)],
    ["or why its heap is not known", missing, missing],
  ])("says what it holds %s", (_, heapBytes, share) => {
    expect(statusOf(aSample({ daemons: [{ ...aDaemon("zope", 0), heapBytes }] })).share).toEqual(share);
  });

  it("has no share of a RAM that is not known or nothing", () => {
    expect(statusOf(withRam(missing)).share).toEqual(missing);
    expect(statusOf(withRam(size(0))).share).toEqual(absent("the field is malformed"));
  });

  it.each<[string, Threshold, ReturnType<typeof size>]>([
    ["a size", { kind: "size", bytes: bytes(gibibyte) }, size(gibibyte)],
    ["a share of RAM", { kind: "share", ratio: 0.45 }, size(3.6 * gibibyte)],
    ["measured from history, which is not there yet", { kind: "auto" }, absent("there is not enough history yet")],
  ])("has a threshold that is %s", (_, threshold, expected) => {
    const sample = aSample({ daemons: [aDaemon("zope", gibibyte)] });
    expect(daemonStatuses(sample, [aConfigured("zope", threshold)], measured)[0]?.thresholdBytes).toEqual(expected);
  });

  it("has the threshold that was measured for it, where it is auto and nowhere else", () => {
    const sample = aSample({ daemons: [aDaemon("zope", gibibyte)] });
    const thresholds = new Map([["zope", known(bytes(3 * gibibyte))]]);
    const thresholdOf = (threshold: Threshold) =>
      daemonStatuses(sample, [aConfigured("zope", threshold)], { ...measured, thresholds })[0]?.thresholdBytes;
    expect(thresholdOf({ kind: "auto" })).toEqual(size(3 * gibibyte));
    expect(thresholdOf({ kind: "size", bytes: bytes(gibibyte) })).toEqual(size(gibibyte));
  });

  it("has no threshold as a share of a RAM that is not known", () => {
    const threshold = { kind: "share", ratio: 0.45 } as const;
    const [status] = daemonStatuses(withRam(missing), [aConfigured("zope", threshold)], measured);
    expect(status?.thresholdBytes).toEqual(missing);
  });
});

describe("what a restart gives back", () => {
  const atStart = aSample({ system: { uptimeSeconds: known(530) }, daemons: [aDaemon("zope", gibibyte)] });
  const starts = observeStarts(noStartHeaps, atStart);

  it("is the heap less the heap at start", () => {
    const grown = aSample({ daemons: [aDaemon("zope", 3 * gibibyte)] });
    expect(statusOf(grown, starts).givesBackBytes).toEqual(size(2 * gibibyte));
  });

  it("is never less than nothing", () => {
    const trimmed = aSample({ daemons: [aDaemon("zope", gibibyte / 2)] });
    expect(statusOf(trimmed, starts).givesBackBytes).toEqual(size(0));
  });

  it("is not known of a start that was not seen, or a heap that is not known", () => {
    const grown = aSample({ daemons: [aDaemon("zope", 3 * gibibyte)] });
    expect(statusOf(grown).givesBackBytes).toEqual(absent("the bot did not see it start"));
    const unread = aSample({ daemons: [{ ...aDaemon("zope", 0), heapBytes: missing }] });
    expect(statusOf(unread, starts).givesBackBytes).toEqual(missing);
  });
});

function statusOf(sample: Sample, starts = noStartHeaps) {
  const [status] = daemonStatuses(sample, [aConfigured("zope")], { startHeaps: starts, thresholds: new Map() });
  if (status === undefined) throw new Error("a configured daemon has no status");
  return status;
}

function withRam(totalBytes: ReturnType<typeof size>): Sample {
  const { memory } = aSample().system;
  return aSample({ system: { memory: { ...memory, totalBytes } }, daemons: [aDaemon("zope", gibibyte)] });
}

function aConfigured(name: string, threshold: Threshold = { kind: "auto" }): Daemon {
  return { name, find: { by: "command", pattern: name }, ports: [], healthUrl: null, threshold, restart: null };
}
