import { describe, expect, it } from "vitest";
import { renderReply } from "../../../src/adapters/slack/views/render-reply.ts";
import { expectGood, linesOf } from "./check-message.ts";
import { recordReply, records } from "./gallery/gallery-records.ts";

const findings = records.map(([, finding]) => finding);
const shown = (name: string) => {
  const message = renderReply(recordReply(records.flatMap(([each, finding]) => (each === name ? [finding] : []))));
  expectGood(message);
  return linesOf(message.blocks);
};

describe("the track record of one daemon", () => {
  it("says the finding first, then each span, the crossings, and what widens the next ranges", () => {
    expect(shown("a promise broken").slice(0, 5)).toEqual([
      "*puma on web-1*: Ranges held 41 of 52 times (79 %); promised 90 %.",
      "• 1 day ahead: 29 of 40 held; off by 4.8 %, too low.",
      "• 7 days ahead: 12 of 12 held; off by 4.3 %, too low.",
      "• Threshold reached within its range 5 of 6 times; 1 sooner.",
      "• Ranges are widened ×1.6: as reckoned, 29 of its last 40 forecasts for 1 day held, and 36 were promised.",
    ]);
  });

  it("says of a daemon that is restarted every night why nothing can be known", () => {
    expect(shown("restarted every night")).toContain(
      "• Not scored: 2 void: restarted or deployed before they were due; 2 with too few readings.",
    );
  });

  it("says what keeps it from knowing", () => {
    expect(shown("not read")[0]).toBe("*celery on web-1*: Its forecasts cannot be read: the database is away.");
  });
});

describe("the track record of several daemons", () => {
  const message = renderReply({ ...recordReply(findings), more: 2 });

  it("is a table of five columns with a row for each, below the finding on all", () => {
    expectGood(message);
    expect(message.text).toBe("Forecasts of 8 heaps: Ranges held 107 of 160 times (67 %); promised 90 %.");
    const table = message.blocks.find((block) => block.type === "table");
    if (table?.type !== "table") throw new Error("there is no table");
    const rows = table.rows.map((row) => row.map((cell) => ("text" in cell ? cell.text : "")));
    expect(rows.slice(0, 4)).toEqual([
      ["Daemon", "1 day held", "7 days held", "Off by", "Notes"],
      ["web-1/zope", "37/40", "12/12", "4.3 % too low", "crossed 5/6"],
      ["web-1/puma", "29/40", "12/12", "4.3 % too low", "×1.6, crossed 5/6"],
      ["web-1/solr", "2/40", "12/12", "4.3 % too low", "×1.6, crossed 5/6"],
    ]);
    expect(rows.at(-1)).toEqual(["web-1/celery", "–", "–", "–", "not read"]);
  });

  it("names those that were not looked at, and how to ask for one", () => {
    expect(linesOf(message.plainBlocks).at(-1)).toMatch(/^2 more were not looked at\. .*heap --track-record DAEMON/);
  });
});
