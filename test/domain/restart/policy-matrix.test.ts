import { describe, expect, it } from "vitest";
import { askRestart } from "../../../src/domain/restart/ask-restart.ts";
import { cancelRestart } from "../../../src/domain/restart/close-restart.ts";
import { decideRestart } from "../../../src/domain/restart/decide-restart.ts";
import { lockRestarts, unlockRestarts } from "../../../src/domain/restart/lock-restarts.ts";
import type { Actor, RestartPolicy } from "../../../src/domain/restart/restart-policy.ts";
import type { RestartRequest } from "../../../src/domain/restart/restart-request.ts";
import { reviewersOf, stricterOf } from "../../../src/domain/restart/reviewers.ts";
import { instant } from "../../../src/domain/time.ts";
import { aFrozenPlan, aMember, aPolicy, aRequest, minutesLater, states } from "../../support/restart-request.ts";

/**
 * Every actor × action × state × policy against rules that are written down here once more, in other words than in the code: who
 * may do what is the one thing that must not be wrong.
 */

const here = { channel: "C01", ts: "1.1" };
const now = minutesLater(5);
const stranger = { isMember: false, whyNot: "You are not from here" };

interface Kind {
  readonly actor: Actor;
  /** A full member of this workspace. */
  readonly full: boolean;
  /** Asked for the restart. */
  readonly asked?: true;
  /** Is in the group of reviewers, as Slack says it now. */
  readonly inGroup?: true;
  readonly voted?: true;
}

const actors: Readonly<Record<string, Kind>> = {
  "the requester": { actor: aMember("U01"), full: true, asked: true },
  "the requester, who is in the group": { actor: aMember("U01"), full: true, asked: true, inGroup: true },
  "a reviewer by name": { actor: aMember("U02"), full: true },
  "another reviewer by name": { actor: aMember("U03"), full: true },
  "a reviewer who has voted": { actor: aMember("U02"), full: true, voted: true },
  "a reviewer by group": { actor: aMember("U06"), full: true, inGroup: true },
  "a reviewer who left the group": { actor: aMember("U06"), full: true },
  "a member without rights": { actor: aMember("U05"), full: true },
  "a guest with a reviewer's id": { actor: aMember("U02", stranger), full: false },
  "a bot with a reviewer's id": { actor: aMember("U03", stranger), full: false },
  "a deactivated reviewer": {
    actor: aMember("U02", { isMember: false, whyNot: "Your account is deactivated" }),
    full: false,
  },
  "a reviewer of another workspace": { actor: aMember("U02", { ...stranger, team: "T99" }), full: false },
  "a group member who is no full member": { actor: aMember("U06", stranger), full: false, inGroup: true },
  "somebody whom Slack does not know": { actor: aMember("U99", { isMember: false, whyNot: null }), full: false },
};

const byName = aPolicy();
const policies: Readonly<Record<string, { readonly frozen: RestartPolicy; readonly now: RestartPolicy }>> = {
  "one of two by name": { frozen: byName, now: byName },
  "two of three": {
    frozen: aPolicy({ quorum: 2, users: ["U02", "U03", "U04"] }),
    now: aPolicy({ quorum: 2, users: ["U02", "U03", "U04"] }),
  },
  "a group": { frozen: aPolicy({ users: [], groups: ["S1"] }), now: aPolicy({ users: [], groups: ["S1"] }) },
  nobody: { frozen: aPolicy({ users: [] }), now: aPolicy({ users: [] }) },
  "somebody taken off the list meanwhile": { frozen: byName, now: aPolicy({ users: ["U03"] }) },
  "with a one-time code": { frozen: aPolicy({ code: true }), now: byName },
};

const requestStates = {
  pending: { state: states.pending },
  "pending, too late": { state: states.pending, expiresAt: now },
  approved: { state: states.approved },
  running: { state: states.running },
  unknown: { state: states.unknown },
  denied: { state: states.denied },
  expired: { state: states.expired },
  succeeded: { state: states.succeeded },
} as const;

