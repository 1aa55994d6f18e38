import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Surface } from "../../../src/trial/blocks/surfaces.ts";
import { validateBlocks } from "../../../src/trial/blocks/validate-blocks.ts";
import { actions, button, input, type Json, long, many, pointers, type Type } from "./break-blocks.ts";
import { goodBlocks, plain } from "./good-blocks.ts";

describe("the blocks of a message together", () => {
  it.each([
    ["51 blocks", "message", many(51, () => ({ type: "divider" })), "/blocks"],
    ["101 blocks in a modal", "modal", many(101, () => ({ type: "divider" })), "/blocks"],
    ["two tables", "message", [goodBlocks.table, goodBlocks.table], "/blocks/1"],
    [
      "two plans",
      "message",
      [
        { type: "plan", title: "a" },
        { type: "plan", title: "b" },
      ],
      "/blocks/1",
    ],
    ["three charts", "message", many(3, () => goodBlocks.data_visualization), "/blocks/2"],
    ["a block_id twice", "message", many(2, () => ({ type: "divider", block_id: "a" })), "/blocks/1/block_id"],
    [
      "an action_id twice",
      "message",
      many(2, () => actions(button({ action_id: "a" }))),
      "/blocks/1/elements/0/action_id",
    ],
    [
      "12 001 characters of markdown in two blocks",
      "message",
      many(2, () => ({ type: "markdown", text: long(6001) })),
      "/blocks",
    ],
    [
      "two elements that want the focus",
      "modal",
      many(2, () => input({ type: "plain_text_input", focus_on_load: true })),
      "/blocks/1/element/focus_on_load",
    ],
    ["something else than a list", "message", { type: "divider" }, "/blocks"],
  ] as const)("are refused for %s", (...[_what, surface, blocks, pointer]) => {
    expect(pointers(blocks, surface)).toEqual([pointer]);
  });

  it("are refused with the rule and the value that was found, clipped", () => {
    expect(validateBlocks([{ type: "header", text: plain(long(200)) }], "message")).toEqual([
      {
        pointer: "/blocks/0/text/text",
        rule: "must have at most 150 characters",
        found: expect.stringMatching(/^"x{79}… \(202 characters\)$/),
      },
    ]);
  });

  it("are judged without ever throwing, whatever JSON they are", () => {
    const types = fc.constantFrom(...Object.keys(goodBlocks), "constructor", "__proto__");
    const anything = fc.oneof(
      fc.jsonValue(),
      fc.array(
        fc.record(
          { type: types, text: fc.jsonValue(), elements: fc.jsonValue(), rows: fc.jsonValue(), chart: fc.jsonValue() },
          { requiredKeys: ["type"] },
        ),
      ),
    );
    fc.assert(
      fc.property(anything, fc.constantFrom("message", "modal", "home" as const), (blocks, surface) => {
        for (const problem of validateBlocks(blocks, surface as Surface)) expect(problem.pointer).toMatch(/^\/blocks/);
      }),
      { numRuns: 500 },
    );
  });

  it("are refused when one part of a good block is replaced by something of another kind", () => {
    const names = fc.constantFrom(...(Object.keys(goodBlocks) as Type[]));
    fc.assert(
      fc.property(names, fc.nat(), (name, at) => {
        const block: Json = goodBlocks[name];
        const keys = Object.keys(block).filter((key) => key !== "type");
        const key = keys[at % keys.length];
        if (key === undefined) return;
        const surface = name === "alert" ? "modal" : "message";
        expect(pointers([{ ...block, [key]: 7.5 }], surface)).toContain(`/blocks/0/${key}`);
      }),
    );
  });
});
