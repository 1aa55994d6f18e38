import { describe, expect, it } from "vitest";
import type { Message } from "../../../src/adapters/slack/views/message.ts";
import { renderNotice } from "../../../src/adapters/slack/views/render-notice.ts";
import { renderReply } from "../../../src/adapters/slack/views/render-reply.ts";
import { botHost } from "../../../src/domain/alert/rule.ts";
import type { Notice } from "../../../src/domain/notice/notice.ts";
import { instant } from "../../../src/domain/time.ts";
import { now } from "./boards.ts";
import { expectGood, linesOf } from "./check-message.ts";
import {
  aBacklog,
  aDigest,
  aDirect,
  alertsByState,
  anAlert,
  aReport,
  aThreadLine,
  noise,
  otherNotices,
} from "./notices.ts";

function stateOf(name: string): Message {
  const found = alertsByState.find(([each]) => each === name);
  if (found === undefined) throw new Error(`no alert called ${name}`);
  return renderNotice(found[1]);
}

function buttonsOf({ blocks }: Message): string[] {
  return blocks.flatMap((block) =>
    block.type === "actions"
      ? block.elements.map((each) => ("value" in each ? `${each.action_id} ${each.value}` : ""))
      : [],
  );
}

/** Lines as a reader counts them: two figures stand side by side, buttons are a line. */
function heightOf({ plainBlocks }: Message): number {
  const fields = plainBlocks.flatMap((block) => (block.type === "section" ? (block.fields ?? []) : [])).length;
  const lines = linesOf(plainBlocks).filter((line) => line !== "").length;
  return lines + Math.ceil(fields / 2) + plainBlocks.filter(({ type }) => type === "actions").length;
}

const twoPoints = [1, 2].map((value) => ({ at: instant(now + value * 60_000), value }));
const noNumbers = [1, 2, 3].map((minute) => ({ at: instant(now + minute * 60_000), value: Number.NaN }));

describe("the root message of an alert", () => {
  it.each(alertsByState)("keeps to Slack's rules and to 12 lines, and offers at most four buttons: %s", (_, notice) => {
    const message = renderNotice(notice);
    expectGood(message);
    expect(heightOf(message)).toBeLessThanOrEqual(12);
    expect(buttonsOf(message).length).toBeLessThanOrEqual(4);
    expect(buttonsOf(message).every((each) => each.endsWith(" alert-1"))).toBe(true);
  });

  it.each([
    ["firing, critical", ":red_circle: *Critical* · *zope* on *scipy*: heap 3.7 of 3.6 GiB, 103 % of its threshold"],
    [
      "firing, a warning",
      ":large_orange_circle: *Warning* · *zope* on *scipy*: heap 3.7 of 3.6 GiB, 103 % of its threshold",
    ],
    [
      "acknowledged",
      ":eyes: *Acknowledged* (critical) · *zope* on *scipy*: heap 3.7 of 3.6 GiB, 103 % of its threshold",
    ],
    ["silenced", ":no_bell: *Silenced* (critical) · *zope* on *scipy*: heap 3.7 of 3.6 GiB, 103 % of its threshold"],
    ["stale", ":white_circle: *No data* (critical) · *zope* on *scipy*: heap 3.7 of 3.6 GiB, 103 % of its threshold"],
    ["flapping", ":repeat: *Flapping* (critical) · *zope* on *scipy*: heap 3.7 of 3.6 GiB, 103 % of its threshold"],
    ["hidden", ":zzz: *Hidden* (critical) · *zope* on *scipy*: heap 3.7 of 3.6 GiB, 103 % of its threshold"],
    [
      "resolved",
      ":large_green_circle: *Resolved* · *zope* on *scipy*: heap 3.7 of 3.6 GiB, 103 % of its threshold (fired 3 times)",
    ],
    ["a specimen", "*TEST* · :red_circle: *Critical* · *zope* on *scipy*: heap 3.7 of 3.6 GiB, 103 % of its threshold"],
  ])("says all of it in its first line, its state in a word beside its colour: %s", (name, line) => {
    expect(linesOf(stateOf(name).blocks)[0]).toBe(line);
  });

  it.each([
    ["firing, critical", ["alert_acknowledge alert-1", "alert_silence alert-1", "alert_details alert-1"]],
    ["acknowledged", ["alert_silence alert-1", "alert_details alert-1"]],
    ["silenced", ["alert_acknowledge alert-1", "alert_details alert-1"]],
    ["resolved", ["alert_useful alert-1", "alert_noise alert-1", "alert_details alert-1"]],
  ])("offers what can still be done about it: %s", (name, buttons) => {
    expect(buttonsOf(stateOf(name))).toEqual(buttons);
  });

  it("says what it means, what to do now, and since when, with each reader's own time", () => {
    const lines = linesOf(stateOf("acknowledged").blocks);
    expect(lines[0]).toMatch(/heap 3\.7 of 3\.6 GiB, 103 % of its threshold$/);
    expect(lines[1]).toBe("*What to do now*: Restart zope when few are connected.");
    expect(lines.at(-1)).toMatch(
      /^`heap` · fired <!date.*> · acknowledged by <@U01ALICE> <!date.*> · figures of <!date.*>$/,
    );
  });

  it("says who silenced it until when and why", () => {
    expect(linesOf(stateOf("silenced").blocks)[1]).toMatch(/^Silenced by <@U02BOB> until <!date.*>: I work on it$/);
  });

  it("shows old figures as old", () => {
    expect(linesOf(stateOf("stale").blocks)[1]).toMatch(/^No answer: these figures are of <!date.*> and not live\.$/);
  });

  it("shows how it came and went", () => {
    expect(linesOf(stateOf("flapping").blocks)[1]).toBe("Its last hour: █▁█▁█ (█ firing, ▁ clear)");
  });

  it("says of a problem that is over how long it lasted, its peak and what ended it, and no advice any more", () => {
    const lines = linesOf(stateOf("resolved").blocks);
    expect(lines[1]).toBe("After 3 h 12 min; peak 3.7 GiB; zope was restarted.");
    expect(lines.join("\n")).not.toContain("What to do now");
  });

  it("marks a specimen in its notification too", () => {
    expect(stateOf("a specimen").text).toMatch(/^TEST · Critical/);
  });

  it("draws its course with the limit as a second line, and as a line of text where Slack has no charts", () => {
    const message = renderNotice(anAlert());
    const chart = message.blocks.find((block) => block.type === "data_visualization");
    expect(chart).toMatchObject({ chart: { series: [{ name: "now" }, { name: "threshold" }] } });
    expect(linesOf(message.plainBlocks).join("\n")).toContain("Heap of zope on scipy, last 59 min: ");
    expect(message.plainBlocks.some(({ type }) => type === "data_visualization")).toBe(false);
  });

  it.each([
    ["no points", anAlert({ chart: { title: "x", unit: "GiB", points: [], limit: null } })],
    ["two points", anAlert({ chart: { title: "x", unit: "GiB", points: twoPoints, limit: null } })],
    ["what is no number", anAlert({ chart: { title: "x", unit: "GiB", points: noNumbers, limit: null } })],
    ["none", anAlert({ chart: null })],
  ])("draws nothing of %s", (_, notice) => {
    const message = renderNotice(notice);
    expect(message.blocks).toEqual(message.plainBlocks);
    expectGood(message);
  });

  it("names the bot itself where the problem is its own", () => {
    const message = renderNotice(anAlert({ key: { host: botHost, rule: "bot", daemon: null } }));
    expect(linesOf(message.blocks)[0]).toMatch(/^:red_circle: \*Critical\* · \*the bot itself\*: /);
  });
});

