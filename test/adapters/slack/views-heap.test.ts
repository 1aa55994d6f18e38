import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { imageOf } from "../../../src/adapters/slack/views/blocks.ts";
import { renderReply } from "../../../src/adapters/slack/views/render-reply.ts";
import { notWidened } from "../../../src/domain/heap/widening.ts";
import { instant } from "../../../src/domain/time.ts";
import type { HeapFinding, HeapReply } from "../../../src/services/ports-heap.ts";
import { expectGood, linesOf } from "./check-message.ts";
import { findingOf } from "./gallery/gallery-heaps.ts";

const gibi = 1024 ** 3;
const now = instant(Date.UTC(2026, 0, 15));
const limit = { bytes: 3.6 * gibi, by: "set" as const };

function replyOf(...daemons: HeapFinding[]): HeapReply {
  return { kind: "heap", daemons, more: 0, horizonDays: 7, commandName: "/scipy", now };
}

const growing = findingOf(5, (days) => (1 + 0.4 * days) * gibi);
const settled = findingOf(5, () => gibi, { daemon: "solr" });
const young = findingOf(0.3, () => gibi);
const unread: HeapFinding = {
  host: "db-1",
  daemon: "pg",
  outlook: null,
  problem: "Its history cannot be read.",
  limit: null,
  deploys: [],
  widening: notWidened,
};

describe("the answer about one heap", () => {
  it("says the verdict first, then the crossing as a range, the level as a range and the interval", () => {
    const message = renderReply(replyOf(growing));
    expectGood(message);
    const [verdict, ...behind] = linesOf(message.blocks);
    expect(verdict).toMatch(/^:large_orange_circle: \*zope on web-1\*: The heap grows without a bend, like a leak/);
    expect(behind[0]).toMatch(/^• It reaches 3\.6 GiB in /);
    expect(behind[1]).toMatch(/^• In 7 days it stands at .*–.* GiB with 90 % probability, most likely at /);
    expect(behind[2]).toMatch(/^• It may run .* from one start to the next/);
    expect(message.text).toMatch(/^zope on web-1: The heap grows .* It reaches 3\.6 GiB in /);
  });

  it("has a picture with its band for where one can be shown, in the place of the chart", () => {
    const { pictured, blocks } = renderReply(replyOf(growing));
    if (pictured === undefined) throw new Error("no picture");
    expect(pictured.picture.title).toBe("Heap of zope on web-1");
    expect(pictured.picture.altText).toContain("like a leak");
    const shown = pictured.blocksWith(imageOf(pictured.picture, "F0PICTURE1"));
    expectGood({ text: "x", blocks: shown, plainBlocks: shown });
    expect(shown.map(({ type }) => type)).toEqual(
      blocks.map(({ type }) => (type === "data_visualization" ? "image" : type)),
    );
    expect(renderReply(replyOf(unread)).pictured).toBeUndefined();
  });

  it("says that its ranges are widened and why, where it has any", () => {
    const widening = { factor: 1.6, because: { span: "week", scored: 40, held: 29, of: "all" } } as const;
    const told = (finding: HeapFinding) => linesOf(renderReply(replyOf({ ...finding, widening })).blocks);
    const sentence = expect.stringMatching(
      /^• Ranges are widened ×1\.6: as reckoned, 29 of the last 40 forecasts of all/,
    );
    expect(told(growing)).toContainEqual(sentence);
    expect(told(young)).not.toContainEqual(sentence);
    expect(told(unread)).not.toContainEqual(sentence);
  });

  it("says who deployed what and when, and shows a release's name for what it is", () => {
    const at = instant(now - 3 * 3_600_000);
    const deployed = (deploy: HeapFinding["deploys"][number] | null) => {
      const message = renderReply(replyOf({ ...growing, deploys: deploy === null ? [] : [deploy] }));
      expectGood(message);
      return linesOf(message.blocks).find((line) => line.startsWith("• Deployed"));
    };
    expect(deployed({ at, by: "U01", note: "<!channel> 4.2" })).toBe(
      "• Deployed 3 h ago by <@U01>: &lt;!channel&gt; 4.2.",
    );
    expect(deployed({ at, by: null, note: null })).toBe("• Deployed 3 h ago, as scipy.yml says.");
    expect(deployed(null)).toBeUndefined();
  });

  it("draws what was measured, the forecast from now on, and the threshold", () => {
    const chart = renderReply(replyOf(growing)).blocks.find(({ type }) => type === "data_visualization");
    if (chart?.type !== "data_visualization" || !("chart" in chart)) throw new Error("no chart");
    const { series, axis_config } = chart.chart;
    expect(series.map(({ name }) => name)).toEqual(["measured", "forecast (p50)", "threshold"]);
    expect(axis_config.categories).toHaveLength(20);
    const at = axis_config.categories.indexOf("0");
    const [measured, forecast, threshold] = series.map(({ data }) => data.map(({ value }) => value));
    expect(forecast?.slice(0, at + 1)).toEqual(measured?.slice(0, at + 1));
    expect(forecast?.at(-1)).toBeGreaterThan(Number(measured?.at(-1)) + 1);
    expect(new Set(threshold)).toEqual(new Set([3.6]));
  });

  it("is a line of bars where there is no native chart", () => {
    expect(linesOf(renderReply(replyOf(growing)).plainBlocks).join("\n")).toMatch(
      /Heap of zope on web-1: [▁▂▃▄▅▆▇█]{40} now 3\.0/u,
    );
  });

  it("says without enough data how much is needed, and promises nothing", () => {
    const message = renderReply(replyOf(young));
    expectGood(message);
    const lines = linesOf(message.blocks);
    expect(lines[0]).toMatch(/^:white_circle: \*zope on web-1\*: No forecast yet: .* of data, 24 h needed\.$/);
    expect(lines[1]).toMatch(/^• It takes \d+ more hours at this load to tell\.$/);
    expect(lines.join()).not.toMatch(/reaches|may run|stands at/);
  });

  it("says of a limit that nobody set where it comes from", () => {
    const lines = linesOf(
      renderReply(replyOf({ ...growing, limit: { ...limit, by: "share of RAM" as const } })).blocks,
    );
    expect(lines.at(-1)).toContain(
      "No threshold is set in scipy.yml, and none could be measured yet: 45 % of RAM was taken.",
    );
  });

  it("says what is wrong where there is no analysis", () => {
    const message = renderReply(replyOf(unread));
    expectGood(message);
    expect(linesOf(message.blocks)[0]).toBe(":black_circle: *pg on db-1*: Its history cannot be read.");
  });
});

