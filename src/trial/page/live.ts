import { getEntries, getHome, getViews } from "./api.ts";
import type { Conversations } from "./conversations.ts";
import { listenToWorkspace } from "./events.ts";
import type { Fields } from "./json.ts";
import type { PageContext } from "./page-context.ts";
import { createRefresher } from "./refresher.ts";

/** What the page does with what it learns. */
export interface LiveTargets {
  readonly conversations: Conversations;
  readonly draw: () => void;
  readonly showHome: (view: Fields | null) => void;
  readonly showViews: (views: readonly Fields[]) => void;
  readonly showViolations: (count: number) => void;
  readonly refreshInspector: () => Promise<void>;
  readonly showBot: (ready: boolean) => void;
  /** The demo daemon's heap in bytes, as the bot has read it. */
  readonly showDemo: (heapBytes: number | null) => void;
  /** False while the server cannot be heard. */
  readonly showConnection: (open: boolean) => void;
}

export interface Live {
  /** Asks for everything that this person sees. */
  everything(): void;
}

/** A busy bot makes many log entries a second; a list that nobody can read faster need not follow each. */
const LOG_PAUSE_MS = 700;

/** Keeps what is shown equal to what the workspace holds, by its events and by asking anew after every gap. */
export function startLive(context: PageContext, targets: LiveTargets): Live {
  const { conversations, draw } = targets;
  const person = () => context.standing().person;
  const channels = new Map<string, () => void>();
  const channel = (id: string) => {
    const refresh =
      channels.get(id) ?? createRefresher(async () => void ((await conversations.fetchChannel(id)) && draw()));
    channels.set(id, refresh);
    refresh();
  };
  const ephemerals = createRefresher(async () => void ((await conversations.fetchEphemerals()) && draw()));
  const forPerson = <T>(ask: (id: string) => Promise<T>, show: (answer: T) => void) =>
    createRefresher(async () => {
      const asked = person();
      const answer = await ask(asked);
      // Somebody else may sit here by now; their own answer is on its way.
      if (asked === person()) show(answer);
    });
  const views = forPerson(getViews, targets.showViews);
  const home = forPerson(getHome, targets.showHome);
  const log = createRefresher(async () => {
    const violations = await getEntries("violations");
    if (violations !== null) targets.showViolations(violations.length);
    await targets.refreshInspector();
  }, LOG_PAUSE_MS);
  const everything = () => {
    for (const id of conversations.ids()) channel(id);
    for (const refresh of [ephemerals, views, home, log]) refresh();
  };
  listenToWorkspace({
    onConnection(open) {
      targets.showConnection(open);
      if (open) everything();
    },
    onChange(change) {
      if (change.kind === "message" && conversations.ids().includes(change.channel)) channel(change.channel);
      else if (change.kind === "ephemeral" && change.user === person()) ephemerals();
      else if (change.kind === "view" && change.user === person()) views();
      else if (change.kind === "home" && change.user === person()) home();
      else if (change.kind === "log") log();
      else if (change.kind === "bot") targets.showBot(change.ready);
      else if (change.kind === "demo") targets.showDemo(change.heapBytes);
    },
  });
  return { everything };
}
