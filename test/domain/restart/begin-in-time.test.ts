import { describe, expect, it } from "vitest";
import { restartNotice } from "../../../src/domain/notice/restart-notice.ts";
import { beginWithinMs } from "../../../src/domain/restart/begin-in-time.ts";
import { cancelRestart, expireRestart, obsoleteRestart } from "../../../src/domain/restart/close-restart.ts";
import { decidedAlready } from "../../../src/domain/restart/decide-restart.ts";
import type { RestartRequest } from "../../../src/domain/restart/restart-request.ts";
import { claimRestart, releaseRestart } from "../../../src/domain/restart/run-restart.ts";
import { instant } from "../../../src/domain/time.ts";
import { aMember, aRequest, minutesLater, stateKinds, states } from "../../support/restart-request.ts";

const beginsIn = beginWithinMs / 60_000;

describe("a restart that is approved", () => {
  const approved = aRequest({ state: states.approved });

  it("has to begin within a time that is counted from the approval, not from the request", () => {
    expect(expireRestart(approved, instant(minutesLater(1 + beginsIn) - 1))).toBeNull();
    expect(expireRestart(approved, minutesLater(1 + beginsIn))).toMatchObject({
      request: { state: { kind: "expired", at: minutesLater(1 + beginsIn) } },
      audit: [{ what: "expired", details: { was: "approved" } }],
    });
  });

  it("is not claimed when that time is over, though nobody has closed it yet", () => {
    expect(claimRestart(approved, instant(minutesLater(1 + beginsIn) - 1))).not.toBeNull();
    expect(claimRestart(approved, minutesLater(1 + beginsIn))).toBeNull();
  });

  it("gains no time by a bot that dies while it checks", () => {
    const claimed = claimRestart(approved, minutesLater(10))?.request as RestartRequest;
    const again = releaseRestart(claimed, "the bot ended", minutesLater(600))?.request as RestartRequest;
    expect(again.state).toEqual(approved.state);
    expect(claimRestart(again, minutesLater(600))).toBeNull();
  });

  it("gains no time by a clock that is set back: then it is over", () => {
    expect(expireRestart(approved, minutesLater(0))).toBeNull();
    expect(claimRestart(approved, minutesLater(-60))).toBeNull();
    expect(expireRestart(approved, minutesLater(-60))).not.toBeNull();
  });

  it("is not said to have found nobody who decided when it could not begin", () => {
    const told = (request: RestartRequest): readonly string[] => {
      const expired = expireRestart(request, minutesLater(60))?.request as RestartRequest;
      return [restartNotice(expired).meaning, decidedAlready(expired).sentence];
    };
    for (const sentence of told(approved)) expect(sentence).toContain("could not begin in time");
    for (const sentence of told(aRequest())) expect(sentence).toContain("nobody decided in time");
  });

  it("waits for its window however long that is, and expires when it has closed", () => {
    const timing = { kind: "window", opensAt: minutesLater(600), closesAt: minutesLater(660) } as const;
    expect(expireRestart({ ...approved, timing }, minutesLater(659))).toBeNull();
    expect(expireRestart({ ...approved, timing }, minutesLater(660))).toMatchObject({
      request: { state: { kind: "expired" } },
    });
  });

  it("can be taken back by who asked and by reviewers until it is claimed, and by nobody else", () => {
    const now = minutesLater(2);
    const taken = (id: string, isReviewer: boolean) =>
      cancelRestart(approved, { actor: aMember(id), now, isReviewer, clicked: { message: null } }).ok;
    expect([taken("U01", false), taken("U02", true), taken("U05", false)]).toEqual([true, true, false]);
  });
});

describe.each(stateKinds)("a request that is %s", (kind) => {
  const request = aRequest({ state: states[kind] });
  const isOpen = kind === "pending" || kind === "approved";

  it(`${isOpen ? "is" : "is not"} closed when what it is about is gone`, () => {
    const change = obsoleteRestart(request, "it was restarted meanwhile", minutesLater(3));
    expect(change?.request.state ?? null).toEqual(
      isOpen ? { kind: "obsolete", at: minutesLater(3), why: "it was restarted meanwhile" } : null,
    );
  });

  it(`${isOpen ? "ends" : "does not end"} by time alone`, () => {
    expect(expireRestart(request, minutesLater(60 * 24)) !== null).toBe(isOpen);
  });
});
