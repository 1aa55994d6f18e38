import { el } from "../dom.ts";
import { icon } from "../icons.ts";
import { type Fields, fieldsList, fieldsOf, labelOf, textOf } from "../json.ts";
import { actButton } from "./button.ts";
import type { Surface } from "./surface.ts";

/** Small buttons below an answer: two for an opinion, or icons. */
export function renderContextActions(block: Fields, surface: Surface): HTMLElement {
  const nodes = fieldsList(block.elements).flatMap((element): readonly HTMLElement[] => {
    if (element.type === "feedback_buttons") return feedback(element, block, surface);
    if (element.type === "icon_button") return iconButton(element, block, surface);
    return [el("span", { class: "unsupported" }, `unsupported element: ${textOf(element.type)}`)];
  });
  return el("div", { role: "group", "aria-label": "Feedback" }, ...nodes);
}

function feedback(element: Fields, block: Fields, surface: Surface): readonly HTMLElement[] {
  return (["positive_button", "negative_button"] as const).map((name) => {
    const choice = fieldsOf(element[name]);
    const label = textOf(choice.accessibility_label, labelOf(choice.text));
    return actButton({ element, block, surface, extra: { value: choice.value }, label }, labelOf(choice.text));
  });
}

function iconButton(element: Fields, block: Fields, surface: Surface): readonly HTMLElement[] {
  const readers = element.visible_to_user_ids;
  if (Array.isArray(readers) && !readers.includes(surface.directory.reader())) return [];
  const label = textOf(element.accessibility_label, labelOf(element.text));
  return [
    actButton(
      { element, block, surface, extra: { value: element.value }, label },
      icon("close"),
      labelOf(element.text),
    ),
  ];
}
