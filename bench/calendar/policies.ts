import { reliefAheadSeconds } from "../../src/domain/heap/restarts-in-window.ts";
import type { Policy, YearView } from "./simulate-year.ts";

const slipSeconds = 3600;
const fixedRatio = 0.9;

const everybody = ({ fleet }: YearView): readonly number[] => fleet.map((_, index) => index);

export const nightly: Policy = { name: "nightly", asked: "in windows", choose: everybody };

export const weekly: Policy = {
  name: "weekly",
  asked: "in windows",
  choose: (view) => (Math.floor(view.now / 86_400) % 7 === 6 ? everybody(view) : []),
};

export const nothing: Policy = { name: "restart nothing", asked: "in windows", choose: () => [] };

/** What a watchdog does: the largest is restarted, at any hour, once all together hold 90 % of the budget. */
export const fixedThreshold: Policy = {
  name: "fixed threshold",
  asked: "hourly",
  choose: ({ budgetBytes, readings }) => {
    const sizes = readings.map((of) => Number(of.at(-1)?.at(-1)?.bytes));
    const total = sizes.reduce((sum, bytes) => sum + bytes, 0);
    return total > fixedRatio * budgetBytes ? [sizes.indexOf(Math.max(...sizes))] : [];
  },
};

/** Knows how each heap goes on, and restarts only what must be: to the same rules as the calendar, and with its slip. */
export const oracle: Policy = {
  name: "oracle",
  asked: "in windows",
  choose: ({ now, fleet, budgetBytes, epochs, nextWindowAt }) => {
    const chosen: number[] = [];
    const levelOf = (index: number, isRestarted: boolean, until = nextWindowAt + slipSeconds): number => {
      const epoch = epochs[index] ?? { startedAt: 0, index: 0 };
      const at = now + 600 * chosen.length;
      return Number(fleet[index]?.levelAt(until, isRestarted ? { startedAt: at, index: epoch.index + 1 } : epoch));
    };
    let total = fleet.reduce((sum, _, index) => sum + levelOf(index, false), 0);
    while (total > budgetBytes) {
      const reliefs = fleet.map(({ pool }, index) => {
        const taken = chosen.some((other) => other === index || (pool !== null && fleet[other]?.pool === pool));
        const later = nextWindowAt + slipSeconds + reliefAheadSeconds;
        return taken ? 0 : levelOf(index, false, later) - levelOf(index, true, later);
      });
      const best = reliefs.indexOf(Math.max(...reliefs));
      if (!(Number(reliefs[best]) > 0)) break;
      total -= levelOf(best, false) - levelOf(best, true);
      chosen.push(best);
    }
    return chosen;
  },
};
