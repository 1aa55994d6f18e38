import { createAnnouncer } from "./announce.ts";
import { post } from "./api.ts";
import { type Conversations, createConversations } from "./conversations.ts";
import { createDirectory } from "./directory.ts";
import { el } from "./dom.ts";
import { createDrawer } from "./drawer.ts";
import { openHelp } from "./help.ts";
import { openJump } from "./jump.ts";
import { listenToKeys } from "./keys.ts";
import { startLive } from "./live.ts";
import { createMiddle } from "./middle.ts";
import { createModals } from "./modal.ts";
import { createNotices, type Notices } from "./notices.ts";
import { channelOf, type PageContext, placeName } from "./page-context.ts";
import { sendText } from "./send-text.ts";
import { createSidePanels, type SidePanels } from "./side-panels.ts";
import { createSidebar } from "./sidebar.ts";
import { readStanding, type Standing, writeStanding } from "./state.ts";
import { updateTopbar } from "./topbar.ts";
import { createTour, type Tour } from "./tour.ts";
import type { Workspace } from "./workspace.ts";

/** Builds the page for a workspace and keeps it up to date until it is closed. */
export function startPage(workspace: Workspace): void {
  let standing = readStanding(workspace);
  const standingNow = () => standing;
  const context: PageContext = {
    workspace,
    directory: createDirectory(workspace, () => standing.person),
    announcer: createAnnouncer(document.body),
    standing: standingNow,
    go(next) {
      const before = standing;
      standing = next;
      writeStanding(next);
      arrive(before);
    },
    openThread: (channel, ts) => parts.panels.openThread(channel, ts),
    inspect: (message) => parts.panels.inspect(message),
    refresh: () => live.everything(),
  };
  const parts = buildParts(context);
  const live = startLive(context, liveTargets(parts, context));
  const arrive = (before: Standing) => {
    parts.panels.leave(channelOf(standing));
    parts.drawer.close();
    sayArrival(before, context);
    parts.draw();
    if (standing.place.kind === "home") void post("open-home", { user: standing.person }).then(() => live.everything());
    else live.everything();
    if (before.person === standing.person && standing.place.kind !== "home") parts.middle.focusComposer();
  };
  addEventListener("popstate", () => {
    const before = standing;
    standing = readStanding(workspace);
    arrive(before);
  });
  writeStanding(standing);
  parts.draw();
  if (standing.place.kind === "home") void post("open-home", { user: standing.person });
  listenToKeys(keyActions(parts, context));
}

interface Parts {
  readonly middle: ReturnType<typeof createMiddle>;
  readonly panels: SidePanels;
  readonly drawer: ReturnType<typeof createDrawer>;
  readonly tour: Tour | null;
  readonly conversations: Conversations;
  readonly modals: ReturnType<typeof createModals>;
  readonly status: { botReady: boolean; violations: number | null };
  readonly draw: () => void;
}

function buildParts(context: PageContext): Parts {
  const notices = createNotices();
  const conversations = createConversations(context, notices);
  const status: Parts["status"] = { botReady: false, violations: null };
  const send = (text: string, at: { channel: string | null; ts: string | null }) =>
    void sendAndTell({ text, ...at }, { context, notices, draw });
  const middle = createMiddle(context, {
    ...{ place: byId("place"), composer: byId("composer"), conversations },
    send: (text) => send(text, { channel: channelOf(context.standing()), ts: null }),
  });
  const panels = createSidePanels(context, { aside: byId("panel"), conversations, send });
  const tour = tourOf(context, { conversations, put: middle.put });
  const openTour = () => {
    drawer.close();
    tour?.open();
  };
  const sidebar = createSidebar(byId("sidebar"), context, { openHelp, openTour: tour === null ? null : openTour });
  const drawer = createDrawer({
    sidebar: byId("sidebar"),
    veil: byId("veil"),
    main: byId("main"),
    opener: () => document.querySelector<HTMLElement>(".menu-button"),
  });
  const draw = () => {
    middle.draw();
    panels.drawThread();
    tour?.draw();
    sidebar.update({ unread: conversations.unread(), botReady: status.botReady });
    updateTopbar(
      byId("topbar"),
      { violations: status.violations, context },
      { openSidebar: drawer.open, openInspector: panels.toggleInspector, openJump: () => openJump(context) },
    );
    document.title = `${placeName(context.standing(), context)} · ${context.workspace.name}`;
  };
  return { middle, panels, drawer, tour, conversations, modals: createModals(context), status, draw };
}

function tourOf(
  context: PageContext,
  { conversations, put }: { conversations: Conversations; put: (text: string) => void },
): Tour | null {
  const { demo, channels } = context.workspace;
  const channel = channels[0]?.id;
  if (demo === null || channel === undefined) return null;
  const messages = () => (conversations.isLoaded(channel) ? conversations.sources(channel).messages : null);
  return createTour(context, { node: byId("tour"), demo, messages, put });
}

function liveTargets(parts: Parts, context: PageContext) {
  const banner = byId("banner");
  const redraw = (change: Partial<Parts["status"]>) => {
    Object.assign(parts.status, change);
    parts.draw();
  };
  return {
    conversations: parts.conversations,
    draw: parts.draw,
    showHome: parts.middle.showHome,
    showViews: parts.modals.show,
    refreshInspector: parts.panels.refreshInspector,
    showDemo: (heapBytes: number | null) => parts.tour?.showHeap(heapBytes),
    showViolations: (violations: number) => redraw({ violations }),
    showBot: (botReady: boolean) => redraw({ botReady }),
    showConnection(open: boolean) {
      banner.replaceChildren(
        ...(open
          ? []
          : [
              el(
                "p",
                { class: "banner" },
                `Reconnecting to ${context.workspace.name}… What you see may be out of date.`,
              ),
            ]),
      );
    },
  };
}

function keyActions({ middle, panels }: Parts, context: PageContext) {
  return {
    startCommand: middle.startCommand,
    openHelp,
    openJump: () => openJump(context),
    toggleInspector: panels.toggleInspector,
    become(index: number) {
      const person = context.workspace.people[index]?.id;
      if (person !== undefined) context.go({ person, place: context.standing().place });
    },
  };
}

async function sendAndTell(
  sending: { text: string; channel: string | null; ts: string | null },
  { context, notices, draw }: { context: PageContext; notices: Notices; draw: () => void },
): Promise<void> {
  const { text, channel, ts: threadTs } = sending;
  if (channel === null) return;
  const { person } = context.standing();
  const answer = await sendText({ text, channel, threadTs }, context);
  if (answer === null) return;
  notices.add({ person, channel, threadTs, text: answer });
  draw();
}

function sayArrival(before: Standing, context: PageContext): void {
  const { person } = context.standing();
  const who = context.workspace.people.find((each) => each.id === person);
  if (before.person !== person && who !== undefined) context.announcer.say(`You are now ${who.realName}, ${who.title}`);
  else context.announcer.say(`Now in ${placeName(context.standing(), context)}`);
}

function byId(id: string): HTMLElement {
  const node = document.getElementById(id);
  if (node === null) throw new Error(`page.html has no element with the id "${id}"`);
  return node;
}
