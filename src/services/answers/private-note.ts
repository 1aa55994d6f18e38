import type { ChatFailure } from "../ports.ts";

/** Why an answer stands where only its asker sees it, and what to do about it. */
export function privateNote(reason: ChatFailure["reason"], commandName: string): string {
  return `Only you see this answer: ${because(reason, commandName)}`;
}

function because(reason: ChatFailure["reason"], commandName: string): string {
  switch (reason) {
    case "not in channel":
      return "the bot is not in this channel. Type /invite @ and the bot's name here, then ask again.";
    case "no such channel":
      return "the bot cannot see this channel. If it is private, type /invite @ and the bot's name here, then ask again.";
    case "no answer":
      return 'Slack did not confirm the message in the channel. If "Asking …" stands there, press its Refresh.';
    case "too much to say":
      return `Slack lets the bot post no more here just now. Ask again in a minute, or for one host alone with ${commandName} status HOST.`;
    case "message gone":
      return "the message in the channel is gone. Ask again.";
    case "refused":
      return "Slack refuses the message in the channel. Ask again; if that fails too, the bot's log says why.";
  }
}
