import { describe, expect, it } from "vitest";
import type { Daemon } from "../../../src/domain/daemon.ts";
import { examineHost } from "../../../src/domain/doctor/examine-host.ts";
import type { Finding } from "../../../src/domain/doctor/finding.ts";
import { absent, known } from "../../../src/domain/figure.ts";
import type { HostFailureReason, HostKeyTrust } from "../../../src/domain/host.ts";
import type { DaemonFigures, Sample } from "../../../src/domain/sample.ts";
import type { HostStatus } from "../../../src/domain/status.ts";
import { millis, seconds } from "../../../src/domain/time.ts";
import { newWatchedHost, takeFailure, takeSample } from "../../../src/domain/watched-host.ts";
import { aDaemon, aSample, aSystem } from "../../support/sample.ts";

const here = { kind: "local" } as const;

describe("examining a host", () => {
  it("finds all well on a host that shows everything", () => {
    expect(examineHost(read(aSample()), here).map(({ check, outcome }) => [check, outcome])).toEqual([
      ["reach", "ok"],
      ["clock", "ok"],
      ["memory", "ok"],
      ["pressure", "ok"],
      ["cpu", "ok"],
    ]);
  });

  it.each<[HostKeyTrust, string]>([
    [{ kind: "known hosts", file: "/home/scipy/.ssh/known_hosts" }, "/home/scipy/.ssh/known_hosts"],
    [{ kind: "fingerprint", sha256: "SHA256:abc" }, "the pinned fingerprint"],
  ])("says against what the host's key was verified", (trust, against) => {
    const reach = { kind: "ssh", address: "10.0.0.1", port: 22, user: "scipy", keyFile: "/k", trust } as const;
    expect(findingOf(examineHost(read(aSample()), reach), "host key")).toMatchObject({
      outcome: "ok",
      sentence: `It was verified against ${against}.`,
    });
  });

  it.each<[number, Finding["outcome"], string]>([
    [0, "ok", "agrees"],
    [5, "ok", "agrees"],
    [-5, "ok", "agrees"],
    [7200, "warning", "2 h ahead of the bot's"],
    [-90, "warning", "1 min 30 s behind the bot's"],
  ])("judges a clock that is off by %i s: %s", (seconds, outcome, sentence) => {
    const booted = aSystem().bootedAtSeconds.value ?? 0;
    const findings = examineHost(read(aSample({ system: { bootedAtSeconds: known(booted + seconds) } })), here);
    expect(findingOf(findings, "clock")).toMatchObject({ outcome, sentence: expect.stringContaining(sentence) });
  });

  it("warns of what is absent, why, and what is lost by it", () => {
    const system = {
      bootedAtSeconds: absent("the field is missing"),
      cpuTicks: absent("the file cannot be read"),
      pressure: { ...aSystem().pressure, memory: absent("this kernel does not have it") },
      memory: { ...aSystem().memory, availableBytes: absent("this kernel does not have it") },
    };
    const warnings = examineHost(read(aSample({ system })), here).filter((finding) => finding.outcome === "warning");
    expect(warnings.map((finding) => finding.check)).toEqual(["clock", "memory", "pressure", "cpu"]);
    expect(findingOf(warnings, "pressure")?.sentence).toContain(
      "this kernel does not have it: memory starvation is told",
    );
  });

  it.each<[HostFailureReason, string]>([
    ["host key changed", "host key"],
    ["host key unknown", "host key"],
    ["auth failed", "reach"],
    ["timed out", "reach"],
  ])("reports %s under %s, with the sentence that says what to do", (reason, check) => {
    const failure = { reason, detail: "what to do now", nextTryAt: null };
    const { status } = takeFailure(watched([]), failure, millis(5));
    expect(examineHost(status, here)).toEqual([
      { subject: "web-1", check, outcome: "failed", sentence: "what to do now" },
    ]);
  });

  it("does not call a host well that was never asked", () => {
    expect(examineHost({ kind: "waiting", host: "web-1" }, here)).toMatchObject([
      { check: "reach", outcome: "failed" },
    ]);
  });

  it.each<[string, Partial<DaemonFigures>, Pick<Finding, "outcome" | "sentence">]>([
    ["runs", {}, { outcome: "ok", sentence: "1 process; heap read from status" }],
    ["is down", { state: "down", processes: [] }, { outcome: "warning", sentence: "No process matches" }],
    [
      "hides its heap",
      { heapBytes: absent("the file cannot be read") },
      { outcome: "warning", sentence: "cannot be read" },
    ],
    [
      "has a pattern that is too slow",
      { state: "unknown", processes: [], heapBytes: absent("its pattern takes too long to match") },
      { outcome: "warning", sentence: "too long to match. Write a simpler one in scipy.yml: begin it with ^" },
    ],
    ["shows RSS alone", { heapSource: "rss" }, { outcome: "warning", sentence: "blind to swap" }],
  ])("tells of a daemon that %s", (_, changes, { outcome, sentence }) => {
    const sample = aSample({ daemons: [aDaemon("zope", 1e9, changes)] });
    const findings = examineHost(read(sample, [zope({ by: "unit", unit: "zope.service" })]), here);
    expect(findingOf(findings, "daemon zope")).toMatchObject({ outcome, sentence: expect.stringContaining(sentence) });
  });

  it.each<[Daemon["find"], string]>([
    [{ by: "unit", unit: "zope.service" }, "unit zope.service"],
    [{ by: "cgroup", path: "/zope" }, "cgroup /zope"],
    [{ by: "pid file", path: "/run/zope.pid" }, "pid file /run/zope.pid"],
    [{ by: "supervisor", program: "zope" }, "supervisor program zope"],
    [{ by: "command", pattern: "^/opt" }, "command pattern ^/opt"],
  ])("says what no process matched: %j", (find, words) => {
    const down = aDaemon("zope", 0, { state: "down", processes: [] });
    const findings = examineHost(read(aSample({ daemons: [down] }), [zope(find)]), here);
    expect(findingOf(findings, "daemon zope")?.sentence).toContain(words);
  });
});

function read(sample: Sample, daemons: readonly Daemon[] = []): HostStatus {
  return takeSample(watched(daemons), sample).status;
}

function watched(daemons: readonly Daemon[]) {
  return newWatchedHost({ name: "web-1", reach: { kind: "local" }, daemons }, seconds(15));
}

function zope(find: Daemon["find"]): Daemon {
  return { name: "zope", find, ports: [], healthUrl: null, threshold: { kind: "auto" }, restart: null };
}

function findingOf(findings: readonly Finding[], check: string): Finding | undefined {
  return findings.find((finding) => finding.check === check);
}
