import { cheaperCures } from "../../../../src/domain/heap/cheaper-cures.ts";
import { outlookOf } from "../../../../src/domain/heap/heap-outlook.ts";
import type { HostPlan } from "../../../../src/domain/heap/plan-host.ts";
import { pointsOfHistory } from "../../../../src/domain/heap/points-of-history.ts";
import { notWidened } from "../../../../src/domain/heap/widening.ts";
import { instant } from "../../../../src/domain/time.ts";
import type { HeapFinding, HeapReply, PlanFinding, PlanReply } from "../../../../src/services/ports-heap.ts";
import { heapHistory } from "../../../support/heap-history.ts";
import { aBigDaemon, gibibyte, now } from "../boards.ts";
import { type GalleryState, replyStates } from "./gallery-state.ts";

const limit = { bytes: 3.6 * gibibyte, by: "set" as const };

/** A heap with such a course of so many days, judged by the model. */
export function findingOf(
  days: number,
  levelAt: (days: number) => number,
  changes: Partial<HeapFinding> = {},
): HeapFinding {
  const points = pointsOfHistory(heapHistory({ endsAt: now, days, levelAt }));
  const widening = changes.widening?.factor ?? 1;
  const outlook = outlookOf(points, { thresholds: [limit.bytes], widening });
  return {
    host: "web-1",
    daemon: "zope",
    outlook,
    problem: null,
    limit,
    deploys: [],
    widening: notWidened,
    ...changes,
  };
}

const widened: HeapFinding["widening"] = {
  factor: 1.6,
  because: { span: "week", scored: 40, held: 29, of: "daemon" },
};
const deployed = { at: instant(now - 2 * 86_400_000), by: "U01ALICE", note: "4.2.1" };

/** One of each verdict, one that is too young for one, and one that could not be read. */
export const heaps: readonly (readonly [string, HeapFinding])[] = [
  ["grows like a leak", findingOf(5, (days) => (1 + 0.4 * days) * gibibyte)],
  ["after a deploy", findingOf(5, (days) => (1 + 0.4 * days) * gibibyte, { deploys: [deployed] })],
  ["ranges widened", findingOf(5, (days) => (1 + 0.4 * days) * gibibyte, { widening: widened })],
  ["has settled", findingOf(5, () => gibibyte, { daemon: "solr" })],
  ["settles", findingOf(6, (days) => (2.4 - 1.6 * Math.exp(-days / 1.5)) * gibibyte, { daemon: "puma" })],
  ["too young", findingOf(0.3, () => gibibyte, { daemon: "celery", limit: { ...limit, by: "share of RAM" as const } })],
  [
    "not read",
    {
      host: "db-1",
      daemon: "pg",
      outlook: null,
      problem: "Its history cannot be read.",
      limit: null,
      deploys: [],
      widening: notWidened,
    },
  ],
];

/** Where heaps are going, when to restart what, and how much RAM would end it. */
export function heapGallery(): readonly GalleryState[] {
  const all = heaps.map(([, finding]) => finding);
  return [
    ...replyStates(
      "heap",
      "in the channel",
      heaps.map(([name, finding]) => [name, heapReply([finding])]),
    ),
    ...replyStates("heap", "in the channel", [["several", { ...heapReply(all), more: 2 }]]),
    ...replyStates(
      "plan",
      "in the channel",
      plans.map(([name, finding]) => [name, planReply("plan", finding)]),
    ),
    ...replyStates(
      "capacity",
      "in the channel",
      plans.map(([name, finding]) => [name, planReply("capacity", finding)]),
    ),
  ];
}

export function heapReply(daemons: readonly HeapFinding[]): HeapReply {
  return { kind: "heap", daemons, more: 0, horizonDays: 7, commandName: "/scipy", now };
}

export function planReply(kind: PlanReply["kind"], ...hosts: readonly PlanFinding[]): PlanReply {
  return { kind, hosts, more: 0, commandName: "/scipy" };
}

const night = (days: number) => instant(now + days * 86_400_000);
const sizes = [
  { probability: 0.9, neededBytes: 11.2 * gibibyte, purchasableBytes: 12 * gibibyte, isThere: false },
  { probability: 0.99, neededBytes: 13.1 * gibibyte, purchasableBytes: 16 * gibibyte, isThere: false },
];

const sizesThere = sizes.map((size) => ({ ...size, isThere: true }));

/** A plan that restarts each of these once, one a night from the third on. */
export function planOf(names: readonly string[], ram: HostPlan["ram"]): HostPlan {
  const restarts = names.map((daemon, index) => ({ daemon, at: night(index + 3) }));
  const windows = Array.from({ length: 28 }, (_, index) => {
    const own = restarts.filter(({ at }) => at === night(index));
    return { opensAt: night(index), restarts: own, upperBytes: 11 * gibibyte, overProbability: 0.002, fits: true };
  });
  return {
    budgetBytes: 11.4 * gibibyte,
    quiet: [],
    plan: {
      ...{ windows, restarts, measuring: names[0] ?? null, reviewAt: night(1) },
      firstRestartAt: restarts[0]?.at ?? null,
      windowsWithout: names.length === 0 ? 28 : 3,
    },
    habits: [
      { policy: "restart nothing", restarts: 0, hoursOver: 212, isAtLeast: true },
      { policy: "nightly", restarts: 48, hoursOver: 0, isAtLeast: false },
      { policy: "weekly", restarts: 7, hoursOver: 1, isAtLeast: false },
    ],
    ram,
    verdicts: [],
    widened: [],
  };
}

const cures = [{ daemon: "zope", cures: cheaperCures(aBigDaemon().daemon) }];
const forDays = { kind: "for days", because: ["zope"], spans: [7, 30].map((days) => ({ days, sizes })) } as const;

const plans: readonly (readonly [string, PlanFinding])[] = [
  [
    "restarts now and then",
    found({ plan: planOf(["zope", "celery"], { kind: "for good", sizes, restartsSaved: 52 }) }),
  ],
  ["no restart needed", found({ plan: planOf([], { kind: "for good", sizes: sizesThere, restartsSaved: 0 }) })],
  ["ranges widened", found({ plan: { ...planOf(["zope"], forDays), widened: [{ daemon: "zope", factor: 1.6 }] } })],
  ["one grows on", found({ plan: planOf(["zope"], forDays) })],
  [
    "a busy calendar",
    found({
      plan: planOf(
        Array.from({ length: 18 }, (_, index) => `worker-${index}`),
        forDays,
      ),
    }),
  ],
  ["too young", found({ plan: null, problem: "zope: 5 d of readings, 14 d needed.", cures: [] })],
];

function found(changes: Partial<PlanFinding>): PlanFinding {
  return { host: "web-1", plan: null, problem: null, cures, ...changes };
}
