import type { Announcer } from "./announce.ts";
import type { Message } from "./api.ts";
import type { Directory } from "./directory.ts";
import type { Standing } from "./state.ts";
import type { Workspace } from "./workspace.ts";

/** What every part of the page needs to know and may ask for. */
export interface PageContext {
  readonly workspace: Workspace;
  readonly directory: Directory;
  readonly announcer: Announcer;
  standing(): Standing;
  go(standing: Standing): void;
  /** Opens a conversation's thread beside it. */
  openThread(channel: string, ts: string): void;
  /** Shows what Slack would have received for a message. */
  inspect(message: Message): void;
  /** Asks the server again for what may have changed, rather than waiting to be told. */
  refresh(): void;
}

/** The id under which the workspace keeps the conversation that is shown; the Home tab has none. */
export function channelOf({ person, place }: Standing): string | null {
  if (place.kind === "channel") return place.id;
  return place.kind === "dm" ? directIdOf(person) : null;
}

/** A person's conversation with the bot has the person's own id, with another first letter. */
export function directIdOf(person: string): string {
  return person.replace(/^U/, "D");
}

/** "#ops", or the bot's name for its direct messages and Home tab. */
export function placeName(standing: Standing, context: Pick<PageContext, "directory" | "workspace">): string {
  return standing.place.kind === "channel"
    ? `#${context.directory.channelName(standing.place.id)}`
    : context.workspace.bot.name;
}
