import type { MessageBlock } from "./message.ts";

/**
 * Lines of text that a reader finds in these blocks, as they are written: a narrow window wraps them. Charts, tables and
 * pictures are looked at and not read, and buttons count for themselves.
 */
export function countLines(blocks: readonly MessageBlock[]): number {
  return blocks.reduce((sum, block) => sum + linesOf(block), 0);
}

function linesOf(block: MessageBlock): number {
  if (block.type === "context" || block.type === "header") return 1;
  if (block.type !== "section") return 0;
  // Two fields stand side by side.
  return (block.text?.text.split("\n").length ?? 0) + Math.ceil((block.fields?.length ?? 0) / 2);
}
