import { expect } from "vitest";
import { imageOf } from "../../../src/adapters/slack/views/blocks.ts";
import type { Message } from "../../../src/adapters/slack/views/message.ts";
import { blockMarkupFaults, markupFaults } from "../../../src/trial/blocks/markup.ts";
import { BLOCKS_CHARACTERS_MAX, charactersIn } from "../../../src/trial/blocks/text-size.ts";
import { validateBlocks } from "../../../src/trial/blocks/validate-blocks.ts";

/** What stands in a message, in reading order. */
export function linesOf(blocks: Message["blocks"]): string[] {
  return blocks.flatMap((block) => {
    if (block.type === "section") return (block.text?.text ?? "").split("\n");
    if (block.type === "table")
      return block.rows.map((row) => row.map((cell) => ("text" in cell ? cell.text : "")).join(" | "));
    if (block.type === "context") return block.elements.map((element) => ("text" in element ? element.text : ""));
    return [];
  });
}

/** Holds a message against all of Slack's rules that the trial workspace knows. */
export function expectGood(message: Message): void {
  expect(message.text).not.toBe("");
  expect(message.text.length).toBeLessThanOrEqual(4000);
  const { pictured } = message;
  const withPicture = pictured === undefined ? [] : [pictured.blocksWith(imageOf(pictured.picture, "F0PICTURE1"))];
  for (const blocks of [message.blocks, message.plainBlocks, ...withPicture]) {
    expect(validateBlocks(blocks, "message")).toEqual([]);
    expect(charactersIn(blocks)).toBeLessThanOrEqual(BLOCKS_CHARACTERS_MAX);
    expect(blockMarkupFaults(blocks, "/blocks")).toEqual([]);
  }
  expect(markupFaults(message.text, "/text")).toEqual([]);
}
