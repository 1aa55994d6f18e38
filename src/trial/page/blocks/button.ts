import { button, type Child, el } from "../dom.ts";
import { type Fields, labelOf, textOf } from "../json.ts";
import { safeUrl } from "../mrkdwn.ts";
import { type ControlOptions, focusName, sendAction } from "./control.ts";
import type { Surface } from "./surface.ts";
import { renderPlainText } from "./text-object.ts";

/** A button of the bot's. One with an address opens it and tells the bot as well, as in Slack. */
export function renderButton(element: Fields, block: Fields, surface: Surface): HTMLElement {
  const url = safeUrl(textOf(element.url));
  const label = textOf(element.accessibility_label);
  const value = element.value === undefined ? {} : { value: textOf(element.value) };
  if (url !== null) return linkButton({ element, block, surface }, { url, label, value });
  return actButton({ element, block, surface, extra: value, label }, renderPlainText(element.text));
}

/** A button that shows that its action is on the way, and cannot be pressed twice meanwhile. */
export function actButton(
  options: Omit<ControlOptions, "acts"> & { readonly extra: Fields; readonly label: string },
  ...content: Child[]
): HTMLElement {
  const { element, block } = options;
  const node = button(
    {
      class: `button ${styleOf(element)}`,
      "data-focus": focusName(element, block),
      "aria-label": options.label === "" ? undefined : options.label,
    },
    () => {
      if (node.getAttribute("aria-busy") === "true") return;
      void sendAction(options, options.extra, () => node.setAttribute("aria-busy", "true")).finally(() =>
        node.removeAttribute("aria-busy"),
      );
    },
    ...content,
  );
  return node;
}

function linkButton(
  options: Omit<ControlOptions, "acts">,
  link: { url: string; label: string; value: Fields },
): HTMLElement {
  const { element, block } = options;
  const node = el(
    "a",
    {
      class: `button ${styleOf(element)}`,
      ...{ href: link.url, target: "_blank", rel: "noopener noreferrer", "data-focus": focusName(element, block) },
      "aria-label": link.label === "" ? undefined : `${link.label}, opens ${link.url}`,
      title: link.url,
    },
    renderPlainText(element.text),
  );
  node.addEventListener("click", () => void sendAction(options, link.value));
  return node;
}

function styleOf(element: Fields): string {
  const style = textOf(element.style);
  return style === "primary" || style === "danger" ? style : labelOf(element.text) === "" ? "icon-only" : "";
}
