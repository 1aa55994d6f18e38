import { describe, expect, it } from "vitest";
import { type Deploy, deployInstants, deployPhrase, pastDeploys } from "../../src/domain/deploy.ts";
import { instant } from "../../src/domain/time.ts";

const now = instant(1_793_502_000_000);
const hoursAgo = (hours: number, note: string | null = null): Deploy => ({
  at: instant(now - hours * 3_600_000),
  by: "U01",
  note,
});

describe("deploys", () => {
  it("are told newest first, and none before its time", () => {
    const deploys = [hoursAgo(5, "old"), hoursAgo(-1, "to come"), hoursAgo(0, "now"), hoursAgo(2, "newer")];
    expect(pastDeploys(deploys, now).map(({ note }) => note)).toEqual(["now", "newer", "old"]);
  });

  it("are instants in seconds for the model", () => {
    expect(deployInstants([hoursAgo(1)])).toEqual([1_793_498_400]);
  });

  it("say when, by whom and which release", () => {
    const told = { now, nameOf: (user: string) => `@${user}` };
    expect(deployPhrase(hoursAgo(3, "release 4.2"), told)).toBe("Deployed 3 h ago by @U01: release 4.2");
    expect(deployPhrase({ ...hoursAgo(3), by: null }, told)).toBe("Deployed 3 h ago, as scipy.yml says");
  });
});
