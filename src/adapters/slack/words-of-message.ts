/** Who a message is meant for. */
export interface MessageReader {
  readonly botUserId: string;
  /** With its slash. */
  readonly commandName: string;
}

/**
 * What somebody wrote in a message, as if it stood behind the slash command: without the mention of the bot, and without
 * what Slack makes of it. Slack escapes three characters, turns names into ids and whatever looks like an address, also
 * the name of a host, into a link.
 */
export function wordsOfMessage(text: string, { botUserId, commandName }: MessageReader): string {
  const shown = text.replace(/<([^<>]*)>/g, (_, inner: string) => tokenWords(inner, botUserId));
  const plain = shown.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
  return withoutCommand(withoutMarks(plain.replace(/^[\s,:]+/, "").trim()), commandName);
}

/** "@U0BOT", "@U01ALICE|alice", "#C01OPS|ops", "!here", "!subteam^S01|@ops", "http://web-1.example.com|web-1.example.com". */
function tokenWords(inner: string, botUserId: string): string {
  const [target = "", label = ""] = inner.split("|");
  if (target === `@${botUserId}`) return " ";
  if (/^[@#]/.test(target)) return label === "" ? target : `${target.charAt(0)}${label.replace(/^[@#]/, "")}`;
  if (target.startsWith("!")) return label === "" ? `@${target.slice(1)}` : label;
  return label === "" ? target.replace(/^mailto:/, "") : label;
}

/** Copied from where it stood as code or in bold. */
function withoutMarks(words: string): string {
  return (/^([`*_~]{1,3})([^`*_~]*)\1$/.exec(words)?.[2] ?? words).trim();
}

/** Who is used to it types it here, too. */
function withoutCommand(words: string, commandName: string): string {
  const [first = ""] = words.split(/\s/, 1);
  return first.toLowerCase() === commandName.toLowerCase() ? words.slice(first.length).trim() : words;
}
