import type { WebClient } from "@slack/web-api";

/** 20 pages of 200: a workspace with more channels should name its channel by id. */
const pagesMax = 20;

export interface FoundChannel {
  readonly id: string;
  readonly isMember: boolean;
}

/** The channel of this name, without its "#", among those that the bot can see. Rejects as the SDK does. */
export async function findChannel(client: WebClient, name: string): Promise<FoundChannel | null> {
  let cursor = "";
  for (let page = 0; page < pagesMax; page += 1) {
    const asked = { types: "public_channel,private_channel", exclude_archived: true, limit: 200 };
    const answer = await client.conversations.list(cursor === "" ? asked : { ...asked, cursor });
    const found = answer.channels?.find((channel) => channel.name === name);
    if (found?.id !== undefined) return { id: found.id, isMember: found.is_member === true };
    cursor = answer.response_metadata?.next_cursor ?? "";
    if (cursor === "") return null;
  }
  return null;
}
