import { describe, expect, it } from "vitest";
import { percent, plural, waitingPhrase } from "../../../src/domain/diagnosis/phrases.ts";
import { absent, known } from "../../../src/domain/figure.ts";

describe("phrases", () => {
  it.each([
    [0, "0 %"],
    [0.2, "under 1 %"],
    [0.5, "1 %"],
    [99.6, "100 %"],
  ])("a share of %s of 100 is %s", (value, text) => {
    expect(percent(value)).toBe(text);
  });

  it("count in the singular and the plural", () => {
    expect([0, 1, 2].map((count) => plural(count, "host"))).toEqual(["0 hosts", "1 host", "2 hosts"]);
  });

  it("speak of waiting tasks only when there is at least one", () => {
    expect(waitingPhrase(known(0.4), "memory")).toBeNull();
    expect(waitingPhrase(absent("it needs two readings"), "memory")).toBeNull();
    expect(waitingPhrase(known(1.2), "memory")).toBe("about 1 task waits for memory");
    expect(waitingPhrase(known(13.6), "memory")).toBe("about 14 tasks wait for memory");
  });
});