describe("the answer about several heaps", () => {
  it("counts first, then has a sentence for each, with the crossing of those that have one", () => {
    const message = renderReply({ ...replyOf(growing, settled, unread), more: 2 });
    expectGood(message);
    const lines = linesOf(message.blocks);
    expect(lines[0]).toBe("*3 heaps: 1 grows without a bend, 1 is likely to reach its limit within 7 days.*");
    expect(lines[1]).toMatch(/zope on web-1\*: The heap grows .* It reaches 3\.6 GiB in /);
    expect(lines[2]).toMatch(/^:large_green_circle: \*solr on web-1\*: The heap has settled/);
    expect(lines.at(-1)).toMatch(/^2 more daemons were not looked at\. `\/scipy heap DAEMON` shows/);
  });

  it("says of how many the ranges are widened, and where that is explained", () => {
    const widening = { factor: 1.6, because: { span: "day", scored: 40, held: 29, of: "daemon" } } as const;
    const message = renderReply(replyOf({ ...growing, widening }, settled));
    expectGood(message);
    expect(linesOf(message.blocks).at(-1)).toMatch(
      /^Ranges of 1 daemon are widened: `\/scipy heap --track-record` says why\. `\/scipy heap DAEMON`/,
    );
  });
});

describe("whatever a daemon is called", () => {
  const hostile = fc.constantFrom(
    "<!channel>",
    "<http://a|b>",
    "*b* `c` _i_",
    "\u202Eabc",
    "x".repeat(5000),
    "&".repeat(999),
    "",
    "\n> q",
  );

  it("breaks no rule of Slack's, alone or among many", () => {
    fc.assert(
      fc.property(hostile, hostile, fc.constantFrom(growing, settled, young, unread), (host, daemon, base) => {
        const finding = { ...base, host, daemon, problem: base.problem === null ? null : host };
        expectGood(renderReply({ ...replyOf(finding), commandName: host }));
        expectGood(renderReply(replyOf(...Array.from({ length: 15 }, () => finding))));
      }),
      { numRuns: 60 },
    );
  });
});