const actions = [
  "approve",
  "approve with a code",
  "approve elsewhere",
  "deny",
  "cancel",
  "ask",
  "lock",
  "unlock",
] as const;

type Action = (typeof actions)[number];

interface Case {
  readonly kind: Kind;
  readonly action: Action;
  readonly stateName: keyof typeof requestStates;
  readonly policy: { readonly frozen: RestartPolicy; readonly now: RestartPolicy };
}

function cases(): readonly (readonly [string, Case])[] {
  return Object.entries(actors).flatMap(([who, kind]) =>
    actions.flatMap((action) =>
      Object.keys(requestStates).flatMap((stateName) =>
        Object.entries(policies).map(
          ([under, policy]) =>
            [
              `${who}, ${action}, ${stateName}, under ${under}`,
              { kind, action, stateName: stateName as keyof typeof requestStates, policy },
            ] as const,
        ),
      ),
    ),
  );
}

function requestOf({ kind, stateName, policy }: Case): RestartRequest {
  const vote = {
    by: "U02",
    team: "T01",
    verdict: "approve",
    at: minutesLater(1),
    standing: false,
    coded: false,
  } as const;
  return aRequest({ policy: policy.frozen, ...requestStates[stateName], votes: kind.voted ? [vote] : [] });
}

/** Whether the code lets it be. */
function isDone(one: Case): boolean {
  const { kind, action, policy } = one;
  const { actor } = kind;
  const request = requestOf(one);
  const memberships = new Map([["S1", kind.inGroup ? [actor.id] : ["U06x"]]]);
  const isReviewer = stricterOf(policy.frozen, policy.now, memberships).reviewers.has(actor.id);
  switch (action) {
    case "approve":
    case "approve with a code":
    case "approve elsewhere":
    case "deny": {
      const verdict = action === "deny" ? "deny" : "approve";
      const message = action === "approve elsewhere" ? { ...here, ts: "2.2" } : here;
      const decision = { actor, verdict, message, coded: action === "approve with a code" } as const;
      return decideRestart(request, decision, { now, policy: policy.now, memberships, shownAt: here }).ok;
    }
    case "cancel":
      return cancelRestart(request, { actor, now, isReviewer, clicked: { message: null } }).ok;
    case "ask": {
      const wish = {
        id: "new",
        number: 19,
        host: "web-1",
        daemon: "zope",
        actor,
        origin: { kind: "person" },
        reason: "slow",
        timing: { kind: "now" },
        plan: aFrozenPlan(),
      } as const;
      const open = ["pending", "pending, too late", "approved", "running", "unknown"].includes(one.stateName)
        ? [request]
        : [];
      return askRestart(wish, { now, policy: policy.now, memberships, open, locks: [], isUrgent: false }).ok;
    }
    case "lock":
      return lockRestarts([], { host: "web-1", reason: "backup", actor, now }).ok;
    case "unlock": {
      const lock = { host: "web-1", by: "U07", reason: "backup", at: now };
      return unlockRestarts([lock], {
        host: "web-1",
        actor,
        now,
        isReviewer: reviewersOf(policy.now, memberships).has(actor.id),
      }).ok;
    }
  }
}

/** Whether it may be: the rules in a person's words. */
function may({ kind, action, stateName, policy }: Case): boolean {
  const { id } = kind.actor;
  if (!kind.full) return false;
  const listed = (list: RestartPolicy) =>
    list.users.includes(id) || (list.groups.includes("S1") && kind.inGroup === true);
  const mayDecide = listed(policy.frozen) && listed(policy.now);
  switch (action) {
    case "approve elsewhere":
      return false;
    case "approve":
    case "approve with a code":
    case "deny": {
      if (kind.asked || kind.voted || !mayDecide || stateName !== "pending") return false;
      const needsCode = action === "approve" && (policy.frozen.code || policy.now.code);
      return !needsCode;
    }
    case "cancel":
      return (kind.asked === true || mayDecide) && ["pending", "pending, too late", "approved"].includes(stateName);
    case "ask": {
      const isBusy = ["pending", "pending, too late", "approved", "running", "unknown"].includes(stateName);
      const others = new Set(policy.now.users.filter((user) => user !== id));
      if (policy.now.groups.includes("S1") && !kind.inGroup) others.add("U06x");
      return !isBusy && others.size >= policy.now.quorum;
    }
    case "lock":
      return true;
    case "unlock":
      return listed(policy.now);
  }
}

