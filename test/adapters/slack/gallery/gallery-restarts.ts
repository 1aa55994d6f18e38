import type { Notice } from "../../../../src/domain/notice/notice.ts";
import { restartLine } from "../../../../src/domain/notice/restart-line.ts";
import { restartNotice } from "../../../../src/domain/notice/restart-notice.ts";
import type { AuditKind, AuditRow } from "../../../../src/domain/restart/audit-entry.ts";
import type { Recovery, RestartRequest } from "../../../../src/domain/restart/restart-request.ts";
import {
  aFrozenPlan,
  aPolicy,
  aRequest,
  aStanding,
  askedAt,
  minutesLater,
  stateKinds,
  states,
} from "../../../support/restart-request.ts";
import { type GalleryState, noticeStates, replyStates, type States } from "./gallery-state.ts";

const alice = "U01ALICE";
const bob = "U02BOB";
const carol = "U03CAROL";

/** Zope on web-1, asked for by Alice; Bob or Carol may approve. */
export function requestOf(changes: Partial<RestartRequest> = {}): RestartRequest {
  return aRequest({ requester: alice, policy: aPolicy({ users: [bob, carol] }), ...changes });
}

const approvedByBob = {
  ...({ by: bob, team: "T01TRIAL", verdict: "approve", standing: false, coded: false } as const),
  at: minutesLater(1),
} as const;

/** A request through its whole life, what is said below it, and what is whispered of restarts. */
export function restartGallery(): readonly GalleryState[] {
  return [
    ...noticeStates("restart", "in the channel", lives()),
    ...noticeStates("restart-thread", "in a thread", threadLines()),
    ...replyStates("restart-plan", "by its asker alone", [
      ["one approval is enough", planReply],
      ["host without ss", { ...planReply, plan: withoutSs }],
      ["nobody is connected", { ...planReply, plan: aFrozenPlan({ peers: [], cutBefore: [] }), quorum: 2 }],
    ]),
    ...replyStates("approvals", "by its asker alone", [
      ["none", { kind: "approvals", requests: [], locks: [], standing: [], forYou: new Set(), commandName: "/scipy" }],
      ["some, one for you, and a lock", approvals(2)],
      ["many", approvals(30)],
    ]),
    ...replyStates("audit", "by its asker alone", [
      ["of one restart", { kind: "audit", rows: auditRows(), number: 18, commandName: "/scipy" }],
      [
        "of all",
        { kind: "audit", rows: Array.from({ length: 5 }, auditRows).flat(), number: null, commandName: "/scipy" },
      ],
      ["nothing", { kind: "audit", rows: [], number: 3, commandName: "/scipy" }],
    ]),
  ];
}

function lives(): States<Notice> {
  const window = { kind: "window", opensAt: minutesLater(120), closesAt: minutesLater(180) } as const;
  const shown = (changes: Partial<RestartRequest>) => restartNotice(requestOf(changes));
  const begun = stateKinds.map((kind): readonly [string, Notice] => {
    const votes = kind === "pending" || kind === "cancelled" || kind === "expired" ? [] : [approvedByBob];
    const denied = kind === "denied" ? [{ ...approvedByBob, verdict: "deny" } as const] : votes;
    return [kind, shown({ state: states[kind], votes: denied })];
  });
  return [
    ...begun,
    [
      "one of two approvals",
      shown({ policy: aPolicy({ quorum: 2, users: [bob, carol, "U04DAVE"] }), votes: [approvedByBob] }),
    ],
    [
      "asked by the bot",
      shown({ requester: null, reason: "The heap is at its threshold and nobody has taken the alert." }),
    ],
    ["waits for its window", shown({ timing: window, state: states.approved, votes: [approvedByBob] })],
    ["without approval", shown({ origin: { kind: "break-glass" }, state: states.approved })],
    ...recoveries.map((recovery): [string, Notice] => [
      `succeeded, recovery ${recovery.kind}`,
      shown({ state: recovered(recovery) }),
    ]),
    ["long in every part", shown({ reason: "why ".repeat(60), state: longDegraded, policy: manyDeciders })],
    ["long, before it is decided", shown({ reason: "why ".repeat(60), policy: manyDeciders, plan: longPlan })],
  ];
}

const recoveries: readonly Recovery[] = [
  { kind: "watched", until: minutesLater(32) },
  { kind: "held" },
  { kind: "not seen", why: "another process of it runs since" },
];

function recovered(recovery: Recovery): RestartRequest["state"] {
  if (states.succeeded.kind !== "succeeded") throw new Error("not one that went well");
  return { ...states.succeeded, recovery };
}

const misses = [
  "nothing listens on its port",
  "its health check answers 500",
  "its heap is as large as before",
  "memory is still short",
  "swap is still in use",
];
const longDegraded = { ...states.degraded, misses } as RestartRequest["state"];
const manyDeciders = aPolicy({ users: Array.from({ length: 12 }, (_, index) => `U${index + 10}USER`), quorum: 2 });
const longPlan = aFrozenPlan({
  argv: ["sudo", "-n", "/usr/local/sbin/restart-the-application-server-of-the-wiki", "--graceful", "--timeout", "120"],
});

function threadLines(): States<Notice> {
  const pending = requestOf();
  return stateKinds.flatMap((kind): States<Notice> => {
    const line = restartLine(requestOf({ state: states[kind], votes: [approvedByBob] }), pending);
    return line === null ? [] : [[kind, { kind: "thread", sentence: line.sentence, mentions: line.mentions }]];
  });
}

const withoutSs = aFrozenPlan({ peers: [{ address: "192.0.2.7", port: 8080, count: 12, quiet: null }] });

const planReply = {
  kind: "restart plan",
  ...{ host: "web-1", daemon: "zope", plan: aFrozenPlan(), deciders: [bob, carol], quorum: 1, commandName: "/scipy" },
} as const;

function approvals(count: number) {
  const requests = Array.from({ length: count }, (_, index) =>
    requestOf({ id: `r${index}`, number: 17 + index, state: index === 0 ? states.running : states.pending }),
  );
  const locks = [
    { host: "web-1", by: carol, reason: "the backup runs", at: askedAt },
    { host: null, by: carol, reason: "moving house", at: askedAt },
  ];
  return {
    kind: "approvals",
    requests,
    locks,
    standing: standings,
    forYou: new Set(["r1"]),
    commandName: "/scipy",
  } as const;
}

const standings = [
  aStanding({ by: [bob, carol].map((user) => ({ user, team: "T01TRIAL", at: askedAt })) }),
  aStanding({ by: [{ user: bob, team: "T01TRIAL", at: askedAt }] }),
  aStanding({ suspended: "restart 18 was degraded" }),
];

/** The record of one restart from question to proof. */
export function auditRows(): readonly AuditRow[] {
  const kinds: readonly (readonly [AuditKind, string | null, AuditRow["entry"]["details"]])[] = [
    ["asked", alice, { reason: "pages are slow" }],
    ["approved", bob, {}],
    ["claimed", null, {}],
    ["sent", null, {}],
    ["ran", null, { exit: 0 }],
    ["degraded", null, { misses: ["nothing listens on its port"] }],
  ];
  return kinds.map(([what, user, details], index) => ({
    seq: index + 40,
    entry: {
      ...{ at: minutesLater(index), what, request: "r", number: 18, host: "web-1", daemon: "zope", details },
      actor: user === null ? null : { user, team: "T01TRIAL" },
    },
    before: "",
    hash: "",
  }));
}
