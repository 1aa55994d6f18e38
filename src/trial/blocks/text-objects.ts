import { z } from "zod";

/** Slack's limit of a text object where the block sets no lower one. */
const TEXT_MAX = 3000;

export function plainText(charactersMax = TEXT_MAX) {
  return z.strictObject({
    type: z.literal("plain_text"),
    text: z.string().min(1).max(charactersMax),
    emoji: z.boolean().optional(),
  });
}

export function mrkdwn(charactersMax = TEXT_MAX) {
  return z.strictObject({
    type: z.literal("mrkdwn"),
    text: z.string().min(1).max(charactersMax),
    verbatim: z.boolean().optional(),
  });
}

export function anyText(charactersMax = TEXT_MAX) {
  return z.discriminatedUnion("type", [plainText(charactersMax), mrkdwn(charactersMax)]);
}
