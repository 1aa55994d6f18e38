import { button, el, freshId } from "./dom.ts";

export interface PopupItem {
  readonly label: string;
  readonly description?: string;
  /** Shown above the first item of each group. */
  readonly group?: string;
  readonly chosen?: boolean;
}

/** A list that opens below `anchor`, in front of everything: arrows, Home, End, first letters, Enter, Escape. */
export interface PopupList {
  open(): void;
}

/** `choose` gets the index of the item; the focus is back on the anchor by then. */
export function createPopupList(
  anchor: HTMLElement,
  options: { name: string; items: () => readonly PopupItem[]; choose: (index: number) => void },
): PopupList {
  anchor.setAttribute("aria-haspopup", "menu");
  anchor.setAttribute("aria-expanded", "false");
  const open = () => {
    const list = el("div", { class: "popup", role: "menu", "aria-label": options.name, popover: "auto" });
    const close = () => {
      list.hidePopover();
      anchor.focus();
    };
    const choose = (index: number) => {
      close();
      options.choose(index);
    };
    list.append(...itemNodes(options.items(), choose));
    list.addEventListener("keydown", (event) => moveWithin(list, event));
    list.addEventListener("toggle", (event) => {
      if (event.newState === "open") return;
      anchor.setAttribute("aria-expanded", "false");
      // Escape closes a popover but leaves the focus on what was inside it.
      if (list.contains(document.activeElement)) anchor.focus();
      list.remove();
    });
    // Inside a modal dialog only its own descendants can be reached.
    (anchor.closest("dialog") ?? document.body).append(list);
    list.showPopover();
    placeBelow(list, anchor);
    anchor.setAttribute("aria-expanded", "true");
    (
      list.querySelector<HTMLElement>("[aria-checked='true']") ?? list.querySelector<HTMLElement>("[role^='menuitem']")
    )?.focus();
  };
  return { open };
}

function itemNodes(items: readonly PopupItem[], choose: (index: number) => void): readonly HTMLElement[] {
  let group = "";
  return items.flatMap((item, index) => {
    const heading =
      item.group !== undefined && item.group !== group
        ? [el("div", { class: "popup-group", role: "presentation" }, item.group)]
        : [];
    group = item.group ?? "";
    const description = item.description
      ? el("span", { class: "popup-note", id: freshId("note") }, item.description)
      : null;
    const attributes = {
      class: "popup-item",
      role: item.chosen === undefined ? "menuitem" : "menuitemradio",
      "aria-checked": item.chosen === undefined ? undefined : String(item.chosen),
      tabindex: -1,
    };
    return [...heading, button(attributes, () => choose(index), el("span", {}, item.label), description)];
  });
}

function moveWithin(list: HTMLElement, event: KeyboardEvent): void {
  const items = Array.from(list.querySelectorAll<HTMLElement>("[role^='menuitem']"));
  const at = items.findIndex((item) => item.matches(":focus"));
  const next = nextIndex(event.key, { at, count: items.length }) ?? letterIndex(event, items, at);
  if (next === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  items[next]?.focus();
}

function nextIndex(key: string, { at, count }: { at: number; count: number }): number | undefined {
  switch (key) {
    case "ArrowDown":
      return (at + 1) % count;
    case "ArrowUp":
      return (at - 1 + count) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}

function letterIndex(event: KeyboardEvent, items: readonly HTMLElement[], at: number): number | undefined {
  if (event.key.length !== 1 || event.key === " " || event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const letter = event.key.toLowerCase();
  const order = items.map((_, index) => (at + 1 + index) % items.length);
  return order.find((index) => items[index]?.textContent?.toLowerCase().startsWith(letter) === true);
}

const GAP = 6;

/** Below the anchor, or above where there is no room; never over the edge of the window. */
function placeBelow(list: HTMLElement, anchor: HTMLElement): void {
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = list;
  const below = at.bottom + GAP + height <= innerHeight;
  list.style.left = `${Math.max(GAP, Math.min(at.left, innerWidth - width - GAP))}px`;
  list.style.top = `${below ? at.bottom + GAP : Math.max(GAP, at.top - height - GAP)}px`;
}
