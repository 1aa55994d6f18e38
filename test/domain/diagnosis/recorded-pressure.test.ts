import { beforeAll, describe, expect, it } from "vitest";
import type { ReadHost } from "../../../src/domain/status.ts";
import { seconds } from "../../../src/domain/time.ts";
import { newWatchedHost, takeSample } from "../../../src/domain/watched-host.ts";
import { recordedPressure } from "../../support/recorded-pressure.ts";

/** What the bot makes of a recording, reading by reading. */
function watch(name: string): readonly ReadHost[] {
  const { host, samples } = recordedPressure(name);
  let watched = newWatchedHost(host, seconds(15));
  return samples.map((sample) => {
    const next = takeSample(watched, sample);
    watched = next.watched;
    return next.status;
  });
}

describe("a kernel that reclaims and swaps, as it was recorded", () => {
  let course: readonly ReadHost[] = [];

  beforeAll(() => {
    course = watch("swap-thrash-6.18");
    process.stdout.write(
      "\nMemory pressure: recorded (Linux 6.18). test/real/pressure does the same with real pressure.\n",
    );
  });

  it("goes from calm to starving, and back after the daemon's restart", () => {
    const states = course.map(({ diagnosis }) => diagnosis.state);
    expect(states.slice(0, 1)).toEqual(["ok"]);
    expect(states).toContain("starving");
    expect(states.slice(-3)).toEqual(["ok", "ok", "ok"]);
  });

  it("names the daemon as what is at its own limit for as long as it starves", () => {
    const starving = course.filter(({ diagnosis }) => diagnosis.state === "starving");
    const named = starving.filter(({ diagnosis }) => diagnosis.culprits[0] === "hungry");
    expect(named.length).toBeGreaterThan(5);
    for (const { diagnosis } of named) {
      expect(diagnosis.cause.kind).toBe("cgroup-limit");
      expect(diagnosis.cause.sentence).toMatch(/hungry is at its own limit \(9\d\.\d of 96\.0 MiB\)/);
    }
  });

  it("has pages going out to swap and coming back by the hundred each second", () => {
    const worst = course.findLast(({ diagnosis }) => diagnosis.state === "starving");
    expect(worst?.rates?.perSecond.swapInPages.value).toBeGreaterThan(100);
    expect(worst?.rates?.perSecond.swapOutPages.value).toBeGreaterThan(100);
    expect(worst?.rates?.perSecond.fileRefaults.value).toBeGreaterThan(100);
  });

  it("gives the restarted daemon a start of its own, by which later relief is told", () => {
    const last = course.at(-1)?.daemons[0];
    expect(last?.figures.processes[0]?.pid).not.toBe(course[0]?.daemons[0]?.figures.processes[0]?.pid);
    expect(last?.givesBackBytes.reason).toBeUndefined();
  });
});
