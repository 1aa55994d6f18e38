import { describe, expect, it } from "vitest";
import type { StandingApproval } from "../../../src/domain/restart/restart-policy.ts";
import {
  isEffective,
  isWaiting,
  signStanding,
  standingDaysMax,
  suspendStanding,
  withdrawStanding,
} from "../../../src/domain/restart/standing-approval.ts";
import { instant } from "../../../src/domain/time.ts";
import { aMember, aPolicy, aStanding, askedAt } from "../../support/restart-request.ts";

const dayMs = 86_400_000;
const policy = aPolicy();

function sign(
  before: StandingApproval | null,
  id: string,
  more: { readonly days?: number; readonly at?: number } = {},
) {
  const now = instant(more.at ?? askedAt);
  const wish = { host: "web-1", daemon: "zope", days: more.days ?? 14, actor: aMember(id), now };
  return signStanding(before, wish, { policy, memberships: new Map() });
}

function signed(before: StandingApproval | null, id: string, at = askedAt as number): StandingApproval {
  const done = sign(before, id, { at });
  if (!done.ok) throw new Error(done.error.sentence);
  return done.value.standing;
}

describe("a standing approval", () => {
  it("counts when two reviewers have signed it, until it has run out", () => {
    const first = signed(null, "U02");
    expect(isEffective(first, askedAt)).toBe(false);
    const both = signed(first, "U03");
    expect(both.by.map(({ user }) => user)).toEqual(["U02", "U03"]);
    expect(isEffective(both, askedAt)).toBe(true);
    expect(isEffective(both, instant(askedAt + 14 * dayMs - 1))).toBe(true);
    expect(isEffective(both, instant(askedAt + 14 * dayMs))).toBe(false);
  });

  it("is on record with who signed", () => {
    expect(sign(signed(null, "U02"), "U03")).toMatchObject({
      value: { audit: [{ what: "standing", actor: { user: "U03" }, details: { signers: ["U02", "U03"] } }] },
    });
  });

  it.each([
    ["the same person twice", { id: "U02", ...{} }, "voted"],
    ["somebody without the right", { id: "U05", ...{} }, "not a reviewer"],
    ["no days", { id: "U03", ...{ days: 0 } }, "cannot"],
    ["for ever", { id: "U03", ...{ days: standingDaysMax + 1 } }, "cannot"],
  ] as const)("is not signed by %s", (_, { id, ...more }, reason) => {
    expect(sign(signed(null, "U02"), id, more)).toMatchObject({ ok: false, error: { reason } });
  });

  it("is not signed by a guest with a reviewer's id", () => {
    const actor = aMember("U03", { isMember: false, whyNot: "You are a guest" });
    const wish = { host: "web-1", daemon: "zope", days: 14, actor, now: askedAt };
    expect(signStanding(null, wish, { policy, memberships: new Map() })).toMatchObject({
      error: { reason: "not a member" },
    });
  });

  it("begins anew where nobody has joined the first signature within a day, where it ended, or was suspended", () => {
    const first = signed(null, "U02");
    expect(isWaiting(first, instant(askedAt + dayMs))).toBe(false);
    expect(signed(first, "U03", askedAt + dayMs).by).toHaveLength(1);
    expect(signed(aStanding({ until: askedAt }), "U03").by).toHaveLength(1);
    expect(signed(aStanding({ suspended: "restart 18 is degraded" }), "U03")).toMatchObject({
      suspended: null,
      by: [{ user: "U03" }],
    });
    expect(sign(aStanding(), "U02")).toMatchObject({ ok: false, error: { reason: "decided" } });
  });

  it("is suspended once by what went wrong, and ended by reviewers and signers alone", () => {
    const change = suspendStanding(aStanding(), "restart 18 is degraded", askedAt);
    expect(change).toMatchObject({
      standing: { suspended: "restart 18 is degraded" },
      audit: [{ what: "suspended", actor: null }],
    });
    expect(suspendStanding(change?.standing ?? aStanding(), "again", askedAt)).toBeNull();
    const end = (id: string, isReviewer: boolean) =>
      withdrawStanding(aStanding(), { actor: aMember(id), now: askedAt, isReviewer });
    expect(end("U05", false)).toMatchObject({ ok: false, error: { reason: "not a reviewer" } });
    expect(end("U03", false)).toMatchObject({ ok: true, value: { standing: { until: askedAt } } });
    expect(end("U04", true).ok).toBe(true);
    const guest = aMember("U02", { isMember: false });
    expect(withdrawStanding(aStanding(), { actor: guest, now: askedAt, isReviewer: true }).ok).toBe(false);
  });
});
