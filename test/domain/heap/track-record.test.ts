import { describe, expect, it } from "vitest";
import {
  crossingsPhrase,
  spanSentence,
  trackRecordSentence,
  unscoredPhrase,
  widenedPhrase,
  widenedSentence,
} from "../../../src/domain/heap/explain-track-record.ts";
import type { CrossingOutcome, LoggedForecast } from "../../../src/domain/heap/logged-forecast.ts";
import { heldOf, trackRecord } from "../../../src/domain/heap/track-record.ts";
import { notWidened } from "../../../src/domain/heap/widening.ts";
import { instant } from "../../../src/domain/time.ts";
import { aForecast, aLevel, madeAt, scoredForecasts } from "../../support/logged-forecasts.ts";

const now = instant(madeAt + 10 * 3_600_000);
const sentence = (...forecasts: readonly LoggedForecast[]) => trackRecordSentence([trackRecord(forecasts)], now);
const heldOutOf = (held: number, scored: number) =>
  scoredForecasts(Array.from({ length: scored }, (_, index) => (index < held ? 0.5 : 2)));

describe("a track record", () => {
  it("says first how often ranges held, and what was promised", () => {
    expect(sentence(...heldOutOf(37, 41))).toBe("Ranges held 37 of 41 times (90 %); promised 90 %.");
    const two = [heldOutOf(20, 20), heldOutOf(5, 20)].map(trackRecord);
    expect(trackRecordSentence(two, now)).toBe("Ranges held 25 of 40 times (63 %); promised 90 %.");
  });

  it("says honestly that it is too little", () => {
    expect(sentence(...heldOutOf(19, 19))).toBe(
      "Ranges held 19 of 19 times so far: too few to say how often they do, 20 are needed.",
    );
    expect(sentence(...heldOutOf(1, 1))).toMatch(/^Ranges held 1 of 1 time so far/);
    expect(sentence(aForecast(), aForecast())).toBe(
      "No range could be held against what came yet; 2 forecasts were made. The next is due in 14 h.",
    );
    expect(sentence()).toBe("No forecast has been kept yet: a heap is foretold every 6 h, once 12 h of it are known.");
    const ended = aLevel(100, { kind: "void", because: "restart" });
    expect(sentence(aForecast({ levels: { day: ended, week: ended } }))).toBe(
      "No range could be held against what came yet; 1 forecast was made.",
    );
  });

  it("tells how far off forecasts are, and to which side", () => {
    const low = trackRecord(scoredForecasts([0.2, 0.4, 0.6])).spans.day;
    expect(low.errorRatio).toBeCloseTo(0.04 / 1.04, 5);
    expect(spanSentence(low)).toBe("3 of 3 held; off by 3.8 %, too low");
    expect(spanSentence(trackRecord(scoredForecasts([-0.5, -2])).spans.day)).toBe("1 of 2 held; off by 15 %, too high");
    expect(spanSentence(trackRecord(scoredForecasts([-0.5, 0.5])).spans.day)).toMatch(/, to either side$/);
    expect(spanSentence(trackRecord([]).spans.week)).toBe("none scored yet");
  });

  it("counts what could not be scored as neither held nor missed", () => {
    const levels = { day: aLevel(100, { kind: "void", because: "deploy" }), week: aLevel(200, { kind: "unscorable" }) };
    const record = trackRecord([...scoredForecasts([0, 0]), aForecast({ levels })]);
    expect(heldOf(record)).toEqual({ held: 2, scored: 2 });
    expect(unscoredPhrase(record)).toBe("1 void: restarted or deployed before they were due; 1 with too few readings");
    expect(unscoredPhrase(trackRecord(scoredForecasts([0])))).toBeNull();
  });

  it("tells crossings by where they came, and those that nobody can know not at all", () => {
    const crossed = (kind: CrossingOutcome["kind"]) =>
      aForecast({ crossing: { thresholdBytes: 1, in: { p05: 1, p50: 2, p95: 3 }, outcome: { kind } } });
    const kinds = ["inside", "inside", "before", "after", "absent", "censored"] as const;
    const record = trackRecord(kinds.map(crossed));
    expect(record.crossings).toEqual({ inside: 2, before: 1, after: 1, absent: 1, censored: 1 });
    expect(crossingsPhrase(record)).toBe("Threshold reached within its range 2 of 4 times; 1 sooner, 1 later or never");
    expect(crossingsPhrase(trackRecord([crossed("absent")]))).toBeNull();
    expect(crossingsPhrase(trackRecord([crossed("inside")]))).toBe("Threshold reached within its range 1 of 1 time");
  });

  it("that widens the ranges says so in one sentence", () => {
    const because = { span: "week", scored: 40, held: 29, of: "daemon" } as const;
    expect(widenedSentence({ factor: 1.6, because })).toBe(
      "Ranges are widened ×1.6: as reckoned, 29 of its last 40 forecasts for 7 days held, and 36 were promised.",
    );
    expect(widenedSentence({ factor: 1.6, because: { ...because, of: "all", span: "day" } })).toBe(
      "Ranges are widened ×1.6: as reckoned, 29 of the last 40 forecasts of all daemons for 1 day held, and 36 were promised.",
    );
    expect(widenedPhrase({ factor: 1.6, because })).toBe("ranges widened ×1.6");
    expect([widenedSentence(notWidened), widenedPhrase(notWidened)]).toEqual([null, null]);
  });
});
