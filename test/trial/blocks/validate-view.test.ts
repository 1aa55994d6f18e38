import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { validateView } from "../../../src/trial/blocks/validate-view.ts";
import { modal } from "../open-workspace.ts";
import { plain } from "./good-blocks.ts";

describe("a view", () => {
  it.each([
    ["a modal", modal()],
    ["a Home tab", { type: "home", callback_id: "home", blocks: [{ type: "divider" }] }],
    [
      "a modal without input, hence without submit",
      { type: "modal", title: plain("a"), blocks: [{ type: "divider" }] },
    ],
  ])("passes when it is good: %s", (_what, view) => {
    expect(validateView(view)).toEqual([]);
  });

  it.each([
    ["no title", modal({ title: undefined }), "/view/title"],
    ["a title of 25 characters", modal({ title: plain("x".repeat(25)) }), "/view/title/text"],
    ["a submit button of 25 characters", modal({ submit: plain("x".repeat(25)) }), "/view/submit/text"],
    ["an input but no submit button", modal({ submit: undefined }), "/view/submit"],
    ["a close button of 25 characters", modal({ close: plain("x".repeat(25)) }), "/view/close/text"],
    ["a callback_id of 256 characters", modal({ callback_id: "x".repeat(256) }), "/view/callback_id"],
    ["private metadata of 3001 characters", modal({ private_metadata: "x".repeat(3001) }), "/view/private_metadata"],
    ["no blocks", modal({ blocks: undefined }), "/view/blocks"],
    ["a bad block", modal({ blocks: [{ type: "table", rows: [] }] }), "/view/blocks/0/type"],
    ["a field that Slack does not know", modal({ colour: "red" }), "/view/colour"],
    ["a title on a Home tab", { type: "home", title: plain("a"), blocks: [] }, "/view/title"],
    ["a type that does not exist", { type: "dialog", blocks: [] }, "/view/type"],
    ["being no view", "modal", "/view"],
  ])("is refused for %s", (_what, view, pointer) => {
    expect(validateView(view).map((each) => each.pointer)).toContain(pointer);
  });

  it("is judged without ever throwing, whatever JSON it is", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (view) => void expect(Array.isArray(validateView(view))).toBe(true)),
      { numRuns: 300 },
    );
  });
});
