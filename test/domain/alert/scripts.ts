import fc from "fast-check";
import { acknowledgeAlert, answerStillOnIt, unacknowledgeAlert } from "../../../src/domain/alert/act-on-alert.ts";
import type { AlertKey } from "../../../src/domain/alert/alert.ts";
import type { AlertEffect } from "../../../src/domain/alert/effect.ts";
import type { Evaluation } from "../../../src/domain/alert/evaluation.ts";
import type { LifeSettings } from "../../../src/domain/alert/settings.ts";
import type { SilenceScope } from "../../../src/domain/alert/silence.ts";
import { severitiesWithin } from "../../../src/domain/alert/silencing.ts";
import { instant } from "../../../src/domain/time.ts";
import { aSilence, finding, health, heap, memory, type Play, says, second, start, unreachable } from "./play.ts";

/** As the real ones, but a thousand times faster: a script of minutes sees every deadline. */
export const fast: LifeSettings = {
  keepFiringFactor: 1.5,
  keepFiringMaxMs: 15 * second,
  holdMs: 30 * second,
  groupWaitMs: 3 * second,
  groupIntervalMs: 10 * second,
  repeatCriticalMs: 20 * second,
  repeatWarningMs: 50 * second,
  acknowledgedMs: 25 * second,
  stillOnItMs: 6 * second,
  flapTransitions: 4,
  flapWindowMs: 40 * second,
  escalateDirectMs: 4 * second,
  escalateMentionMs: 8 * second,
  escalateBroadcastMs: 12 * second,
  escalationsMax: 5,
};

export const keys: readonly AlertKey[] = [heap, { ...heap, daemon: "celery" }, memory, unreachable, health];

/** One thing that happens to the host, so many seconds after the one before. */
export interface Scene {
  readonly gap: number;
  readonly act: Act;
}

type Act =
  | { readonly kind: "say"; readonly evaluations: readonly Evaluation[]; readonly restarted: readonly string[] }
  | { readonly kind: "acknowledge" | "give back" | "still on it"; readonly nth: number; readonly by: string }
  | { readonly kind: "silence"; readonly scope: SilenceScope; readonly forS: number; readonly untilRestart: boolean }
  | { readonly kind: "end silence" }
  | { readonly kind: "maintenance"; readonly daemon: string; readonly forS: number }
  | { readonly kind: "specimen" };

const evaluation = fc
  .record({
    key: fc.constantFrom(...keys),
    level: fc.constantFrom<Evaluation["level"]>("clear", "clear", "held", "warning", "warning", "critical", "unknown"),
    measure: fc.option(fc.integer({ min: 1, max: 12 }).map((tenths) => tenths / 10)),
    pendingMs: fc.constantFrom(0, 2 * second, 5 * second),
    keepFiringMs: fc.constantFrom(second, 3 * second, 6 * second),
  })
  .map(({ key, level, measure, ...timing }) => says(level, { key, finding: finding(measure), ...timing }));

const scope = fc.record({
  host: fc.constantFrom("web-1", "web-1", null),
  rule: fc.constantFrom("heap" as const, "memory" as const, null),
  daemon: fc.constantFrom("zope", null),
});

const act = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      kind: fc.constant("say" as const),
      evaluations: fc.array(evaluation, { minLength: 1, maxLength: 4 }),
      restarted: fc.constantFrom([], [], ["zope"]),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        "acknowledge" as const,
        "acknowledge" as const,
        "give back" as const,
        "still on it" as const,
      ),
      nth: fc.nat(4),
      by: fc.constantFrom("U1", "U2"),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("silence" as const),
      scope,
      forS: fc.integer({ min: 1, max: 60 }),
      untilRestart: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: "end silence" as const }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("maintenance" as const),
      daemon: fc.constantFrom("zope", "celery"),
      forS: fc.integer({ min: 0, max: 30 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: "specimen" as const }) },
);

export const script: fc.Arbitrary<readonly Scene[]> = fc.array(
  fc.record({ gap: fc.integer({ min: 0, max: 20 }), act }),
  {
    minLength: 1,
    maxLength: 40,
  },
);

/** Lets it happen; what is to be done about it. */
export function perform(game: Play, at: number, act: Act): readonly AlertEffect[] {
  switch (act.kind) {
    case "say": {
      const { evaluations, restarted } = act;
      return game.step(at, { kind: "tick" }, { evaluations: [...evaluations], restarted: [...restarted] }).effects;
    }
    case "silence": {
      const id = `S${at}-${game.silences.length}`;
      const severities = severitiesWithin(act.scope, game.state().alerts);
      const times = { since: instant(start + at), until: instant(start + at + act.forS * second) };
      game.silences.push(aSilence({ id, scope: act.scope, untilRestart: act.untilRestart, severities, ...times }));
      return game.step(at, { kind: "tick" }).effects;
    }
    case "end silence":
      game.silences.shift();
      return game.step(at, { kind: "tick" }).effects;
    case "maintenance": {
      const until = instant(start + at + act.forS * second);
      return game.step(at, { kind: "maintenance", daemon: act.daemon, until, what: "restart" }).effects;
    }
    case "specimen":
      return game.step(at, { kind: "specimen", rule: "heap", by: "U1" }).effects;
    default:
      return doTo(game, at, act);
  }
}

const acts = { acknowledge: acknowledgeAlert, "give back": unacknowledgeAlert, "still on it": answerStillOnIt };

function doTo(
  game: Play,
  at: number,
  { kind, nth, by }: Extract<Act, { readonly nth: number }>,
): readonly AlertEffect[] {
  const alert = game.state().alerts[nth]?.id ?? "nobody's";
  const acted = acts[kind](game.state(), { alert, by }, game.context(at));
  if (!acted.ok) return [];
  game.set(acted.value.state);
  return acted.value.effects;
}
