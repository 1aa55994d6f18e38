import { known } from "../../src/domain/figure.ts";
import type { FrozenPlan, Measure } from "../../src/domain/restart/frozen-plan.ts";
import type { Actor, RestartPolicy, StandingApproval } from "../../src/domain/restart/restart-policy.ts";
import type { RequestState, RestartRequest, Run, StateKind } from "../../src/domain/restart/restart-request.ts";
import { type Instant, instant, millis } from "../../src/domain/time.ts";

const aQuiet = { idle: { from: millis(200), to: millis(3_600_000) }, openFor: millis(7_200_000) };

/** When the request of these tests was made. */
export const askedAt: Instant = instant(Date.UTC(2026, 10, 23, 3, 0));
const gibibyte = 1024 ** 3;

export function minutesLater(count: number): Instant {
  return instant(askedAt + count * 60_000);
}

export function aMeasure(changes: Partial<Measure> = {}): Measure {
  return {
    at: askedAt,
    epoch: "boot-1 4711 6000",
    isUnseen: false,
    heapBytes: known(3 * gibibyte),
    connections: known(12),
    listening: true,
    health: "answers",
    availableBytes: known(gibibyte / 4),
    swapUsedBytes: known(gibibyte),
    load: known(16.1),
    memoryFull60: known(22),
    swapInPages: known(800),
    ...changes,
  };
}

/** As it is once all is well again. */
export function aMeasureAfter(changes: Partial<Measure> = {}): Measure {
  return aMeasure({
    at: minutesLater(2),
    epoch: "boot-1 5711 90000",
    heapBytes: known(gibibyte),
    connections: known(1),
    availableBytes: known(2 * gibibyte),
    swapUsedBytes: known(gibibyte / 2),
    load: known(0.8),
    memoryFull60: known(0.2),
    swapInPages: known(0),
    ...changes,
  });
}

export function aFrozenPlan(changes: Partial<FrozenPlan> = {}): FrozenPlan {
  return {
    hash: "a".repeat(64),
    hostKey: "SHA256:uNiVztksCsDhcc0u9e8BrrKXVPDmgSkKaeEiK8i5lGQ",
    epoch: "boot-1 4711 6000",
    generation: null,
    argv: ["sudo", "-n", "systemctl", "restart", "zope.service"],
    drain: null,
    measured: aMeasure(),
    peers: [{ address: "192.0.2.7", port: 8080, count: 12, quiet: aQuiet }],
    downtimeMs: known(millis(4000)),
    givesBackBytes: known(2 * gibibyte),
    cutBefore: [9, 14],
    ...changes,
  };
}

export function aPolicy(changes: Partial<RestartPolicy> = {}): RestartPolicy {
  return { quorum: 1, users: ["U02", "U03"], groups: [], code: false, deadlineMs: millis(3_600_000), ...changes };
}

export function aRequest(changes: Partial<RestartRequest> = {}): RestartRequest {
  return {
    id: "id-of-the-request",
    number: 18,
    version: 1,
    host: "web-1",
    daemon: "zope",
    requester: "U01",
    origin: { kind: "person" },
    reason: "pages are slow",
    timing: { kind: "now" },
    policy: aPolicy(),
    plan: aFrozenPlan(),
    createdAt: askedAt,
    expiresAt: minutesLater(60),
    votes: [],
    state: { kind: "pending", reminders: 0 },
    ...changes,
  };
}

export function aMember(id: string, changes: Partial<Actor> = {}): Actor {
  return { id, team: "T01", isMember: true, whyNot: null, ...changes };
}

export function aRun(changes: Partial<Run> = {}): Run {
  return {
    exit: 0,
    tookMs: millis(4000),
    output: "restarted",
    generation: "boot-1 5711 90000",
    note: null,
    ...changes,
  };
}

/** Signed by two, for a fortnight. */
export function aStanding(changes: Partial<StandingApproval> = {}): StandingApproval {
  const by = ["U02", "U03"].map((user) => ({ user, team: "T01", at: askedAt }));
  return {
    id: "web-1/zope",
    host: "web-1",
    daemon: "zope",
    by,
    until: askedAt + 14 * 86_400_000,
    suspended: null,
    ...changes,
  };
}

/** One of each kind. */
export const states: Readonly<Record<StateKind, RequestState>> = {
  pending: { kind: "pending", reminders: 0 },
  denied: { kind: "denied", at: minutesLater(1), by: "U02" },
  expired: { kind: "expired", at: minutesLater(60) },
  cancelled: { kind: "cancelled", at: minutesLater(1), by: "U01" },
  obsolete: { kind: "obsolete", at: minutesLater(1), why: "it was restarted by somebody else" },
  approved: { kind: "approved", at: minutesLater(1) },
  checking: { kind: "checking", at: minutesLater(1) },
  running: { kind: "running", at: minutesLater(1), before: aMeasure() },
  unknown: { kind: "unknown", at: minutesLater(1), before: aMeasure(), why: "the link was lost", output: "" },
  verifying: { kind: "verifying", at: minutesLater(1), before: aMeasure(), ran: aRun() },
  succeeded: { kind: "succeeded", at: minutesLater(2), before: aMeasure(), ran: aRun(), after: aMeasureAfter() },
  degraded: {
    kind: "degraded",
    at: minutesLater(11),
    before: aMeasure(),
    ran: aRun(),
    after: aMeasureAfter({ listening: false }),
    misses: ["nothing listens on its port"],
    advice: "Look at zope's own log on web-1: it runs, but does not serve.",
  },
  failed: {
    kind: "failed",
    at: minutesLater(1),
    why: "the command ended with 1, and the same process as before runs",
    output: "no such unit",
  },
  stale: { kind: "stale", at: minutesLater(1), differences: ["it runs as another process than the one approved"] },
};

export const stateKinds = Object.keys(states) as readonly StateKind[];
