import { describe, expect, it } from "vitest";
import { absent, known } from "../../../src/domain/figure.ts";
import { followRecovery, isCalmReading } from "../../../src/domain/restart/follow-recovery.ts";
import type { Measure } from "../../../src/domain/restart/frozen-plan.ts";
import type { Instant } from "../../../src/domain/time.ts";
import { aMeasure, aMeasureAfter, aRequest, minutesLater, states } from "../../support/restart-request.ts";

const until = minutesLater(32);
const gone = absent("this kernel does not have it");

function watched(before: Partial<Measure> = {}) {
  if (states.succeeded.kind !== "succeeded") throw new Error("not one that went well");
  const recovery = { kind: "watched", until } as const;
  return aRequest({ state: { ...states.succeeded, before: aMeasure(before), recovery } });
}

const whyNotSeen = (seen: Measure | null, now: Instant = until) =>
  followRecovery(watched(), { now, seen, calmSince: null })?.request.state;

describe("a reading after a restart is calm", () => {
  it("when each figure that pressed before is told and low", () => {
    expect(isCalmReading(aMeasureAfter(), watched())).toBe(true);
    expect(isCalmReading(aMeasureAfter({ memoryFull60: known(1.1) }), watched())).toBe(false);
    expect(isCalmReading(aMeasureAfter({ swapInPages: known(11) }), watched())).toBe(false);
  });

  it("but not by a figure that pressed before and is not told any more", () => {
    expect(isCalmReading(aMeasureAfter({ memoryFull60: gone }), watched())).toBe(false);
    expect(isCalmReading(aMeasureAfter({ swapInPages: gone }), watched())).toBe(false);
  });

  it("also without a figure that told of no pressure before", () => {
    expect(isCalmReading(aMeasureAfter({ memoryFull60: gone }), watched({ memoryFull60: gone }))).toBe(true);
    expect(isCalmReading(aMeasureAfter({ swapInPages: gone }), watched({ swapInPages: known(0) }))).toBe(true);
  });

  it("but not while the restarted process is not seen", () => {
    expect(isCalmReading(aMeasureAfter({ epoch: null }), watched())).toBe(false);
  });
});

describe("a host that is watched after a restart", () => {
  it("is watched on when its daemon is not seen for a moment, and says at the end that no process runs", () => {
    expect(whyNotSeen(aMeasureAfter({ epoch: null }), minutesLater(20))).toBeUndefined();
    expect(whyNotSeen(aMeasureAfter({ epoch: null }))).toMatchObject({
      kind: "succeeded",
      recovery: { kind: "not seen", why: "no process of it runs any more" },
    });
  });

  it("is neither recovered nor degraded where it does not tell any more whether it waits", () => {
    expect(whyNotSeen(aMeasureAfter({ memoryFull60: gone }))).toMatchObject({
      kind: "succeeded",
      recovery: { kind: "not seen", why: "the host does not tell any more whether it waits" },
    });
  });

  it("is degraded at the end where it waits, and not before", () => {
    const waits = aMeasureAfter({ memoryFull60: known(8) });
    expect(whyNotSeen(waits, minutesLater(31))).toBeUndefined();
    expect(whyNotSeen(waits)).toMatchObject({
      kind: "degraded",
      misses: ["the host waits for memory again, half an hour after it"],
    });
  });
});
