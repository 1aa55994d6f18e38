import { describe, expect, it } from "vitest";
import { leftRangeSince } from "../../../src/domain/heap/left-range.ts";
import type { LevelOutcome } from "../../../src/domain/heap/logged-forecast.ts";
import { instant } from "../../../src/domain/time.ts";
import { aForecast, aLevel, day, hour, madeAt } from "../../support/logged-forecasts.ts";

const mebi = 1024 ** 2;
/** 1,000 MiB a day ahead, 900 to 1,100 MiB with 90 %. */
const afterDay = (outcome: LevelOutcome | null) =>
  aForecast({ levels: { day: aLevel(1000 * mebi, outcome), week: aLevel(2000 * mebi) } });
const signedBefore = instant(madeAt - 1000 * hour);
const was = (mib: number, kind: "held" | "above" | "below"): LevelOutcome => ({ kind, actualBytes: mib * mebi });

describe("a forecast that left its range", () => {
  it.each<[string, LevelOutcome | null]>([
    ["is not due", null],
    ["held", was(1099, "held")],
    ["is a little above, as one in ten is", was(1140, "above")],
    ["is a little below", was(860, "below")],
    ["was of an epoch that has ended", { kind: "void", because: "restart" }],
    ["could not be scored", { kind: "unscorable" }],
  ])("is none where it %s", (_, outcome) => {
    expect(leftRangeSince([afterDay(outcome)], signedBefore)).toBeNull();
  });

  it.each<[LevelOutcome, RegExp]>([
    [was(1143, "above"), /^its heap was 1\.1 GiB where 900 MiB to 1\.1 GiB had been foretold a day before$/],
    [was(857, "below"), /^its heap was 857 MiB where/],
  ])("is one that is beyond 98 of 100 futures: %o", (outcome, said) => {
    expect(leftRangeSince([afterDay(null), afterDay(outcome)], signedBefore)).toMatch(said);
  });

  it("is told of a week, too", () => {
    const week = aForecast({ levels: { day: aLevel(100), week: aLevel(2000 * mebi, was(2500, "above")) } });
    expect(leftRangeSince([week], signedBefore)).toMatch(/foretold a week before$/);
  });

  it("does not count where it was known already", () => {
    const signed = (seconds: number) =>
      leftRangeSince([afterDay(was(2000, "above"))], instant(madeAt + 1000 * seconds));
    expect(signed(day - 1)).not.toBeNull();
    expect(signed(day)).toBeNull();
  });
});
