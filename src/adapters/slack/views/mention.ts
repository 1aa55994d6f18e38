import { escapeMrkdwn } from "./escape.ts";

/** A user (U…, W…) or a group (S…) as Slack mentions them; whatever is no such id is shown as the text that it is. */
export function mention(id: string): string {
  if (/^[UW][A-Z0-9]{1,20}$/.test(id)) return `<@${id}>`;
  return /^S[A-Z0-9]{1,20}$/.test(id) ? `<!subteam^${id}>` : escapeMrkdwn(id, idMax);
}

/** Longer than any id. */
const idMax = 30;
