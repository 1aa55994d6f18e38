import { z } from "zod";
import { acknowledged, responseIn } from "../interactions.ts";
import { slashCommand } from "../payloads/slash-command.ts";
import { showResponse } from "../response-messages.ts";
import type { ResponseTarget } from "../response-urls.ts";
import type { State } from "../state.ts";
import { answered, type ControlAnswer, conversation, impossible, outsider, person, type Route } from "./route.ts";

const body = z.object({
  channel: conversation,
  user: person,
  command: z.string().min(1),
  text: z.string().default(""),
});

/** A person enters a slash command. */
export const commandRoute: Route<z.infer<typeof body>> = { path: "/command", body, act: enterCommand };

async function enterCommand(state: State, entered: z.infer<typeof body>): Promise<ControlAnswer> {
  const { channel, user, command, text } = entered;
  const known = state.settings.commandName;
  if (command !== known)
    return impossible("unknown_command", `"${command}" is no command of this workspace; the bot has ${known}`);
  const refusal = outsider(user, channel);
  if (refusal !== null) return refusal;
  const target: ResponseTarget = { user: user.id, channel: channel.id, original: { kind: "none" } };
  const payload = slashCommand({
    person: user,
    conversation: channel,
    command,
    text,
    responseUrl: state.responseUrls.issue(target),
    triggerId: state.triggers.issue(user.id),
  });
  const about = `${command} ${text}`.trim();
  const delivery = await state.envelopes.deliver({ type: "slash_commands", payload, acceptsResponse: true, about });
  const response = responseIn(delivery);
  if (response !== null) showResponse(state, `ack of ${command}`, { body: response, target });
  return answered(acknowledged(delivery));
}
