import type { FiringAlert } from "../alert.ts";
import type { AlertContext } from "../event.ts";
import type { RuleName } from "../rule.ts";
import type { Moved } from "./moved.ts";
import { specimenMs } from "./resolve.ts";
import { specimenFindings } from "./specimen-findings.ts";

/** No daemon is called so by accident: nobody is to believe that theirs is in trouble. */
export const specimenDaemon = "specimen";

/** A marked alert that goes the whole way at once. One of a rule at a time is enough: the earlier gives way. */
export function addSpecimen(
  moved: readonly Moved[],
  asked: { readonly host: string; readonly rule: RuleName },
  context: AlertContext,
): readonly Moved[] {
  const isOlder = ({ alert }: Moved) => alert.specimen && alert.key.rule === asked.rule;
  if (moved.some((one) => isOlder(one) && one.alert.kind === "firing")) return moved;
  return [...moved.filter((one) => !isOlder(one)), { alert: newSpecimen(asked, context), happened: ["told"] }];
}

function newSpecimen(asked: { readonly host: string; readonly rule: RuleName }, context: AlertContext): FiringAlert {
  const { now, newId } = context;
  const { severity, isOfDaemon, finding } = specimenFindings[asked.rule];
  return {
    kind: "firing",
    id: newId(),
    key: { ...asked, daemon: isOfDaemon ? specimenDaemon : null },
    ...{ finding, foundAt: now, specimen: true, severity, firedAt: now },
    criticalSince: severity === "critical" ? now : null,
    clearSince: null,
    keepFiringMs: specimenMs,
    count: 1,
    worst: severity,
    peak: finding,
    toldAt: now,
    repeatedAt: now,
    acknowledged: null,
    escalations: 0,
    escalatedAt: null,
    staleSince: null,
    inhibitedBy: null,
    silencedBy: null,
    transitions: [],
    flappingSince: null,
    progress: {
      pendingMs: 0,
      easedSince: null,
      watchedAt: now,
      endedBy: null,
      isAbating: false,
      relief: null,
      unattendedSince: null,
      brokenSilences: [],
      shown: { at: now, hasNewer: false },
    },
  };
}
