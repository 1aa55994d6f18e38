import { type Message, post } from "./api.ts";
import type { PageContext } from "./page-context.ts";
import { whyNot } from "./surfaces.ts";

/** Adds this person's reaction to a message. The workspace has no call that takes one back, and says so. */
export async function addReaction(message: Message, name: string, context: PageContext): Promise<void> {
  const outcome = await post("react", {
    channel: message.channel,
    messageTs: message.ts,
    user: context.standing().person,
    name,
  });
  if (outcome.error === "already_reacted")
    context.announcer.warn("You have reacted so already. Reactions cannot be taken back in the trial.");
  else if (!outcome.ok) context.announcer.warn(`The reaction was not saved. ${whyNot(outcome)}`);
  context.refresh();
}
