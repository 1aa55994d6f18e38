import { describe, expect, it } from "vitest";
import { botHost } from "../../../src/domain/alert/rule.ts";
import {
  type HostPoint,
  hostWeek,
  leastAvailableOf,
  mostSwapOf,
  shownHostsMax,
  slotsCount,
  worstWeeks,
} from "../../../src/domain/digest/host-week.ts";
import { instant } from "../../../src/domain/time.ts";
import { aHostWeek } from "../../support/host-week.ts";
import { aTransition } from "../../support/transition.ts";

const hour = 3_600_000;
const to = instant(Date.UTC(2026, 0, 19, 9));
const span = { from: instant(to - 7 * 24 * hour), to };
const nothing = { span, transitions: [], restarts: [] };

function pointAt(hoursBefore: number, available: number | null, swap: number | null): HostPoint {
  return {
    at: instant(to - hoursBefore * hour),
    available: available === null ? null : { min: available },
    swapUsed: swap === null ? null : { max: swap },
  };
}

describe("the week of a host", () => {
  it("has each slot at its worst, and none where nothing was read", () => {
    const points = [pointAt(3.5, 700, 10), pointAt(3, 500, 30), pointAt(2.5, 600, 20), pointAt(0.5, 400, null)];
    const week = hostWeek("web-1", points, nothing);
    expect(week?.slots).toHaveLength(slotsCount);
    expect(week?.slots.slice(-2)).toEqual([
      { leastAvailable: 500, mostSwap: 30 },
      { leastAvailable: 400, mostSwap: null },
    ]);
    expect(week?.slots.slice(0, -2).every((slot) => slot === null)).toBe(true);
    expect(week === null ? null : [leastAvailableOf(week), mostSwapOf(week)]).toEqual([400, 30]);
  });

  it("takes what was read within its span, from its first instant to before its last", () => {
    const week = hostWeek("web-1", [pointAt(7 * 24 + 0.01, 1, 1), pointAt(7 * 24, 2, 2), pointAt(0, 3, 3)], nothing);
    expect(week?.slots.filter((slot) => slot !== null)).toEqual([{ leastAvailable: 2, mostSwap: 2 }]);
    expect(week?.slots[0]).not.toBeNull();
    expect(hostWeek("web-1", [pointAt(0, 3, 3)], nothing)).toBeNull();
  });

  it("knows when its own alerts fired and its daemons were restarted; a restart is no alert of its own", () => {
    const firedAt = instant(to - 5 * hour);
    const restart = { daemon: "zope", at: instant(to - 4 * hour), beforeBytes: null, afterBytes: null };
    const week = hostWeek("web-1", [pointAt(1, 1, 1)], {
      span,
      transitions: [
        aTransition({ at: firedAt }),
        aTransition({ at: firedAt, transition: "resolved" }),
        aTransition({ at: firedAt, rule: "restarted" }),
        aTransition({ at: firedAt, host: "db-1" }),
      ],
      restarts: [
        { ...restart, host: "web-1" },
        { ...restart, host: "db-1" },
      ],
    });
    expect(week).toMatchObject({ firedAt: [firedAt], restartedAt: [restart.at] });
  });

  it("is drawn of the hosts with the most alerts, then with the most swap, and never of the bot itself", () => {
    const weeks = [
      aHostWeek("calm", { to }),
      aHostWeek("swaps", { to, swapGib: 2 }),
      aHostWeek("alerts", { to, firedBefore: [5] }),
      aHostWeek("alerts more", { to, firedBefore: [5, 9] }),
      aHostWeek(botHost, { to, firedBefore: [1, 2, 3, 4] }),
    ];
    expect(worstWeeks(weeks).map(({ host }) => host)).toEqual(["alerts more", "alerts", "swaps"]);
    expect(worstWeeks(weeks)).toHaveLength(shownHostsMax);
  });
});
