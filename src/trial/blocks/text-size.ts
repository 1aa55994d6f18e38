import { objectsIn } from "./walk.ts";

/** Slack answers `msg_blocks_too_long` above some 13 200 characters in all blocks together; the limit is not documented. */
export const BLOCKS_CHARACTERS_MAX = 13_200;

/** Fields that carry names for machines, not text for people. */
const namesOnly = new Set(["type", "block_id", "action_id", "value", "style", "url", "image_url"]);

export function charactersIn(blocks: unknown): number {
  let characters = 0;
  for (const { object } of objectsIn(blocks))
    for (const [key, value] of Object.entries(object))
      if (typeof value === "string" && !namesOnly.has(key)) characters += value.length;
  return characters;
}
