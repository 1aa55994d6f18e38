import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Alert, fingerprintOf } from "../../../src/domain/alert/alert.ts";
import type { AlertEffect } from "../../../src/domain/alert/effect.ts";
import type { HostAlerts } from "../../../src/domain/alert/host-alerts.ts";
import { nextDueAt } from "../../../src/domain/alert/next-due-at.ts";
import { ruleNames } from "../../../src/domain/alert/rule.ts";
import { hour, type Play, play, second, start } from "./play.ts";
import { fast, keys, perform, type Scene, script } from "./scripts.ts";

interface Seen {
  readonly at: number;
  readonly before: HostAlerts;
  readonly after: HostAlerts;
  readonly effects: readonly AlertEffect[];
  readonly isActed: boolean;
}

/** Plays the script with a tick at each deadline, and hands over each step. */
function run(scenes: readonly Scene[], look: (seen: Seen, game: Play) => void): Play {
  const game = play(fast);
  let at = 0;
  const watch = (time: number, what: () => readonly AlertEffect[], isActed = false) => {
    const before = game.state();
    const effects = what();
    look({ at: time, before, after: game.state(), effects, isActed }, game);
  };
  for (const { gap, act } of scenes) {
    at += gap * second;
    for (let due = dueOf(game, at); due <= at; due = dueOf(game, at)) {
      const time = due;
      watch(time, () => game.step(time, { kind: "tick" }).effects);
    }
    watch(at, () => perform(game, at, act), !["say", "tick"].includes(act.kind));
  }
  return game;
}

function dueOf(game: Play, at: number): number {
  const due = nextDueAt(game.state(), game.context(at));
  return due === null ? Number.POSITIVE_INFINITY : due - start;
}

function always(look: (seen: Seen, game: Play) => void): void {
  fc.assert(
    fc.property(script, (scenes) => {
      run(scenes, look);
    }),
    { numRuns: 100 },
  );
}

function firing({ alerts }: HostAlerts) {
  return alerts.flatMap((alert) => (alert.kind === "firing" ? [alert] : []));
}

const legal: Readonly<Record<Alert["kind"] | "none", readonly (Alert["kind"] | "none")[]>> = {
  none: ["none", "pending", "firing"],
  pending: ["none", "pending", "firing"],
  firing: ["firing", "resolved", "none"],
  resolved: ["resolved", "firing", "none"],
};

