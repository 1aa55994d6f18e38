import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AlertSettings, defaultAlertSettings } from "../../../src/domain/alert/settings.ts";
import { known } from "../../../src/domain/figure.ts";
import type { Host } from "../../../src/domain/host.ts";
import { outcomeOf, type ReplayOutcome } from "../../../src/domain/replay/outcome.ts";
import type { Poll } from "../../../src/domain/replay/poll.ts";
import { newReplay, replayPoll } from "../../../src/domain/replay/replay.ts";
import type { Saying } from "../../../src/domain/replay/saying.ts";
import type { Sample } from "../../../src/domain/sample.ts";
import { type Instant, instant, seconds } from "../../../src/domain/time.ts";
import { aSample, calm, later } from "../../support/sample.ts";

const host: Host = { name: "web-1", reach: { kind: "local" }, daemons: [] };
const start = aSample().takenAt;
const minute = 60_000;

function at(minutes: number): Instant {
  return instant(start + minutes * minute);
}

/** A poll every 15 s for so many minutes, of a host whose tasks wait for memory in that percentage of time. */
function polls(parts: readonly { readonly minutes: number; readonly waiting: number | "missed" }[]): readonly Poll[] {
  const made: Poll[] = [];
  for (const { minutes, waiting } of parts) {
    for (let count = 0; count < minutes * 4; count += 1) {
      const sample = later(aSample(), made.length * 15);
      made.push(waiting === "missed" ? missed(sample.takenAt) : read(waitingFor(sample, waiting)));
    }
  }
  return made;
}

function read(sample: Sample): Poll {
  return { kind: "read", at: sample.takenAt, sample };
}

function missed(time: Instant): Poll {
  return { kind: "missed", at: time, failure: { reason: "unreachable", detail: "Gone.", nextTryAt: null } };
}

function waitingFor(sample: Sample, some60: number): Sample {
  const memory = known({ some10: some60, some60, some300: some60, full10: 0, full60: 0, full300: 0 });
  return { ...sample, system: { ...sample.system, pressure: { memory, io: calm(), cpu: calm() } } };
}

function replayed(recorded: readonly Poll[], settings: AlertSettings = defaultAlertSettings): ReplayOutcome {
  let replay = newReplay({ host, interval: seconds(15), settingsOf: () => settings });
  const sayings: Saying[] = [];
  for (const poll of recorded) {
    const step = replayPoll(replay, poll);
    replay = step.replay;
    sayings.push(...step.sayings);
  }
  const outcome = outcomeOf(replay, sayings);
  if (outcome === null) throw new Error("nothing was replayed");
  return outcome;
}

function course({ sayings }: ReplayOutcome) {
  return sayings.map((saying) => [(saying.at - start) / minute, saying.how, saying.severity]);
}

describe("a replay", () => {
  it("says nothing of a healthy host", () => {
    expect(replayed(polls([{ minutes: 30, waiting: 0 }]))).toMatchObject({ sayings: [], rules: [], polls: 120 });
  });

  it("tells a warning when it has lasted and waited for its group, and its end", () => {
    const outcome = replayed(
      polls([
        { minutes: 10, waiting: 0 },
        { minutes: 20, waiting: 8 },
        { minutes: 30, waiting: 0 },
      ]),
    );
    expect(course(outcome)).toEqual([
      [11.5, "posted", "warning"],
      [45, "thread", "warning"],
    ]);
    expect(outcome.sayings[0]?.sentence).toMatch(/^web-1: tasks waited for memory 8 % of the last minute/);
    expect(outcome.rules).toEqual([
      { rule: "memory", fired: 1, posted: 1, notified: 1, firingFor: 34 * minute, firingAtEnd: 0 },
    ]);
  });

  it("lets deadlines pass between two polls, each at its own time", () => {
    // The last of these shows that it has lasted for a minute.
    const first = [...polls([{ minutes: 2, waiting: 30 }])].slice(0, 5);
    const late = later(waitingFor(aSample(), 30), 30 * 60);
    const outcome = replayed([...first, read(late)]);
    expect(course(outcome).slice(0, 2)).toEqual([
      [1, "posted", "critical"],
      [6, "direct", "critical"],
    ]);
    expect(outcome.gaps).toEqual({ count: 1, forMs: 29 * minute });
  });

  it("counts what still fires at the end up to the end", () => {
    const outcome = replayed(polls([{ minutes: 10, waiting: 30 }]));
    expect(outcome.rules).toMatchObject([{ rule: "memory", firingAtEnd: 1, firingFor: (10 - 0.25 - 1) * minute }]);
  });

  it("counts what fires again within the hold as fired twice in one message", () => {
    const hour = { minutes: 20, waiting: 30 };
    const calmTime = { minutes: 25, waiting: 0 };
    const outcome = replayed(polls([hour, calmTime, hour, calmTime]));
    expect(outcome.rules).toMatchObject([{ rule: "memory", fired: 2, posted: 1 }]);
  });

  it("tells polls that were missed, and that the host answers again", () => {
    const outcome = replayed(
      polls([
        { minutes: 5, waiting: 0 },
        { minutes: 20, waiting: "missed" },
        { minutes: 5, waiting: 0 },
      ]),
    );
    expect(outcome.sayings[0]?.key).toEqual({ host: "web-1", rule: "unreachable", daemon: null });
    expect(outcome.sayings.at(-1)).toMatchObject({ how: "thread", sentence: expect.stringContaining("resolved") });
    expect(outcome.gaps.count).toBe(0);
  });

  it("shows what other thresholds would have said", () => {
    const strict = { ...defaultAlertSettings.memory, someWarning: 2 };
    const recorded = polls([{ minutes: 20, waiting: 3 }]);
    expect(replayed(recorded).sayings).toEqual([]);
    expect(replayed(recorded, { ...defaultAlertSettings, memory: strict }).sayings).toHaveLength(1);
    expect(replayed(recorded, { ...defaultAlertSettings, memory: strict, off: ["memory"] }).sayings).toEqual([]);
  });

  it("says everything in the order of time, and nothing outside of the recording", () => {
    const part = fc.record({
      minutes: fc.integer({ min: 1, max: 12 }),
      waiting: fc.oneof(fc.integer({ min: 0, max: 60 }), fc.constant("missed" as const)),
    });
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 8 }), (parts) => {
        const { sayings, from, to, rules } = replayed(polls(parts));
        const times = sayings.map((saying) => saying.at);
        expect(times).toEqual([...times].sort((a, b) => a - b));
        expect(times.every((time) => time >= from && time <= to)).toBe(true);
        expect(rules.every(({ firingFor }) => firingFor >= 0)).toBe(true);
        const posted = sayings.filter(({ how }) => how === "posted").length;
        expect(rules.reduce((sum, rule) => sum + rule.posted, 0)).toBe(posted);
      }),
      { numRuns: 40 },
    );
  });

  it("is null where there was no poll", () => {
    expect(
      outcomeOf(newReplay({ host, interval: seconds(15), settingsOf: () => defaultAlertSettings }), []),
    ).toBeNull();
  });

  it("begins its alerts where the recording begins", () => {
    expect(replayed(polls([{ minutes: 1, waiting: 0 }]))).toMatchObject({ from: at(0), to: at(0.75) });
  });
});
