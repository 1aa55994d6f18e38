import { post } from "./api.ts";
import type { PageContext } from "./page-context.ts";
import { whyNot } from "./surfaces.ts";

export interface Sending {
  readonly text: string;
  readonly channel: string;
  readonly threadTs: string | null;
}

/** Sends what somebody typed, a message or a slash command. Returns what the page has to say to them about it, or null. */
export async function sendText(sending: Sending, context: PageContext): Promise<string | null> {
  const command = /^(\/\S+)\s*([\s\S]*)$/.exec(sending.text);
  const answer =
    command === null
      ? await sendMessage(sending, context)
      : await sendCommand({ ...sending, command: command[1] ?? "", words: command[2] ?? "" }, context);
  context.refresh();
  return answer;
}

async function sendMessage({ text, channel, threadTs }: Sending, context: PageContext): Promise<string | null> {
  const thread = threadTs === null ? {} : { thread_ts: threadTs };
  const outcome = await post("message", {
    channel,
    user: context.standing().person,
    text: withMentions(text, context),
    ...thread,
  });
  return outcome.ok ? null : quoted(`Your message was not sent. ${whyNot(outcome)}`);
}

/** As Slack's composer does, it makes a mention of a name behind "@"; the bot's above all. */
function withMentions(text: string, { workspace }: PageContext): string {
  const ids = new Map([...workspace.people, workspace.bot].map(({ id, name }) => [name.toLowerCase(), id]));
  return text.replace(/(^|\s)@([\w.-]*\w)/g, (whole, before: string, name: string) => {
    const id = ids.get(name.toLowerCase());
    return id === undefined ? whole : `${before}<@${id}>`;
  });
}

async function sendCommand(
  sending: Sending & { command: string; words: string },
  context: PageContext,
): Promise<string | null> {
  const { command, words, channel, threadTs } = sending;
  const known = context.workspace.commands;
  if (threadTs !== null)
    return `\`${quoted(command)}\` does not work in a thread: Slack knows slash commands only in the channel itself. Type it there.`;
  if (known.length > 0 && !known.some((each) => each.command === command)) {
    return `\`${quoted(command)}\` is not a command of this workspace. Try ${known.map((each) => `\`${each.command}\``).join(" or ")}, or put a space in front to send it as a message.`;
  }
  const outcome = await post("command", { channel, user: context.standing().person, command, text: words.trim() });
  return outcome.ok
    ? null
    : `\`${quoted(command)}\` failed because the app did not respond. ${quoted(whyNot(outcome))}`;
}

function quoted(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("`", "'");
}
