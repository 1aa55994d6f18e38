import { describe, expect, it } from "vitest";
import type { Evaluated } from "../../../../src/domain/alert/evaluation.ts";
import { absent, known } from "../../../../src/domain/figure.ts";
import type { ProcessFigures } from "../../../../src/domain/sample.ts";
import type { DaemonStatus } from "../../../../src/domain/status.ts";
import { instant } from "../../../../src/domain/time.ts";
import { aDaemonStatus } from "../../diagnosis/input.ts";
import { gibibyte, hour, of, read, readAll, type Scene, start, zope } from "./rig.ts";

const before: Scene = { daemons: [zope()] };
/** 15 s later: up since 1,015 s, restarted at 1,010 s. */
const after: Scene = { daemons: [zope({ pid: 5000, startedAt: 1010, heap: gibibyte / 2 })], afterMs: 15_000 };
const rebooted = { bootId: known("another-boot"), uptimeSeconds: known(40) };

function levelOf(evaluated: Evaluated | undefined, daemon: string | null = "zope") {
  return of(evaluated, "restarted", daemon).level;
}

/** Its processes by pid, parent and start in seconds after boot. */
function pool(...members: [pid: number, parent: number, startedAt: number][]): DaemonStatus {
  const base = zope();
  const [process] = base.figures.processes;
  if (process === undefined) throw new Error("a daemon of the rig has a process");
  const processes = members.map(
    ([pid, parent, startedAt]): ProcessFigures => ({
      ...process,
      pid,
      parentPid: known(parent),
      startTicks: known(startedAt * 100),
    }),
  );
  return { ...base, figures: { ...base.figures, processes } };
}

describe("a daemon that is another process than before", () => {
  it("is told once, with its heap before and after, and stays told while its alert lives on", () => {
    const [first, second, third] = readAll([before, after, { ...after, afterMs: 30_000 }]);
    expect(levelOf(first)).toBe("clear");
    expect(levelOf(second)).toBe("warning");
    expect(second?.restarted).toEqual(["zope"]);
    const { finding } = of(second, "restarted", "zope");
    expect(finding.sentence).toBe("was restarted by somebody else; heap 2.0 GiB before, 512 MiB now");
    expect(finding.figures.map(({ text }) => text).slice(0, 3)).toEqual([
      "2.0 GiB",
      "512 MiB",
      "5 s before this reading",
    ]);
    expect(levelOf(third)).toBe("clear");
    expect(third?.restarted).toEqual([]);
    expect(of(third, "restarted", "zope").finding).toEqual(finding);
    expect(of(third, "restarted", "zope")).toMatchObject({ pendingMs: 0, keepFiringMs: 600_000 });
  });

  it("is noticed after the bot was away, by what it had stored", () => {
    const [first] = readAll([before]);
    const memory: unknown = JSON.parse(JSON.stringify(first?.memory));
    const scene = { daemons: [zope({ pid: 5000, startedAt: 5000, heap: gibibyte })], afterMs: 2 * hour };
    const evaluated = read(scene, { memory: memory as Evaluated["memory"] });
    expect(of(evaluated, "restarted", "zope").finding.sentence).toBe(
      "was restarted by somebody else while the bot could not see it; heap 2.0 GiB before, 1.0 GiB now",
    );
  });

  it("also counts when it was down, or could not be seen, in between", () => {
    for (const state of ["down", "unknown"] as const) {
      const between = { figures: { state, processes: [], heapBytes: absent("the process is gone") } };
      const all = readAll([before, { daemons: [zope(between)], afterMs: 15_000 }, { ...after, afterMs: 30_000 }]);
      expect(all.map((one) => levelOf(one))).toEqual(["clear", "clear", "warning"]);
    }
  });

  it("is quiet while the bot restarts it, but a silence until then still ends", () => {
    const maintenance = [{ daemon: "zope", until: instant(start + hour), what: "restart 18" }];
    const [, second] = readAll([before, after], { maintenance });
    expect(levelOf(second)).toBe("clear");
    expect(second?.restarted).toEqual(["zope"]);
    const over = [{ daemon: "zope", until: instant(start + 15_000), what: "restart 18" }];
    expect(levelOf(readAll([before, after], { maintenance: over }).at(-1))).toBe("warning");
    const other = [{ daemon: "worker", until: instant(start + hour), what: "restart 19" }];
    expect(levelOf(readAll([before, after], { maintenance: other }).at(-1))).toBe("warning");
  });

  it("is told where pid and start are new but the boot is not, whatever the pid", () => {
    const same = { daemons: [zope({ startedAt: 1010 })], afterMs: 15_000 };
    expect(levelOf(readAll([before, same]).at(-1))).toBe("warning");
  });
});

