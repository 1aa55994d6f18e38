import { describe, expect, it } from "vitest";
import { restartLine } from "../../../src/domain/notice/restart-line.ts";
import { restartNotice } from "../../../src/domain/notice/restart-notice.ts";
import type { RestartRequest } from "../../../src/domain/restart/restart-request.ts";
import { endRestart } from "../../../src/domain/restart/run-restart.ts";
import { millis } from "../../../src/domain/time.ts";
import {
  aMeasure,
  aPolicy,
  aRequest,
  aRun,
  askedAt,
  minutesLater,
  stateKinds,
  states,
} from "../../support/restart-request.ts";

const vote = {
  by: "U02",
  team: "T01",
  verdict: "approve",
  at: minutesLater(1),
  standing: false,
  coded: false,
} as const;
const lineOf = (changes: Partial<RestartRequest>) => restartLine(aRequest(changes), aRequest())?.sentence;

describe("a line of a request's history", () => {
  it.each(stateKinds)("is understood by who sees it alone, on a phone: %s", (kind) => {
    const sentence = lineOf({ state: states[kind], votes: [vote] });
    if (kind === "checking") expect(sentence).toBeUndefined();
    else expect(sentence).toMatch(/^Restart 18 of zope on web-1: \S/);
  });

  it("counts approvals only where one is not enough", () => {
    expect(lineOf({ state: states.approved, votes: [vote] })).toBe("Restart 18 of zope on web-1: approved.");
    const policy = aPolicy({ quorum: 2 });
    expect(lineOf({ state: states.approved, votes: [vote, { ...vote, by: "U03" }], policy })).toBe(
      "Restart 18 of zope on web-1: approved, with 2 of 2 approvals.",
    );
  });

  it("reads what older versions of the bot stored, which knew no output and no advice", () => {
    const { output: _, ...unknown } = states.unknown as Extract<RestartRequest["state"], { kind: "unknown" }>;
    const { advice: __, ...degraded } = states.degraded as Extract<RestartRequest["state"], { kind: "degraded" }>;
    for (const state of [unknown, degraded]) {
      expect(lineOf({ state })).not.toMatch(/undefined|It printed/);
      expect(JSON.stringify(restartNotice(aRequest({ state })))).not.toContain("undefined");
    }
    expect(
      endRestart(aRequest({ state: unknown }), { kind: "did not run", why: "none", output: "" }, askedAt),
    ).not.toBeNull();
  });

  it("does not call it 0.0 s where a guard counted no whole second", () => {
    const ran = { ...aRun(), tookMs: millis(0) };
    const verifying = { kind: "verifying", at: minutesLater(1), before: aMeasure(), ran } as const;
    expect(lineOf({ state: verifying })).toContain("ended with 0 after less than a second. Another process runs now.");
  });

  it("says what ended it in words", () => {
    expect(lineOf({ state: states.obsolete })).toBe("Restart 18 of zope on web-1: not needed any more.");
    expect(lineOf({ state: states.verifying })).toBe(
      "Restart 18 of zope on web-1: the command ended with 0 after 4 s. Another process runs now. It printed: restarted",
    );
  });
});