describe("who may do what", () => {
  const all = cases();

  it("is told in 5,376 cases, and in each of them it is as the rules say", () => {
    expect(all).toHaveLength(14 * 8 * 8 * 6);
    const wrong = all.filter(([, one]) => isDone(one) !== may(one)).map(([name, one]) => `${name}: ${isDone(one)}`);
    expect(wrong).toEqual([]);
    // A matrix in which nothing is ever allowed would agree with rules that allow nothing.
    const done = all.filter(([, one]) => isDone(one));
    expect(new Set(done.map(([, { action }]) => action))).toEqual(
      new Set(actions.filter((one) => one !== "approve elsewhere")),
    );
  });

  it("never lets a request be approved by who asked for it, whatever else is so", () => {
    const own = all.filter(([, { kind, action }]) => kind.asked === true && action.startsWith("approve"));
    expect(own.length).toBeGreaterThan(200);
    expect(own.filter(([, one]) => isDone(one))).toEqual([]);
  });

  it("counts as decided in time up to the last millisecond before the deadline, and not after it", () => {
    const request = aRequest({ expiresAt: now });
    const approve = (at: number) =>
      decideRestart(
        request,
        { actor: aMember("U02"), verdict: "approve", message: here, coded: false },
        { now: instant(at), policy: byName, memberships: new Map(), shownAt: here },
      );
    expect(approve(now - 1).ok).toBe(true);
    expect(approve(now)).toMatchObject({ ok: false, error: { reason: "expired" } });
  });

  it("does not count where the bot's clock went back before the request", () => {
    const decision = { actor: aMember("U02"), verdict: "approve", message: here, coded: false } as const;
    const at = (time: number) =>
      decideRestart(aRequest(), decision, {
        now: instant(time),
        policy: byName,
        memberships: new Map(),
        shownAt: here,
      });
    expect(at(minutesLater(0) - 3_600_000)).toMatchObject({ ok: false, error: { reason: "expired" } });
    expect(at(minutesLater(0) - 1000).ok).toBe(true);
  });
});

describe("what a vote comes to", () => {
  const decide = (request: RestartRequest, id: string, verdict: "approve" | "deny") => {
    const decided = decideRestart(
      request,
      { actor: aMember(id), verdict, message: here, coded: false },
      { now, policy: request.policy, memberships: new Map(), shownAt: here },
    );
    if (!decided.ok) throw new Error(decided.error.sentence);
    return decided.value;
  };
  const two = aRequest({ policy: aPolicy({ quorum: 2 }) });

  it("one of two approvals is not enough, the second is", () => {
    const first = decide(two, "U02", "approve");
    expect(first.request).toMatchObject({ version: 2, state: { kind: "pending" }, votes: [{ by: "U02" }] });
    const second = decide(first.request, "U03", "approve");
    expect(second.request).toMatchObject({ version: 3, state: { kind: "approved", at: now } });
    expect(second.audit).toMatchObject([
      {
        what: "approved",
        actor: { user: "U03", team: "T01" },
        details: { votes: 2, of: 2, channel: "C01", message: "1.1" },
      },
    ]);
  });

  it("one denial ends it, whoever has approved before", () => {
    const { request } = decide(decide(two, "U02", "approve").request, "U03", "deny");
    expect(request.state).toEqual({ kind: "denied", at: now, by: "U03" });
  });
});
