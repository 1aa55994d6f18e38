import { describe, expect, it } from "vitest";
import { createDialogHashes } from "../../../src/adapters/slack/dialog-hashes.ts";

describe("the state of a dialog", () => {
  it("is what the bot's own updates have made of what was seen", () => {
    const hashes = createDialogHashes();
    const seen = { id: "V1", hash: "1" };
    expect(hashes.newest(seen)).toBe("1");
    hashes.updated(seen, "2");
    hashes.updated(seen, "3");
    expect(hashes.newest(seen)).toBe("3");
    expect(hashes.newest({ id: "V1", hash: "2" })).toBe("3");
  });

  it("is not that of another dialog, or of what somebody else has updated", () => {
    const hashes = createDialogHashes();
    hashes.updated({ id: "V1", hash: "1" }, "2");
    expect(hashes.newest({ id: "V2", hash: "1" })).toBe("1");
    expect(hashes.newest({ id: "V1", hash: "0" })).toBe("0");
  });

  it("is known also where Slack gives the same again, and never goes round in circles", () => {
    const hashes = createDialogHashes();
    hashes.updated({ id: "V1", hash: "1" }, "1");
    expect(hashes.newest({ id: "V1", hash: "1" })).toBe("1");
    hashes.updated({ id: "V1", hash: "1" }, "2");
    hashes.updated({ id: "V1", hash: "2" }, "1");
    expect(["1", "2"]).toContain(hashes.newest({ id: "V1", hash: "1" }));
  });
});
