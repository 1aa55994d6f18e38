import { getEntries, type Message } from "./api.ts";
import { button, el, freshId } from "./dom.ts";
import { icon } from "./icons.ts";
import { type Fields, textOf } from "./json.ts";
import { reconcile } from "./reconcile.ts";

/** What happens beneath: a message's JSON, the traffic between workspace and bot, and the rules of Slack that were broken. */
export interface Inspector {
  readonly node: HTMLElement;
  /** Shows a message as `current` gives it, now and whenever something has happened. */
  show(current: () => Message): void;
  refresh(): Promise<void>;
}

/** The server keeps more; older entries are for `GET /_control/log`. */
const ENTRIES_MAX = 200;

const TABS = ["Log", "Rules", "Message"] as const;
type Tab = (typeof TABS)[number];

export function createInspector(start: Tab): Inspector {
  let tab: Tab = start;
  let message: () => Message | null = () => null;
  const page = el("div", { class: "inspector-page scroller", role: "tabpanel", tabindex: 0, id: freshId("inspector") });
  const tabs = TABS.map((name) =>
    button({ class: "tab", role: "tab", "aria-controls": page.id }, () => choose(name), name),
  );
  const bar = el("div", { class: "tabs", role: "tablist", "aria-label": "Inspector" }, ...tabs);
  bar.addEventListener("keydown", (event) => {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (by === 0) return;
    choose(TABS[(TABS.indexOf(tab) + by + TABS.length) % TABS.length] ?? "Log");
    tabs[TABS.indexOf(tab)]?.focus();
  });
  const choose = (name: Tab) => {
    tab = name;
    page.replaceChildren();
    void refresh();
  };
  const refresh = async () => {
    for (const [index, name] of TABS.entries()) {
      tabs[index]?.setAttribute("aria-selected", String(name === tab));
      tabs[index]?.setAttribute("tabindex", name === tab ? "0" : "-1");
    }
    page.setAttribute("aria-label", tab);
    if (tab === "Message") page.replaceChildren(...messagePage(message()));
    else if (tab === "Log") showEntries(page, await getEntries("log"), logEntry);
    else showEntries(page, await getEntries("violations"), violationEntry);
  };
  return {
    node: el("div", { class: "inspector" }, bar, page),
    refresh,
    show(next) {
      message = next;
      choose("Message");
    },
  };
}

function messagePage(message: Message | null): readonly HTMLElement[] {
  if (message === null)
    return [
      el("p", { class: "empty" }, "Choose a message: its bar, shown on hover and on focus, has a “Show JSON” button."),
    ];
  const text = JSON.stringify(message.raw, null, 2);
  const copy = button(
    { class: "button" },
    () => void navigator.clipboard?.writeText(text).then(() => copy.replaceChildren(icon("check"), "Copied")),
    icon("copy"),
    "Copy",
  );
  return [
    el("p", { class: "inspector-note" }, "What Slack would hold for this message:"),
    copy,
    el("pre", { class: "json" }, text),
  ];
}

function showEntries(
  page: HTMLElement,
  entries: readonly Fields[] | null,
  draw: (entry: Fields, about: string) => HTMLElement,
): void {
  const newest = (entries ?? [])
    .map((entry, index) => ({ entry, index }))
    .slice(-ENTRIES_MAX)
    .reverse();
  const abouts = new Map(
    (entries ?? []).flatMap((entry) =>
      entry.about === undefined ? [] : [[textOf(entry.envelopeId), textOf(entry.about)]],
    ),
  );
  const parts = newest.map(({ entry, index }) => ({
    key: `${index}:${textOf(entry.at)}`,
    signature: "",
    draw: () => draw(entry, abouts.get(textOf(entry.envelopeId)) ?? ""),
  }));
  if (entries === null) page.replaceChildren(el("p", { class: "empty" }, "The workspace did not answer."));
  else if (parts.length === 0)
    page.replaceChildren(
      el("p", { class: "empty all-well" }, icon("check"), "Nothing here: no rule of Slack was broken so far."),
    );
  else reconcile(page, parts);
}

function violationEntry(entry: Fields): HTMLElement {
  return el(
    "article",
    { class: "entry entry-bad" },
    el(
      "div",
      { class: "entry-head" },
      el("strong", {}, textOf(entry.rule)),
      el("span", {}, textOf(entry.where)),
      timeOf(entry),
    ),
    el("p", {}, textOf(entry.detail)),
  );
}

function logEntry(entry: Fields, about: string): HTMLElement {
  const kind = textOf(entry.kind, "entry");
  const name =
    [entry.method, entry.about, about, entry.type, entry.call, entry.path]
      .map((value) => textOf(value))
      .find((value) => value !== "") ?? "";
  const ackMs = entry.ackMs;
  return el(
    "details",
    { class: `entry${failed(entry) ? " entry-bad" : ""}` },
    el(
      "summary",
      { class: "entry-head" },
      el("span", { class: `kind kind-${kind.replace(/[^a-z]/g, "")}` }, kind),
      el("strong", {}, name),
      ackMs === undefined || ackMs === null ? null : el("span", { class: "ack" }, `${textOf(ackMs)} ms`),
      failed(entry) ? el("span", { class: "ack" }, textOf(entry.error, "failed")) : null,
      timeOf(entry),
    ),
    el("pre", { class: "json" }, JSON.stringify(entry, null, 2)),
  );
}

function failed(entry: Fields): boolean {
  return entry.ok === false || textOf(entry.error) !== "";
}

function timeOf(entry: Fields): HTMLElement {
  const at = new Date(textOf(entry.at));
  return el(
    "time",
    {},
    Number.isNaN(at.getTime())
      ? ""
      : at.toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" }),
  );
}
