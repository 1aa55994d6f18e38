import { describe, expect, it } from "vitest";
import { rightsOf } from "../../../src/domain/restart/restart-rights.ts";
import { aPolicy } from "../../support/restart-request.ts";

const member = (id: string) => ({ id, team: "T01", isMember: true, whyNot: null });
const zope = { host: "web-1", daemon: "zope" };
const solr = { host: "web-1", daemon: "solr" };

describe("what a person may do about restarts", () => {
  const context = {
    targets: [
      { ...zope, policy: aPolicy({ users: ["U02"], groups: ["S01"] }) },
      { ...solr, policy: aPolicy({ users: ["U02"], groups: [] }) },
    ],
    memberships: new Map([["S01", ["U03"]]]),
    breakGlass: { users: ["U04"], perDayMax: 2 },
    locks: [{ host: "web-1", by: "U05", reason: "backup", at: 0 }],
  };

  it.each([
    ["a member", "U01", { asks: [zope, solr], decides: [], breaksGlass: false, unlocks: false }],
    [
      "a reviewer, for whom nobody else could approve solr",
      "U02",
      { asks: [zope], decides: [zope, solr], unlocks: true },
    ],
    ["a reviewer through a group", "U03", { asks: [zope, solr], decides: [zope], unlocks: true }],
    ["who is named for break-glass", "U04", { breaksGlass: true, decides: [] }],
    ["who has locked a host", "U05", { unlocks: true, decides: [] }],
  ])("is known of %s by the functions that decide", (_, user, expected) => {
    expect(rightsOf(member(user), context)).toMatchObject({ whyNot: null, ...expected });
  });

  it("is nothing for who is no full member, whatever else names them", () => {
    const guest = { ...member("U02"), isMember: false, whyNot: "You are a guest in this workspace" };
    const nothing = { asks: [], decides: [], breaksGlass: false, unlocks: false };
    expect(rightsOf(guest, context)).toEqual({ whyNot: "You are a guest in this workspace", ...nothing });
    expect(rightsOf({ ...guest, whyNot: null }, context)).toMatchObject({
      whyNot: expect.stringContaining("full member"),
      ...nothing,
    });
  });
});
