import type { Workspace } from "./workspace.ts";

/** What renderers ask about names. */
export interface Directory {
  /** The person who reads this page. */
  reader(): string;
  userName(id: string, otherwise?: string): string;
  channelName(id: string, otherwise?: string): string;
  people(): readonly { readonly id: string; readonly name: string }[];
  channels(): readonly { readonly id: string; readonly name: string }[];
}

export function createDirectory(workspace: Workspace, reader: () => string): Directory {
  const { bot } = workspace;
  return {
    reader,
    userName(id, otherwise) {
      if (id === bot.id) return bot.name;
      return workspace.people.find((person) => person.id === id)?.realName ?? (otherwise || id);
    },
    channelName: (id, otherwise) => workspace.channels.find((channel) => channel.id === id)?.name ?? (otherwise || id),
    people: () => workspace.people.map((person) => ({ id: person.id, name: person.realName })),
    channels: () => workspace.channels.map((channel) => ({ id: channel.id, name: `#${channel.name}` })),
  };
}
