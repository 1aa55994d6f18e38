import type { Figure } from "../figure.ts";
import type { MessageRef } from "../notice/message-ref.ts";
import type { AuditDetails, AuditValue } from "./audit-entry.ts";
import type { FrozenPlan, Measure } from "./frozen-plan.ts";
import type { RestartPolicy } from "./restart-policy.ts";

/** Where in the chat somebody acted, and when by the chat's own clock. */
export interface Clicked {
  /** Null for an act that no message shows, such as a command or a standing approval. */
  readonly message: MessageRef | null;
  /** When Slack says that it was clicked, as it says it: seconds with six places. Left out where there was no click. */
  readonly clickedAt?: string;
}

export function clickDetails({ message, clickedAt }: Clicked): AuditDetails {
  return { message: message?.ts ?? null, channel: message?.channel ?? null, clickedAt: clickedAt ?? null };
}

/** What was frozen and shown to who decides, whole: the audit proves it without the request. */
export function planDetails(plan: FrozenPlan): AuditDetails {
  const { hash, hostKey, epoch, generation, argv, drain, cutBefore } = plan;
  return {
    ...{ hash, hostKey, epoch, generation, argv, cutBefore },
    drain: drain === null ? null : { ...drain },
    measured: measureDetails(plan.measured),
    peers: plan.peers.map(({ quiet, ...peer }) => ({
      ...peer,
      ...(quiet == null ? {} : { quiet: { idle: { ...quiet.idle }, openFor: quiet.openFor } }),
    })),
    downtimeMs: figureValue(plan.downtimeMs),
    givesBackBytes: figureValue(plan.givesBackBytes),
  };
}

/** Before or after, in bytes, percent and counts as the name says. */
export function measureDetails(measure: Measure): AuditDetails {
  const { at, epoch, listening, health } = measure;
  return {
    ...{ at, epoch, listening, health },
    heapBytes: figureValue(measure.heapBytes),
    connections: figureValue(measure.connections),
    availableBytes: figureValue(measure.availableBytes),
    swapUsedBytes: figureValue(measure.swapUsedBytes),
    load: figureValue(measure.load),
    memoryFull60: figureValue(measure.memoryFull60),
    swapInPages: figureValue(measure.swapInPages),
  };
}

/** Who could decide, and how many had to. */
export function policyDetails(policy: RestartPolicy): AuditDetails {
  const { quorum, users, groups, code, deadlineMs } = policy;
  return { quorum, users, groups, code, deadlineMs };
}

/** Never 0 or null for what was not known: the reason stands there. */
function figureValue({ value, reason }: Figure): AuditValue {
  return value === null ? { unknown: reason } : value;
}