describe("what is no restart", () => {
  it("a daemon seen for the first time, or not to be told apart", () => {
    expect(levelOf(read(before))).toBe("clear");
    const blind = { ...after, system: { bootId: absent("the file cannot be read") } };
    expect(readAll([before, blind]).at(-1)?.restarted).toEqual([]);
  });

  it("a forked child that outlives its parent; the new parent counts when it comes", () => {
    const all = readAll([
      { daemons: [pool([100, 1, 500], [101, 100, 501])] },
      { daemons: [pool([101, 1, 501])], afterMs: 15_000 },
      { daemons: [pool([101, 1, 501])], afterMs: 30_000 },
      { daemons: [pool([200, 1, 1012], [201, 200, 1013])], afterMs: 45_000 },
    ]);
    expect(all.map((one) => levelOf(one))).toEqual(["clear", "clear", "clear", "warning"]);
  });

  it("a parent that replaces its children", () => {
    const all = readAll([
      { daemons: [pool([100, 1, 500], [101, 100, 501])] },
      { daemons: [pool([100, 1, 500], [102, 100, 1010])], afterMs: 15_000 },
    ]);
    expect(all.at(-1)?.restarted).toEqual([]);
  });

  it("a pool of equals that replaces one after the other, until none is left of it", () => {
    const all = readAll([
      { daemons: [pool([100, 9, 500], [101, 9, 501])] },
      { daemons: [pool([101, 9, 501], [102, 9, 1010])], afterMs: 15_000 },
      { daemons: [pool([102, 9, 1010], [103, 9, 1025])], afterMs: 30_000 },
      { daemons: [pool([200, 10, 1040], [201, 10, 1041])], afterMs: 45_000 },
    ]);
    expect(all.map((one) => levelOf(one))).toEqual(["clear", "clear", "clear", "warning"]);
  });
});

it("a pool is the same one also where the host does not say how long it has been up", () => {
  const system = { uptimeSeconds: absent("the file cannot be read") } as const;
  const all = readAll([
    { daemons: [pool([100, 9, 500], [101, 9, 501])], system },
    { daemons: [pool([101, 9, 501], [102, 9, 1010])], system },
    { daemons: [pool([200, 9, 1011])], system },
  ]);
  expect(all.map((one) => levelOf(one))).toEqual(["clear", "clear", "warning"]);
});

describe("a restart of the host", () => {
  const two = [zope(), aDaemonStatus("constructor", 0.1)];
  const again = [zope({ pid: 300, startedAt: 20 }), aDaemonStatus("constructor", 0.1)];

  it("is told once, of the host, and names itself as what ended its daemons' problems", () => {
    const [, second] = readAll([{ daemons: two }, { daemons: again, afterMs: 120_000, system: rebooted }]);
    expect(levelOf(second, null)).toBe("warning");
    expect(levelOf(second)).toBe("clear");
    expect(levelOf(second, "constructor")).toBe("clear");
    expect(second?.restarted).toEqual(["zope", "constructor"]);
    expect(of(second, "down", "zope").endedBy).toBe("the host was restarted");
    const { finding } = of(second, "restarted");
    expect(finding.sentence).toBe("the host itself was restarted, and all of its daemons with it");
    expect(finding.figures[0]).toEqual({ name: "Up for", text: "40 s" });
  });

  it("explains a daemon that comes up later, but not one that is restarted after that", () => {
    const down = zope({ figures: { state: "down", processes: [] } });
    const all = readAll([
      { daemons: [zope()] },
      { daemons: [down], afterMs: 60_000, system: rebooted },
      {
        daemons: [zope({ pid: 300, startedAt: 50 })],
        afterMs: 75_000,
        system: { ...rebooted, uptimeSeconds: known(55) },
      },
      {
        daemons: [zope({ pid: 400, startedAt: 60 })],
        afterMs: 90_000,
        system: { ...rebooted, uptimeSeconds: known(70) },
      },
    ]);
    expect(all.map((one) => levelOf(one, null))).toEqual(["clear", "warning", "clear", "clear"]);
    expect(all.map((one) => levelOf(one))).toEqual(["clear", "clear", "clear", "warning"]);
    expect(all[2]?.restarted).toEqual(["zope"]);
  });

  it("is noticed on a host without daemons, and not where its boot id cannot be read", () => {
    expect(levelOf(readAll([{}, { system: rebooted }]).at(-1), null)).toBe("warning");
    const blind = { system: { bootId: absent("the file cannot be read") } };
    expect(readAll([{}, blind, {}]).map((one) => levelOf(one, null))).toEqual(["clear", "clear", "clear"]);
  });
});
