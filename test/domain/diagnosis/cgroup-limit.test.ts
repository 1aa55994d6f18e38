import { describe, expect, it } from "vitest";
import { diagnose } from "../../../src/domain/diagnosis/diagnose.ts";
import { aCgroup, aDaemonStatus, anInput } from "./input.ts";

describe("a cgroup at its own limit", () => {
  const short = { memorySome: 30, available: 60 };

  it("is the one that is fullest of all, and its daemon alone is named", () => {
    const daemons = [
      aDaemonStatus("celery", 0.3, { cgroup: aCgroup(0.96, 20) }),
      aDaemonStatus("zope", 0.1, { cgroup: aCgroup(0.99, 20) }),
      aDaemonStatus("nginx", 0.1, { cgroup: aCgroup(0.2, 20) }),
    ];
    expect(diagnose(anInput({ ...short, daemons })).culprits).toEqual(["zope"]);
  });

  it("needs no pressure figure of its own where the kernel has none", () => {
    const daemons = [aDaemonStatus("zope", 0.1, { cgroup: aCgroup(0.99, null) })];
    expect(diagnose(anInput({ ...short, daemons })).cause.kind).toBe("cgroup-limit");
  });

  it("is not the cause while its own tasks do not wait, since a page cache fills any limit", () => {
    const daemons = [aDaemonStatus("zope", 0.1, { cgroup: aCgroup(1, 0) })];
    expect(diagnose(anInput({ ...short, daemons })).cause.kind).toBe("memory");
  });

  it("is not the cause while the host has no memory to spare, or does not tell", () => {
    const daemons = [aDaemonStatus("zope", 0.1, { cgroup: aCgroup(1, 50) })];
    expect(diagnose(anInput({ ...short, available: 4, daemons })).cause.kind).toBe("memory");
    expect(diagnose(anInput({ ...short, available: null, daemons })).cause.kind).toBe("memory");
  });

  it("goes before the swapping that it causes, and before anything else that it could be taken for", () => {
    const daemons = [aDaemonStatus("zope", 0.1, { cgroup: aCgroup(0.99, 50) })];
    const swapping = { swapIn: 900, swapOut: 900, majorFaults: 900, refaults: 900, compactStalls: 90 };
    const { cause } = diagnose(anInput({ ...short, ...swapping, daemons }));
    expect(cause.kind).toBe("cgroup-limit");
    expect(cause.sentence).toContain("zope is at its own limit");
    expect(cause.evidence.join("\n")).not.toMatch(/swapped|compaction|read again/);
  });

  it("is advised to be raised", () => {
    const daemons = [aDaemonStatus("zope", 0.1, { cgroup: aCgroup(0.99, 50) })];
    expect(diagnose(anInput({ ...short, daemons })).cause.advice).toBe(
      "Raise the daemon's own memory limit, since the host has room. Restart zope when few are connected: it holds 819 MiB and gives back a part of that.",
    );
  });

  it("is not taken from a limit of nothing or from figures that are absent", () => {
    const none = { ...aCgroup(1, 50), maxBytes: { ...aCgroup(0, 50).currentBytes } };
    const daemons = ["zope", "celery"].map((name) => aDaemonStatus(name, 0.1, { cgroup: none }));
    const { cause } = diagnose(anInput({ ...short, daemons }));
    expect(cause.kind).toBe("memory");
    expect(cause.evidence).toContain("fullest cgroup, of its own limit: not known, because the field is malformed");
  });
});
