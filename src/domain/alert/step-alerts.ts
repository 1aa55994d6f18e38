import type { Alert } from "./alert.ts";
import type { AlertEffect } from "./effect.ts";
import type { Evaluated } from "./evaluation.ts";
import type { AlertContext, AlertEvent } from "./event.ts";
import type { HostAlerts } from "./host-alerts.ts";
import { askOwners } from "./lifecycle/ask-owner.ts";
import { changeSeverity } from "./lifecycle/change-severity.ts";
import { effectsOf } from "./lifecycle/effects-of.ts";
import { escalate } from "./lifecycle/escalate.ts";
import { fireDue } from "./lifecycle/fire.ts";
import { calmDown } from "./lifecycle/flap.ts";
import { breakStreaks, growStale } from "./lifecycle/grow-stale.ts";
import { inhibit } from "./lifecycle/inhibit.ts";
import { isMaterial } from "./lifecycle/is-material.ts";
import { keepMaintenance } from "./lifecycle/keep-maintenance.ts";
import { keepSilent } from "./lifecycle/keep-silent.ts";
import type { Moved } from "./lifecycle/moved.ts";
import { noteRelief } from "./lifecycle/note-relief.ts";
import { repeat } from "./lifecycle/repeat.ts";
import { resolveDue } from "./lifecycle/resolve.ts";
import { showFigures } from "./lifecycle/show-figures.ts";
import { addSpecimen } from "./lifecycle/specimen.ts";
import { takeEvaluations } from "./lifecycle/take-evaluations.ts";
import { tellGroup } from "./lifecycle/tell-group.ts";

export interface Stepped {
  readonly state: HostAlerts;
  /** Of the most severe alert first. */
  readonly effects: readonly AlertEffect[];
  /** Must be stored before the effects are carried out; otherwise it is memory that may be stored later. */
  readonly isMaterial: boolean;
}

/**
 * One event of one host. First what the rules say moves its alerts (pending → firing → resolved, better and worse), then it is
 * found out who of them is quiet, then who is told. Deadlines that have passed are seen at every event, whatever it is.
 */
export function stepAlerts(
  state: HostAlerts,
  { event, evaluated }: { readonly event: AlertEvent; readonly evaluated: Evaluated },
  context: AlertContext,
): Stepped {
  const maintenance = keepMaintenance(state.maintenance, event, context.now);
  const alerts = noteRelief(breakStreaks(state.alerts, context), evaluated.restarted, context.now);
  const moved = move(takeEvaluations(alerts, evaluated.evaluations, context), context);
  const hidden = growStale(inhibit(moved, maintenance, context.now), context);
  const restarted = { host: state.host, daemons: evaluated.restarted };
  const silenced = keepSilent(hidden, restarted, context);
  const group = tellGroup(askOwners(silenced.moved, context), state, context);
  const nagged = repeat(escalate(group.moved, context), context);
  const tested =
    event.kind === "specimen" ? addSpecimen(nagged, { host: state.host, rule: event.rule }, context) : nagged;
  const shown = showFigures(tested, { before: state.alerts, now: context.now });
  const { groupSince, groupToldAt } = group;
  const next = {
    ...state,
    alerts: open(shown, context),
    groupSince,
    groupToldAt,
    memory: evaluated.memory,
    maintenance,
  };
  const effects = [...worstFirst(shown).flatMap((one) => effectsOf(one, context.now)), ...silenced.ended];
  return { state: next, effects, isMaterial: effects.length > 0 || isMaterial(state, next) };
}

function move(alerts: readonly Alert[], context: AlertContext): readonly Moved[] {
  return calmDown(changeSeverity(resolveDue(fireDue(alerts, context), context), context), context);
}

/** A problem that was over before anybody was told leaves nothing; a told one is kept until its hold is over. */
function open(moved: readonly Moved[], { now }: AlertContext): readonly Alert[] {
  return moved.flatMap<Alert>(({ alert, happened }) => {
    if (alert.kind !== "resolved") return [alert];
    const isKept = alert.toldAt !== null && (alert.holdUntil > now || happened.includes("resolved"));
    return isKept ? [alert] : [];
  });
}

function worstFirst(moved: readonly Moved[]): readonly Moved[] {
  const isCritical = ({ alert }: Moved) => alert.severity === "critical";
  return [...moved.filter(isCritical), ...moved.filter((one) => !isCritical(one))];
}
