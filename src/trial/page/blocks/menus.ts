import { button, el } from "../dom.ts";
import { icon } from "../icons.ts";
import { type Fields, labelOf, textOf } from "../json.ts";
import { safeUrl } from "../mrkdwn.ts";
import { createPopupList } from "../popup-list.ts";
import { focusName, sendAction } from "./control.ts";
import { registerField } from "./form-field.ts";
import { type Choice, choicesOf, initialValues, selectedOf, stateValues } from "./options.ts";
import type { Surface } from "./surface.ts";

/** Three dots that open a list of actions. */
export function renderOverflow(element: Fields, block: Fields, surface: Surface): HTMLElement {
  const choices = choicesOf(element, surface);
  const node = button(
    { class: "button icon-only", "aria-label": "More actions", "data-focus": focusName(element, block) },
    () => list.open(),
    icon("more"),
  );
  const list = createPopupList(node, {
    name: "More actions",
    items: () => choices,
    choose(index) {
      const choice = choices[index];
      if (choice === undefined) return;
      const url = safeUrl(textOf(choice.option.url));
      if (url !== null) window.open(url, "_blank", "noopener,noreferrer");
      void sendAction({ element, block, surface }, { selected_option: choice.option });
    },
  });
  return node;
}

/**
 * A select whose choice tells the bot at once. Not a native one: those change with every arrow key, and a bot should hear of the
 * choice, not of the way there.
 */
export function renderSelectMenu(element: Fields, block: Fields, surface: Surface): HTMLElement {
  const type = textOf(element.type);
  const choices = choicesOf(element, surface);
  const placeholder = labelOf(element.placeholder) || "Choose an option";
  let chosen = choices.find((choice) => initialValues(element).includes(choice.value));
  const words = el("span", {}, chosen?.label ?? placeholder);
  const show = (choice: Choice | undefined) => {
    chosen = choice;
    words.textContent = choice?.label ?? placeholder;
    node.setAttribute("aria-label", choice === undefined ? placeholder : `${placeholder}: ${choice.label}`);
  };
  const node = button(
    { class: "button select", "data-focus": focusName(element, block) },
    () => list.open(),
    words,
    icon("chevron"),
  );
  const list = createPopupList(node, {
    name: placeholder,
    items: () => choices.map((choice) => ({ ...choice, chosen: choice === chosen })),
    choose(index) {
      const before = chosen;
      show(choices[index]);
      if (chosen === undefined) return;
      void sendAction({ element, block, surface }, selectedOf(type, chosen)).then((sent) => {
        if (!sent) show(before);
      });
    },
  });
  show(chosen);
  return registerField(node, {
    ...{ block: textOf(block.block_id), action: textOf(element.action_id), acts: true },
    read: () => ({ type, ...selectedOf(type, chosen) }),
    isEmpty: () => chosen === undefined,
    write: (state) => show(choices.find((choice) => stateValues(state).includes(choice.value))),
  });
}
