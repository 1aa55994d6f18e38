import { describe, expect, it } from "vitest";
import { absent, known } from "../../../../src/domain/figure.ts";
import { instant, millis } from "../../../../src/domain/time.ts";
import { aReading, evaluate, of, start } from "./rig.ts";

interface Clocks {
  /** How far the host's clock is ahead of the true time, in seconds. */
  readonly host?: number;
  /** The same of the bot's wall clock and of its steady time. */
  readonly wall?: number;
  readonly steady?: number;
  readonly tookMs?: number;
}

function judged({ host = 0, wall = 0, steady = 0, tookMs = 0 }: Clocks) {
  const reading = aReading();
  const { sample } = reading;
  const booted = known((sample.system.bootedAtSeconds.value ?? 0) + host);
  const taken = {
    ...sample,
    takenAt: instant(start + wall * 1000),
    tookMs: millis(tookMs),
    system: { ...sample.system, bootedAtSeconds: booted },
  };
  const situation = { now: instant(start + steady * 1000), wallOffsetMs: (wall - steady) * 1000 };
  return of(evaluate({ kind: "read", status: { ...reading, sample: taken } }, situation), "clock");
}

describe("a host's clock", () => {
  it.each([
    [0, "clear"],
    [15, "clear"],
    [16, "held"],
    [29, "held"],
    [30, "warning"],
    [-30, "warning"],
    [299, "warning"],
    [300, "critical"],
    [-86_400, "critical"],
  ] as const)("%s s ahead is %s", (host, level) => {
    expect(judged({ host }).level).toBe(level);
  });

  it("is held against the middle of the time that the reading took", () => {
    expect(judged({ host: 28, tookMs: 4000 }).level).toBe("warning");
    expect(judged({ host: 28, tookMs: 3900 }).level).toBe("held");
  });

  it("is not known without its figures", () => {
    const reading = aReading({ system: { bootedAtSeconds: absent("the file cannot be read") } });
    expect(of(evaluate({ kind: "read", status: reading }), "clock").level).toBe("unknown");
  });

  it("is not to blame when the bot's own clock jumps, wrongly or to the right time", () => {
    expect(judged({ wall: 3600 }).level).toBe("clear");
    expect(judged({ wall: -3600 }).level).toBe("clear");
    expect(judged({ steady: -3600 }).level).toBe("clear");
  });

  it("is found wrong all the same after such a jump", () => {
    expect(judged({ host: -40, wall: 3600 })).toMatchObject({
      level: "warning",
      finding: { sentence: "its clock is 40 s slow" },
    });
    expect(judged({ host: 40, steady: -3600 })).toMatchObject({ level: "warning", finding: { measure: 40 } });
  });

  it("is told with its difference, as people read it", () => {
    const { finding } = judged({ host: 3720 });
    expect(finding.sentence).toBe("its clock is 1 h 2 min fast");
    expect(finding.figures[0]).toEqual({ name: "Its clock", text: "1 h 2 min fast" });
    expect(judged({}).finding.sentence).toBe("its clock is right to the second");
  });
});
