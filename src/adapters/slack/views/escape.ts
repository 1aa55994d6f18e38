import { printable } from "../../../domain/printable.ts";

/** A name or a sentence from outside; longer than any of ours, shorter than what fills a screen. */
const outsideMax = 600;

/**
 * A text of unknown origin as mrkdwn that shows what it holds: no mention, link, control, bidirectional or zero-width
 * character, one line, at most `charactersMax` characters before escaping.
 */
export function escapeMrkdwn(text: string, charactersMax = outsideMax): string {
  return escapeEntities(printable(text, charactersMax));
}

/** The same in bold. An asterisk would end it early, and Slack has no way to escape one. */
export function bold(text: string, charactersMax = outsideMax): string {
  const inner = escapeMrkdwn(text, charactersMax).replaceAll("*", "∗");
  return inner === "" ? "" : `*${inner}*`;
}

/** The same as code: for paths and whatever else must be read to the letter. A backtick would end it early. */
export function codeSpan(text: string): string {
  const inner = escapeMrkdwn(text).replaceAll("`", "ˋ");
  return inner === "" ? "" : `\`${inner}\``;
}

/** For places where Slack reads no markup: plain_text and the cells of tables. Never empty, since Slack refuses that. */
export function plain(text: string, charactersMax: number): string {
  return printable(text, charactersMax) || "–";
}

/** Cuts finished mrkdwn to a limit of Slack's, never within a character, an entity or a <…> token. */
export function clipMarkup(text: string, charactersMax: number): string {
  if (text.length <= charactersMax) return text;
  const cut = text
    .slice(0, charactersMax - 1)
    .replace(/\p{Surrogate}$/u, "")
    .replace(/&[a-z]{0,3}$/, "")
    .replace(/<[^>]*$/, "");
  return `${cut}…`;
}

function escapeEntities(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