describe("whatever happens to a host", () => {
  it("has never two open alerts of one problem", () => {
    always(({ after }) => {
      for (const isOpen of [true, false]) {
        const names = after.alerts
          .filter(({ kind, specimen }) => !specimen && (kind !== "resolved") === isOpen)
          .map(({ key }) => fingerprintOf(key));
        expect(new Set(names).size).toBe(names.length);
      }
    });
  });

  it("has alerts move along the lifecycle alone", () => {
    always(({ before, after }) => {
      const ids = new Set([...before.alerts, ...after.alerts].map(({ id }) => id));
      for (const id of ids) {
        const [was, is] = [before, after].map(({ alerts }) => alerts.find((alert) => alert.id === id)?.kind ?? "none");
        expect(legal[was ?? "none"]).toContain(is);
      }
    });
  });

  it("shows each problem that was told as resolved before it is forgotten", () => {
    always(({ before, after, effects }) => {
      for (const { id, toldAt } of firing(before)) {
        const now = after.alerts.find((alert) => alert.id === id);
        if (toldAt !== null) expect(now, "forgotten").toBeDefined();
        if (now?.kind === "resolved") expect(effects).toContainEqual({ kind: "show", alert: id });
      }
    });
  });

  it("says nothing of a problem that nobody was told of, and shows it first when it does", () => {
    always(({ after, effects }) => {
      for (const effect of effects) {
        if (effect.kind !== "show" && effect.kind !== "tell") continue;
        const alert = after.alerts.find(({ id }) => id === effect.alert);
        expect(alert?.kind === "pending" ? null : alert?.toldAt).not.toBeNull();
        expect(alert).toBeDefined();
        if (alert?.kind === "firing") expect(alert.progress.shown).not.toBeNull();
      }
    });
  });

  it("notifies nobody of what is silenced, hidden or acknowledged", () => {
    always(({ after, effects }) => {
      for (const effect of effects) {
        const isNotice = effect.kind === "direct" || (effect.kind === "tell" && effect.how !== "log");
        if (!isNotice) continue;
        const alert = firing(after).find(({ id }) => id === effect.alert);
        expect(alert).toMatchObject({ silencedBy: null, inhibitedBy: null, specimen: false });
        if (effect.kind !== "direct" || effect.asks === "look") expect(alert?.acknowledged).toBeNull();
      }
    });
  });

  it("tells what gets worse, silenced or acknowledged or not, unless another alert hides it", () => {
    always(({ before, after, effects }, game) => {
      for (const alert of firing(after)) {
        const was = firing(before).find(({ id }) => id === alert.id);
        const isWorse = was?.severity === "warning" && alert.severity === "critical";
        if (!isWorse || alert.inhibitedBy !== null || alert.silencedBy !== null) continue;
        const said = effects.filter((effect) => "alert" in effect && effect.alert === alert.id);
        const isTold =
          was.toldAt === null || said.some((effect) => effect.kind === "tell" && effect.how === "broadcast");
        expect(isTold, JSON.stringify(game.silences)).toBe(true);
      }
    });
  });

  it("records firing and resolving in turn, so that each is accounted for once", () => {
    fc.assert(
      fc.property(script, (scenes) => {
        const last = new Map<string, string>();
        run(scenes, ({ effects }) => {
          for (const effect of effects) {
            if (effect.kind !== "record" || !["fired", "resolved"].includes(effect.transition)) continue;
            expect(effect.transition).toBe(last.get(effect.alert) === "fired" ? "resolved" : "fired");
            last.set(effect.alert, effect.transition);
          }
        });
      }),
      { numRuns: 100 },
    );
  });

  it("knows of a next deadline, in the future, while something fires", () => {
    always(({ at, after }, game) => {
      const due = dueOf(game, at);
      expect(due).toBeGreaterThan(at);
      if (firing(after).length > 0) expect(due).toBeLessThan(Number.POSITIVE_INFINITY);
    });
  });

  it("is stored in bounded space", () => {
    always(({ after }) => {
      expect(after.alerts.length).toBeLessThanOrEqual(2 * keys.length + ruleNames.length);
      expect(JSON.stringify(after).length).toBeLessThan(30_000);
    });
  });

  it("calls a step material whenever something is to be done", () => {
    fc.assert(
      fc.property(script, (scenes) => {
        const game = play(fast);
        for (const [at, { act }] of scenes.entries()) {
          if (act.kind !== "say") continue;
          const stepped = game.step(at * second, { kind: "tick" }, { evaluations: [...act.evaluations] });
          if (stepped.effects.length > 0) expect(stepped.isMaterial).toBe(true);
        }
      }),
    );
  });

  it("ends: what no rule speaks of any more is stale, then resolved, then forgotten", () => {
    fc.assert(
      fc.property(script, (scenes) => {
        const game = run(scenes, () => undefined);
        game.until(200 * hour);
        expect(game.state()).toMatchObject({ alerts: [], maintenance: [], groupSince: null });
      }),
      { numRuns: 15 },
    );
  });

  it("goes on whatever the time of an event", () => {
    const jumps = fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 40, maxLength: 40 });
    fc.assert(
      fc.property(script, jumps, (scenes, times) => {
        const game = play(fast);
        for (const [at, { act }] of scenes.entries()) perform(game, (times[at] ?? 0) * second, act);
        expect(game.state().alerts.length).toBeLessThanOrEqual(2 * keys.length + ruleNames.length);
      }),
      { numRuns: 100 },
    );
  });
});

describe("a tick at each deadline", () => {
  it("does what a tick every second does", () => {
    fc.assert(
      fc.property(script, (scenes) => {
        expect(effectsOf(scenes, false)).toEqual(effectsOf(scenes, true));
      }),
      { numRuns: 60 },
    );
  });
});

function effectsOf(scenes: readonly Scene[], isEverySecond: boolean): readonly unknown[] {
  const game = play(fast);
  const said: unknown[] = [];
  let at = 0;
  for (const { gap, act } of scenes) {
    const end = at + gap * second;
    while (at < end) {
      const due = dueOf(game, at);
      const next = Math.min(end, isEverySecond ? at + second : end);
      at = Math.min(next, Math.max(due, at));
      said.push(...game.step(at, { kind: "tick" }).effects.map((effect) => ({ at, effect })));
    }
    said.push(...perform(game, at, act).map((effect) => ({ at, effect })));
  }
  return said;
}
