import type { WebClient } from "@slack/web-api";
import { findChannel } from "./find-channel.ts";

/**
 * The id behind a channel's name or a user: Slack posts to either, but reads only by id. What a post has shown is known
 * without asking; a channel that is renamed keeps its id.
 */
export interface ChannelIds {
  /** Null while it is not known. */
  known(to: string): string | null;
  learn(to: string, id: string): void;
  /** Asks Slack where it is not known; null where there is no such channel. Rejects as the SDK does. */
  find(to: string): Promise<string | null>;
}

/** The alert channel, its fallback, and more people than are ever told something directly. */
const idsMax = 1000;

export function createChannelIds(client: WebClient): ChannelIds {
  const ids = new Map<string, string>();
  const known = (to: string) => ids.get(to) ?? (/^[CGD][A-Z0-9]+$/.test(to) ? to : null);
  const learn = (to: string, id: string) => {
    const oldest = ids.keys().next();
    if (ids.size >= idsMax && !ids.has(to) && oldest.done !== true) ids.delete(oldest.value);
    ids.set(to, id);
  };
  return {
    known,
    learn,
    find: async (to) => {
      const id = known(to) ?? (await askFor(client, to));
      if (id !== null) learn(to, id);
      return id;
    },
  };
}

async function askFor(client: WebClient, to: string): Promise<string | null> {
  if (to.startsWith("#")) return (await findChannel(client, to.slice(1)))?.id ?? null;
  return (await client.conversations.open({ users: to })).channel?.id ?? null;
}
