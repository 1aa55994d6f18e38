import { describe, expect, it } from "vitest";
import { calledFunctions } from "./gallery/called-functions.ts";

/** What draws nothing: the first takes a click apart, the second puts a call together. */
const notDrawing = ["action-names.ts withoutNumber", "message.ts as a whole"];

describe("the gallery", () => {
  it("shows every view: each function of theirs draws at least one of its states", async () => {
    const called = await calledFunctions("src/adapters/slack/views", async () => {
      const { gallery } = await import("./gallery/gallery.ts");
      const { formsOf } = await import("./gallery/gallery-state.ts");
      for (const state of gallery()) if (state.kind === "message") formsOf(state.message);
    });
    expect(called.size).toBeGreaterThan(200);
    const missing = [...called].filter(([name, was]) => !was && !notDrawing.includes(name));
    expect(missing.map(([name]) => name)).toEqual([]);
  });
});
