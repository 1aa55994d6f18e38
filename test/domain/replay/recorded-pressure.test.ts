import { describe, expect, it } from "vitest";
import { type AlertSettings, defaultAlertSettings } from "../../../src/domain/alert/settings.ts";
import { newReplay, replayPoll } from "../../../src/domain/replay/replay.ts";
import type { Saying } from "../../../src/domain/replay/saying.ts";
import { seconds } from "../../../src/domain/time.ts";
import { recordedPressure } from "../../support/recorded-pressure.ts";

/** What would have been said on the machine that was put under pressure, by what its kernel really printed. */
function saidOf(name: string, everySeconds: number, settings: AlertSettings = defaultAlertSettings): readonly Saying[] {
  const { host, samples } = recordedPressure(name);
  let replay = newReplay({ host, interval: seconds(everySeconds), settingsOf: () => settings });
  return samples.flatMap((sample) => {
    const step = replayPoll(replay, { kind: "read", at: sample.takenAt, sample });
    replay = step.replay;
    return step.sayings;
  });
}

describe("the alerts of a machine under real memory pressure, as it was recorded", () => {
  it("begin with its memory, and name the daemon that is at its limit", () => {
    const [first] = saidOf("swap-thrash-6.18", 15);
    expect(first).toMatchObject({ how: "posted", key: { rule: "memory", daemon: null } });
    expect(first?.sentence).toMatch(
      /^pressed: tasks waited for memory \d+ % of the last minute; hungry is at its own memory limit$/,
    );
  });

  it("tell of the restart that ended it, with the heap before and after", () => {
    // It would wait for the group's interval, which is longer than the recording.
    const life = { ...defaultAlertSettings.life, groupIntervalMs: 60_000 };
    const restart = saidOf("swap-thrash-6.18", 15, { ...defaultAlertSettings, life }).find(
      ({ key }) => key.rule === "restarted",
    );
    expect(restart?.sentence).toBe(
      "hungry on pressed: was restarted by somebody else; heap 189 MiB before, 8.3 MiB now",
    );
  });

  it("say nothing of the swap that memory explains", () => {
    const rules = new Set(saidOf("swap-thrash-6.18", 15).map(({ key }) => key.rule));
    expect(rules.has("swap")).toBe(false);
  });
});

describe("the alerts of a machine whose swap really climbs, as it was recorded", () => {
  // The recording is 33 min long, and the usual settings ask for 30 min of climbing and 5 more of its lasting.
  const swap = { ...defaultAlertSettings.swap, timing: { pendingMs: 60_000, keepFiringMs: 600_000 } };
  const said = saidOf("swap-climb-6.18", 30, { ...defaultAlertSettings, swap });

  it("warn of the climb, by its rate and how many pages leave, hours before memory is short", () => {
    const climb = said.find(({ key }) => key.rule === "swap");
    expect(climb).toMatchObject({ how: "posted", severity: "warning" });
    expect(climb?.sentence).toMatch(
      /^pressed: swap in use has grown by 7(\.\d)? % of RAM per hour over the last 30 min( \d+ s)? while \d+ pages\/s leave for it$/,
    );
  });

  it("say nothing of memory, which nobody waits for yet", () => {
    expect(said.filter(({ key }) => key.rule === "memory")).toEqual([]);
  });

  it("say nothing of swap by its level: the climb has to be on", () => {
    const slower = { ...swap, climbWarning: 15 };
    const rules = saidOf("swap-climb-6.18", 30, { ...defaultAlertSettings, swap: slower }).map(({ key }) => key.rule);
    expect(rules).not.toContain("swap");
  });
});
