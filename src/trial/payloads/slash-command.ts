import { type Conversation, nameOf } from "../conversations.ts";
import type { JsonObject } from "../json.ts";
import { APP_ID, type Person, TEAM } from "../people.ts";
import { VERIFICATION_TOKEN } from "./interaction.ts";

export interface CommandUse {
  readonly person: Person;
  readonly conversation: Conversation;
  readonly command: string;
  readonly text: string;
  readonly responseUrl: string;
  readonly triggerId: string;
}

/** Slash commands come flat, and all their values are text. */
export function slashCommand(use: CommandUse): JsonObject {
  return {
    token: VERIFICATION_TOKEN,
    team_id: TEAM.id,
    team_domain: TEAM.domain,
    channel_id: use.conversation.id,
    channel_name: nameOf(use.conversation),
    user_id: use.person.id,
    user_name: use.person.name,
    command: use.command,
    text: use.text,
    api_app_id: APP_ID,
    is_enterprise_install: "false",
    response_url: use.responseUrl,
    trigger_id: use.triggerId,
  };
}