describe("what else is said unasked", () => {
  it.each(otherNotices)("keeps to Slack's rules: %s", (_, notice) => expectGood(renderNotice(notice)));

  it("mentions the people and groups of an escalation", () => {
    const { text } = renderNotice(aThreadLine);
    expect(text).toBe("<@U01ALICE> <!subteam^S01OPS> It is critical now: 103 % of its threshold.");
  });

  it("leads from a direct message to the alert, and takes its acknowledgement", () => {
    const message = renderNotice(aDirect);
    expect(linesOf(message.blocks)[1]).toBe(
      "<https://example.slack.com/archives/C01OPS/p1?thread_ts=1.2&amp;cid=C01OPS|Go to the alert>",
    );
    expect(buttonsOf(message)).toEqual(["alert_acknowledge alert-1", "alert_details alert-1"]);
  });

  it.each(["javascript:alert(1)", "https://a|b", "https://x> <!channel"])("leads nowhere by %s", (link) => {
    const lines = linesOf(renderNotice({ ...aDirect, link }).blocks);
    expect(lines).toEqual([aDirect.sentence]);
  });

  it("counts in a backlog what it accounts for, and the hosts that it does not name", () => {
    const lines = linesOf(renderNotice(aBacklog).blocks);
    expect(lines[1]).toBe(
      ":red_circle: *Critical* · *unreachable*: fired 12 times, 3 still firing; on web-1, web-2, web-3, web-4, web-5 and 7 more hosts",
    );
    expect(lines[2]).toMatch(/fired once, none still firing; on scipy$/);
    expect(lines.at(-1)).toBe("counted here: 14 fired, 11 resolved, 1 other change; 3 still firing");
  });

  it("leaves sections without lines out of the digest", () => {
    expect(linesOf(renderNotice(aDigest).blocks).slice(0, 4)).toEqual([
      ":bar_chart: *Two problems this week, both on scipy.*",
      "*Alerts*",
      "• heap of zope fired twice",
      "• load fired once",
    ]);
    expect(JSON.stringify(renderNotice(aDigest))).not.toContain("Nothing");
  });

  it("shows noise as a table, with what to change below it", () => {
    const lines = linesOf(renderNotice(noise).blocks);
    expect(lines).toContain("swap | 6 | 1 | 4");
    expect(lines.at(-1)).toBe("• *swap*: raise swap.climb_warning to 8 % of RAM per hour (now 5)");
  });

  it("answers with the same table who asks for it", () => {
    expect(renderReply(noise)).toEqual(renderNotice(noise));
  });

  it("asks those who reported a problem whether it is better, only when it is to be asked", () => {
    expect(buttonsOf(renderNotice(aReport))).toEqual(["report_better report-1", "report_worse report-1"]);
    const quiet: Notice = { ...aReport, asks: null };
    expect(buttonsOf(renderNotice(quiet))).toEqual([]);
    expect(linesOf(renderNotice(quiet).blocks).at(-1)).toBe("better: 1, worse: 0");
  });
});
