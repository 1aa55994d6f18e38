import type { ChatFailure } from "./ports.ts";

/** Why an answer stands where only its asker sees it, and what to do about it. */
export function privateNote(reason: ChatFailure["reason"], commandName: string): string {
  return `The answer could not be posted in the channel (${reason}); only you see it. ${wayOut(reason, commandName)}`;
}

function wayOut(reason: ChatFailure["reason"], commandName: string): string {
  switch (reason) {
    case "not in channel":
      return "Invite the bot with /invite and ask again.";
    case "no such channel":
      return "If the channel is private, invite the bot with /invite; then ask again.";
    case "no answer":
      return 'Slack did not confirm the message; if "Asking …" stands in the channel, press its Refresh.';
    case "too much to say":
      return `Ask again in a minute, or for one host alone with ${commandName} status HOST.`;
    case "message gone":
      return "Ask again.";
    case "refused":
      return "Ask again; if it is refused again, the bot's log says what Slack refuses.";
  }
}
