import type { ContextBlock, SectionBlock } from "@slack/types";
import type { StatusBoard } from "../../../domain/status.ts";
import type { StatusReply } from "../../../services/ports-status.ts";
import { context, sectionsOf } from "./blocks.ts";
import { escapeMrkdwn } from "./escape.ts";
import type { Headline } from "./headline.ts";

/** The headline, what has to be noted about the answer right below it, and the lines of the hosts. */
export function openingBlocks(
  { markup }: Headline,
  { note }: StatusReply,
  lines: readonly string[],
): readonly (SectionBlock | ContextBlock)[] {
  if (note === null) return sectionsOf([markup, ...lines]);
  return [...sectionsOf([markup]), context(escapeMrkdwn(note)), ...sectionsOf(lines)];
}

/** The headline as whole sentences, for notifications. */
export function openingText({ text }: Headline, { note }: StatusReply): string {
  return note === null ? text : `${text} ${escapeMrkdwn(note)}`;
}

/** The edit that shows the answer may be lost on its way, and then this message would wait for ever. */
export function waitingNote({ hosts }: StatusBoard): readonly ContextBlock[] {
  const isWaiting = hosts.some((host) => host.kind === "waiting");
  return isWaiting ? [context("If this does not change within 10 s, press Refresh.")] : [];
}
