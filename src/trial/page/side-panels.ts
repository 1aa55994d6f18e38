import type { Message } from "./api.ts";
import type { Conversations } from "./conversations.ts";
import { createInspector, type Inspector } from "./inspector.ts";
import type { PageContext } from "./page-context.ts";
import { createPanel } from "./panel.ts";
import { createThread, type Thread } from "./thread.ts";

/** What can stand at the right: a thread or the inspector. */
export interface SidePanels {
  openThread(channel: string, ts: string): void;
  inspect(message: Message): void;
  toggleInspector(): void;
  /** Redraws an open thread from what is known by now. */
  drawThread(): void;
  refreshInspector(): Promise<void>;
  /** Closes a thread of a conversation that is not shown any more. */
  leave(channel: string | null): void;
}

export interface PanelOptions {
  readonly aside: HTMLElement;
  readonly conversations: Conversations;
  readonly send: (text: string, at: { channel: string; ts: string }) => void;
}

export function createSidePanels(context: PageContext, options: PanelOptions): SidePanels {
  const panel = createPanel(options.aside);
  let thread: Thread | null = null;
  let inspector: Inspector | null = null;
  const drawThread = () => {
    if (thread !== null) thread.show(options.conversations.sources(thread.channel));
  };
  const openInspector = () => {
    const opened = createInspector("Log");
    panel.open("Inspector", opened.node, () => {
      inspector = null;
    });
    inspector = opened;
    return opened;
  };
  return {
    drawThread,
    openThread(channel, ts) {
      const opened = createThread({ channel, ts }, context, (text) => options.send(text, { channel, ts }));
      panel.open("Thread", opened.node, () => {
        thread = null;
      });
      thread = opened;
      drawThread();
      opened.focus();
    },
    inspect(message) {
      (inspector ?? openInspector()).show(() => latest(message, options.conversations));
      options.aside.querySelector<HTMLElement>("[aria-selected='true']")?.focus();
    },
    toggleInspector() {
      if (inspector !== null) return panel.close();
      void openInspector().refresh();
      options.aside.querySelector<HTMLElement>("[role='tab']")?.focus();
    },
    refreshInspector: async () => inspector?.refresh(),
    leave(channel) {
      if (thread !== null && thread.channel !== channel) panel.close();
    },
  };
}

/** The message as it is now; one that was deleted stays as it was. */
function latest(message: Message, conversations: Conversations): Message {
  const { messages, ephemerals } = conversations.sources(message.channel);
  return [...messages, ...ephemerals].find((each) => each.ts === message.ts) ?? message;
}
