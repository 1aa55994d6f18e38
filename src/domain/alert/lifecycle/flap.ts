import type { Instant } from "../../time.ts";
import type { FiringAlert, ResolvedAlert } from "../alert.ts";
import type { AlertContext } from "../event.ts";
import type { LifeSettings } from "../settings.ts";
import { after, isDue } from "./deadline.ts";
import { lasted, lifeOf, type Moved, moveOn } from "./moved.ts";

/** The course that a person is shown has one mark for each; more than one a minute says no more than that it flaps. */
export const transitionsMax = 60;

interface Flap {
  readonly transitions: readonly Instant[];
  readonly flappingSince: Instant | null;
}

/** One more transition: from so many within the window on it flaps. */
export function addTransition({ transitions, flappingSince }: Flap, now: Instant, life: LifeSettings): Flap {
  const recent = [...transitions.filter((at) => lasted(at, now) < life.flapWindowMs), now].slice(-transitionsMax);
  return {
    transitions: recent,
    flappingSince: flappingSince ?? (recent.length >= life.flapTransitions ? now : null),
  };
}

/** When it has been calm for as long as the window. */
export function calmDueAt({ transitions, flappingSince }: Flap, life: LifeSettings): Instant | null {
  return flappingSince === null ? null : after(transitions.at(-1) ?? flappingSince, life.flapWindowMs);
}

export function calmDown(moved: readonly Moved[], context: AlertContext): readonly Moved[] {
  return moved.map((one) => (one.alert.kind === "pending" ? one : calm(one, one.alert, context)));
}

function calm(moved: Moved, alert: FiringAlert | ResolvedAlert, context: AlertContext): Moved {
  if (!isDue(calmDueAt(alert, lifeOf(alert, context)), context.now)) return moved;
  return moveOn(moved, { ...alert, flappingSince: null }, "calm");
}
