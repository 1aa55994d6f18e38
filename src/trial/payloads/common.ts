import { type Conversation, nameOf } from "../conversations.ts";
import type { JsonObject } from "../json.ts";
import { APP_ID, type Person, TEAM } from "../people.ts";

/** The old verification token, which Slack still sends with every interaction. It proves nothing. */
const VERIFICATION_TOKEN = "trial-verification-token";

/** What every interaction of a person carries. */
export function interactionBy(person: Person): JsonObject {
  return {
    user: { id: person.id, username: person.name, name: person.name, team_id: TEAM.id },
    team: { id: TEAM.id, domain: TEAM.domain },
    api_app_id: APP_ID,
    token: VERIFICATION_TOKEN,
    enterprise: null,
    is_enterprise_install: false,
  };
}

export function channelField(conversation: Conversation): JsonObject {
  return { id: conversation.id, name: nameOf(conversation) };
}

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
