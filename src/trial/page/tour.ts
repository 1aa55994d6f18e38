import type { Message } from "./api.ts";
import { button, el, freshId } from "./dom.ts";
import { icon } from "./icons.ts";
import type { PageContext } from "./page-context.ts";
import { recallTour, rememberTour, type TourMemory } from "./tour-memory.ts";
import { readTour } from "./tour-progress.ts";
import { stepsCount, type TourOffer, type TourView, viewOf } from "./tour-steps.ts";
import type { Demo } from "./workspace.ts";

/** The guided tour: a panel above the message box that says what to do next and notices by itself that it was done. */
export interface Tour {
  draw(): void;
  /** The demo daemon's heap in bytes, as the bot has read it last; null while it has not. */
  showHeap(heapBytes: number | null): void;
  /** Shows it again where it was closed. */
  open(): void;
}

export interface TourOptions {
  readonly node: HTMLElement;
  readonly demo: Demo;
  /** All messages of the workspace's first channel, and whether they have been fetched. */
  readonly messages: () => readonly Message[] | null;
  readonly put: (text: string) => void;
}

export function createTour(context: PageContext, options: TourOptions): Tour {
  const { node } = options;
  const { workspace } = context;
  const progress = el("div", { class: "tour-wait" });
  let memory = recallTour(workspace);
  let shown = "";
  let told: TourView["step"] | null = null;
  let heap: number | null = null;
  const keep = (change: Partial<TourMemory>) => {
    memory = { ...memory, ...change };
    rememberTour(workspace, memory);
    draw();
  };
  const actions = {
    offer: (offer: TourOffer) => follow(offer, context, options.put),
    skip: (step: number) => keep({ skipped: [...memory.skipped, step] }),
    close() {
      keep({ isClosed: true });
      document.querySelector<HTMLElement>(".compose-box")?.focus();
    },
    again: () => keep({ since: Date.now() / 1000, skipped: [] }),
  };
  const draw = () => {
    const messages = options.messages();
    node.hidden = memory.isClosed || messages === null;
    if (messages === null || memory.isClosed) return;
    const view = viewNow(messages, { context, demo: options.demo, memory });
    if (view.waits) showWait(progress, { heap, demo: options.demo });
    const signature = JSON.stringify([view, context.standing().person]);
    if (signature === shown) return;
    shown = signature;
    const held = node.contains(document.activeElement);
    node.replaceChildren(...partsOf({ view, progress, context, actions }));
    if (held) node.querySelector<HTMLElement>("h2")?.focus();
    if (told !== null && told !== view.step) context.announcer.say(`${countOf(view)} ${view.title}. ${view.words}`);
    told = view.step;
  };
  return {
    draw,
    showHeap(heapBytes) {
      heap = heapBytes;
      draw();
    },
    open() {
      keep({ isClosed: false });
      node.querySelector<HTMLElement>("h2")?.focus();
    },
  };
}

function viewNow(
  messages: readonly Message[],
  { context, demo, memory }: { context: PageContext; demo: Demo; memory: TourMemory },
): TourView {
  const { workspace, directory } = context;
  return viewOf({
    demo,
    command: workspace.commands[0]?.command ?? "",
    progress: readTour(messages, { demo, bot: workspace.bot.id, since: memory.since }),
    skipped: new Set(memory.skipped),
    reader: context.standing().person,
    asker: workspace.people.find(({ id }) => !demo.reviewers.includes(id))?.id ?? "",
    nameOf: (person) => directory.userName(person).split(" ")[0] ?? "",
  });
}

interface TourActions {
  readonly offer: (offer: TourOffer) => void;
  readonly skip: (step: number) => void;
  readonly close: () => void;
  readonly again: () => void;
}

function partsOf(shown: {
  view: TourView;
  progress: HTMLElement;
  context: PageContext;
  actions: TourActions;
}): readonly HTMLElement[] {
  const { view, progress, context, actions } = shown;
  const { step, offer } = view;
  const offered =
    offer === null ? null : button({ class: "button primary" }, () => actions.offer(offer), offerWords(offer, context));
  const skip = step === "end" ? null : button({ class: "button" }, () => actions.skip(step), "Skip");
  const again = step === "end" ? button({ class: "button" }, actions.again, "Start again") : null;
  return [
    el(
      "div",
      { class: "tour-head" },
      el("h2", { tabindex: -1 }, el("span", { class: "tour-count" }, countOf(view)), " ", view.title),
      button({ class: "quiet", "aria-label": "Close the tour" }, actions.close, icon("close")),
    ),
    el("p", {}, view.words),
    ...(view.waits ? [progress] : []),
    el("div", { class: "tour-actions" }, offered, skip, again),
  ];
}

function countOf({ step }: TourView): string {
  return step === "end" ? "Done." : `${step} of ${stepsCount}`;
}

function offerWords(offer: TourOffer, { directory, standing }: PageContext): string {
  switch (offer.kind) {
    case "type":
      return offer.person === null || offer.person === standing().person
        ? "Put it in the message field"
        : `Become ${directory.userName(offer.person)} and type it`;
    case "become":
      return `Become ${directory.userName(offer.person)}`;
    case "show":
      return "Go to the request";
  }
}

function follow(offer: TourOffer, context: PageContext, put: (text: string) => void): void {
  const { person } = context.standing();
  const channel = context.workspace.channels[0];
  if (channel === undefined) return;
  const place = { kind: "channel", id: channel.id } as const;
  const to = offer.kind === "become" ? offer.person : offer.kind === "type" ? (offer.person ?? person) : person;
  context.go({ person: to, place });
  if (offer.kind === "type") put(offer.text);
  if (offer.kind === "show") showMessage(offer.request.ts);
}

function showMessage(ts: string): void {
  const row = document.querySelector<HTMLElement>(`#place [data-ts="${CSS.escape(ts)}"]`);
  row?.scrollIntoView({ block: "nearest" });
  row?.focus();
}

const mebibyte = 1024 ** 2;

/** How far the heap is, by the bot's own reading; no guess of when it will be there. */
function showWait(node: HTMLElement, { heap, demo }: { heap: number | null; demo: Demo }): void {
  const max = Math.round(demo.warnsAtBytes / mebibyte);
  const now = heap === null ? null : Math.round(heap / mebibyte);
  const words =
    now === null
      ? "Waiting for the bot's first reading of it…"
      : now < max
        ? `Heap now ${now} MiB; the warning comes above ${max} MiB, some two minutes after the trial's start.`
        : `Heap now ${now} MiB, above ${max} MiB: the warning comes once it has lasted for ten seconds.`;
  if (node.querySelector("p")?.textContent === words) return;
  const line = el("p", { id: freshId("tour-wait") }, words);
  const bar = el("progress", { max, value: Math.min(max, now ?? 0), "aria-labelledby": line.id });
  node.replaceChildren(bar, line);
}
