import { type Conversation, nameOf } from "../conversations.ts";
import type { JsonObject } from "../json.ts";
import { APP_ID, type Person, TEAM } from "../people.ts";

/** The old verification token, which Slack still sends with every interaction. It proves nothing. */
export const VERIFICATION_TOKEN = "trial-verification-token";

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
