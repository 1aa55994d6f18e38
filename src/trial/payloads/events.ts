import { randomUUID } from "node:crypto";
import type { JsonObject } from "../json.ts";
import { APP_ID, BOT, TEAM } from "../people.ts";
import { VERIFICATION_TOKEN } from "./interaction.ts";

/** The wrapping that Slack puts around an event. `at` is milliseconds since 1970. */
export function eventPayload(event: JsonObject, at: number, id = newEventId()): JsonObject {
  return {
    token: VERIFICATION_TOKEN,
    team_id: TEAM.id,
    context_team_id: TEAM.id,
    context_enterprise_id: null,
    api_app_id: APP_ID,
    type: "event_callback",
    event_id: id,
    event_time: Math.floor(at / 1000),
    authorizations: [
      { enterprise_id: null, team_id: TEAM.id, user_id: BOT.id, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
    event,
  };
}

function newEventId(): string {
  return `Ev${randomUUID().replaceAll("-", "").slice(0, 10).toUpperCase()}`;
}
