import { describe, expect, it } from "vitest";
import { roughTime, roughTimes, sizeRange } from "../../../src/domain/heap/rough-range.ts";

const [hour, day, gibi] = [3600, 86_400, 1024 ** 3];

describe("what is known within limits", () => {
  it.each([
    [0, "0 min"],
    [90 * 60, "90 min"],
    [2 * hour, "2 h"],
    [47 * hour, "47 h"],
    [2 * day, "2 d"],
    [2.5 * day, "2.5 d"],
    [12.4 * day, "12 d"],
  ])("%d s are called %s", (seconds, said) => {
    expect(roughTime(seconds)).toBe(said);
  });

  it("has its unit once where both ends have the same", () => {
    expect(roughTimes(5 * hour, 9 * hour)).toBe("5–9 h");
    expect(roughTimes(20 * hour, 3 * day)).toBe("20 h to 3 d");
    expect(sizeRange(1.3 * gibi, 1.6 * gibi)).toBe("1.3–1.6 GiB");
    expect(sizeRange(812 * 1024 ** 2, 1.3 * gibi)).toBe("812 MiB to 1.3 GiB");
  });

  it("is one figure where the ends cannot be told apart", () => {
    expect(roughTimes(5 * hour, 5 * hour + 60)).toBe("5 h");
  });
});
