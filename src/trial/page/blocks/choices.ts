import { el, freshId } from "../dom.ts";
import { type Fields, fieldsList, fieldsOf, textOf } from "../json.ts";
import { type ControlOptions, focusName, sendAction } from "./control.ts";
import { registerField } from "./form-field.ts";
import { initialValues, stateValues } from "./options.ts";
import { renderText } from "./text-object.ts";

/** Radio buttons or check boxes below each other. */
export function renderChoices(options: ControlOptions): HTMLElement {
  const { element, block, acts } = options;
  const type = textOf(element.type);
  const single = type === "radio_buttons";
  const offered = fieldsList(element.options);
  const name = freshId("choice");
  const initial = initialValues(element);
  const inputs = offered.map((option) => {
    const value = textOf(option.value);
    return el("input", {
      type: single ? "radio" : "checkbox",
      name,
      value,
      checked: initial.includes(value),
      "data-focus": `${focusName(element, block)}:${value}`,
    });
  });
  const group = el(
    "div",
    { class: "choices", role: single ? "radiogroup" : "group" },
    ...inputs.map((input, index) => choiceLabel(input, offered[index] ?? {}, options)),
  );
  const read = (): Fields => {
    const picked = offered.filter((_, index) => inputs[index]?.checked === true);
    return single ? { selected_option: picked[0] ?? null } : { selected_options: picked };
  };
  if (acts) group.addEventListener("change", () => void sendAction(options, read()));
  return registerField(group, {
    ...{ block: textOf(block.block_id), action: textOf(element.action_id), acts },
    read: () => ({ type, ...read() }),
    isEmpty: () => !inputs.some((input) => input.checked),
    write(state) {
      const values = stateValues(state);
      for (const input of inputs) input.checked = values.includes(input.value);
    },
  });
}

function choiceLabel(input: HTMLInputElement, option: Fields, { surface }: ControlOptions): HTMLElement {
  const description = fieldsOf(option.description);
  return el(
    "label",
    { class: "choice" },
    input,
    el(
      "span",
      {},
      el("span", { class: "rich" }, renderText(option.text, surface.directory)),
      description.text === undefined
        ? null
        : el("span", { class: "choice-note" }, renderText(description, surface.directory)),
    ),
  );
}
