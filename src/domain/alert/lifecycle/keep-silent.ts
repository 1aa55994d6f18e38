import type { Instant } from "../../time.ts";
import type { AlertKey, FiringAlert } from "../alert.ts";
import { fingerprintOf } from "../alert.ts";
import type { AlertEffect } from "../effect.ts";
import type { AlertContext } from "../event.ts";
import { isInScope, type Silence } from "../silence.ts";
import { isFiring, isWorse, type Moved, moveOn } from "./moved.ts";

export interface Silenced {
  readonly moved: readonly Moved[];
  readonly ended: readonly AlertEffect[];
}

/** Quiet by what persons asked for. Silences that are over by their time are left out by whoever calls, or here. */
export function keepSilent(
  moved: readonly Moved[],
  restarted: { readonly host: string; readonly daemons: readonly string[] },
  context: AlertContext,
): Silenced {
  const lasting = context.silences.filter(({ until }) => until > context.now);
  const over = lasting.filter((silence) => isOverByRestart(silence, restarted));
  const left = lasting.filter((silence) => !over.includes(silence));
  const kept = moved.map((one) =>
    isFiring(one) && !one.alert.specimen ? keepOneSilent(one, left) : { moved: one, broken: [] },
  );
  const worse = kept.flatMap(({ moved: { alert }, broken }) =>
    broken.filter(({ scope }) => isExactly(scope, alert.key)),
  );
  const resolved = left.filter(({ scope }) =>
    moved.some((one) => isResolvedNow(one) && isExactly(scope, one.alert.key)),
  );
  return {
    moved: kept.map((one) => one.moved),
    ended: [...endings(over, "restarted"), ...endings(worse, "worse"), ...endings(resolved, "resolved")],
  };
}

/** When the silence that keeps it quiet ends by its time. */
export function silenceDueAt({ silencedBy }: FiringAlert, { silences }: AlertContext): Instant | null {
  return silences.find(({ id }) => id === silencedBy)?.until ?? null;
}

function isOverByRestart(
  { untilRestart, scope }: Silence,
  restarted: { readonly host: string; readonly daemons: readonly string[] },
): boolean {
  const isHere = scope.host === null || scope.host === restarted.host;
  return untilRestart && isHere && restarted.daemons.some((daemon) => scope.daemon === null || scope.daemon === daemon);
}

function keepOneSilent(
  one: Moved<FiringAlert>,
  silences: readonly Silence[],
): { readonly moved: Moved<FiringAlert>; readonly broken: readonly Silence[] } {
  const { alert } = one;
  const { brokenSilences } = alert.progress;
  const matching = silences.filter(({ id, scope }) => isInScope(alert.key, scope) && !brokenSilences.includes(id));
  const broken = matching.filter((silence) => isBroken(silence, one));
  const silencedBy = matching.find((silence) => !broken.includes(silence))?.id ?? null;
  const stillBroken = silences.flatMap(({ id }) => (brokenSilences.includes(id) ? [id] : []));
  const progress = { ...alert.progress, brokenSilences: [...stillBroken, ...broken.map(({ id }) => id)] };
  return { moved: changeSilence(one, { ...alert, silencedBy, progress }), broken };
}

/** Above what it was when the silence began; what began later is covered as it came, and breaks it by getting worse. */
function isBroken({ id, severities }: Silence, { alert, happened }: Moved<FiringAlert>): boolean {
  const atBegin = severities[fingerprintOf(alert.key)];
  if (atBegin !== undefined) return isWorse(alert.severity, atBegin);
  return alert.silencedBy === id && happened.includes("worse");
}

function changeSilence(one: Moved<FiringAlert>, next: FiringAlert): Moved<FiringAlert> {
  const before = one.alert.silencedBy;
  if (before === next.silencedBy) return moveOn(one, next);
  if (next.silencedBy !== null) return moveOn(one, next, before === null ? "silenced" : "figures");
  // Who asked for quiet has forgotten it by now: what still fires is told again by the group's rules.
  const isToldAgain = next.acknowledged === null && next.flappingSince === null;
  return moveOn(one, isToldAgain ? { ...next, repeatedAt: null } : next, "unsilenced");
}

function isResolvedNow({ alert, happened }: Moved): boolean {
  return happened.includes("resolved") && !alert.specimen;
}

function isExactly(scope: Silence["scope"], key: AlertKey): boolean {
  return scope.host === key.host && scope.rule === key.rule && scope.daemon === key.daemon;
}

function endings(silences: readonly Silence[], why: "worse" | "resolved" | "restarted"): readonly AlertEffect[] {
  return silences.map(({ id }) => ({ kind: "end silence", silence: id, why }));
}
