import { describe, expect, it } from "vitest";
import { ordinal, reportPhrase } from "../../../src/domain/command/report-phrase.ts";
import { aFiringAlert } from "../../support/firing-alert.ts";

const fate = { foldedInto: null, count: 1, channel: "#ops", reading: "web-1 is fine: load 0.4 on 2 CPUs." };

describe("what became of a report", () => {
  it("names the channel where it stands, and how many have said so before", () => {
    expect(reportPhrase({ ...fate, count: 2 })).toBe(
      "Nothing was known to be wrong; posted in #ops. You are the 2nd to report it. Just now: web-1 is fine: load 0.4 on 2 CPUs. Once it is over you are asked whether it is better.",
    );
  });

  it("says no channel's id", () => {
    expect(reportPhrase({ ...fate, channel: "C0123456789" })).toContain("posted in the channel for alerts.");
  });

  it("names the host of a problem that is no daemon's", () => {
    const foldedInto = aFiringAlert({ key: { host: "db-1", rule: "memory", daemon: null } });
    expect(reportPhrase({ ...fate, foldedInto })).toMatch(/^Added to the open problem: db-1, heap 3\.1 of/);
  });
});

describe("an ordinal", () => {
  it.each([
    [1, "1st"],
    [2, "2nd"],
    [3, "3rd"],
    [4, "4th"],
    [11, "11th"],
    [12, "12th"],
    [13, "13th"],
    [21, "21st"],
    [102, "102nd"],
    [111, "111th"],
    [113, "113th"],
  ])("of %d is %s", (count, said) => {
    expect(ordinal(count)).toBe(said);
  });
});
