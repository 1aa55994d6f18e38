import { svg } from "./dom.ts";

export type IconName = keyof typeof PATHS;

/** A line icon in the colour of the text beside it; says nothing to a screen reader. */
export function icon(name: IconName): SVGElement {
  return svg(
    "svg",
    { class: "icon", viewBox: "0 0 20 20", "aria-hidden": "true", focusable: "false" },
    svg("path", { d: PATHS[name] }),
  );
}

const PATHS = {
  menu: "M3 5.5h14M3 10h14M3 14.5h14",
  close: "M5 5l10 10M15 5L5 15",
  hash: "M7.5 3.5l-2 13M14 3.5l-2 13M3.5 7.5h13.5M3 12.5h13.5",
  home: "M3.5 9.5L10 4l6.5 5.5M5.5 8v8h9V8M8.5 16v-4h3v4",
  chat: "M3.5 4.5h13v9h-7l-3.5 3v-3h-2.5z",
  send: "M3.5 16.5l13.5-6.5L3.5 3.5l2 6.5zM5.5 10H11",
  reply: "M4 5h12v8h-6l-3 3v-3H4zM7 8h6M7 10.5h4",
  smile: "M10 17a7 7 0 100-14 7 7 0 000 14zM7.2 11.5c1.4 2 4.2 2 5.6 0M7.7 8v.1M12.3 8v.1",
  inspect: "M7 5l-4 5 4 5M13 5l4 5-4 5",
  more: "M10 4.5v.2M10 10v.2M10 15.3v.2",
  chevron: "M6 8l4 4 4-4",
  left: "M12 5l-5 5 5 5",
  right: "M8 5l5 5-5 5",
  eye: "M2.5 10s2.8-5 7.5-5 7.5 5 7.5 5-2.8 5-7.5 5-7.5-5-7.5-5zM10 12.2a2.2 2.2 0 100-4.4 2.2 2.2 0 000 4.4z",
  search: "M9 14A5 5 0 109 4a5 5 0 000 10zM12.7 12.7L16.5 16.5",
  keyboard: "M2.5 5.5h15v9h-15zM5.5 8.5h.1M8.5 8.5h.1M11.5 8.5h.1M14.5 8.5h.1M6.5 11.5h7",
  bolt: "M11 2.5L4.5 11.5h4.5l-1 6 6.5-9H10z",
  check: "M4.5 10.5l3.5 3.5 7.5-8",
  down: "M10 4v11M5.5 10.5L10 15l4.5-4.5",
  sort: "M7 4v12M4 7l3-3 3 3M13 16V4M10 13l3 3 3-3",
  copy: "M7 7h9v9H7zM13 7V4H4v9h3",
} as const;
