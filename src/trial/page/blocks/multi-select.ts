import { el } from "../dom.ts";
import { type Fields, labelOf, numberOf, textOf } from "../json.ts";
import { type ControlOptions, focusName, sendAction } from "./control.ts";
import { registerField } from "./form-field.ts";
import { choicesOf, initialValues, stateValues } from "./options.ts";

/** Several of many, as a list of check boxes in a box of its own height: works with every keyboard and every phone. */
export function renderMultiSelect(options: ControlOptions): HTMLElement {
  const { element, block, surface, acts } = options;
  const type = textOf(element.type);
  const choices = choicesOf(element, surface);
  const most = numberOf(element.max_selected_items) ?? Number.POSITIVE_INFINITY;
  const initial = initialValues(element);
  const inputs = choices.map((choice) =>
    el("input", {
      type: "checkbox",
      value: choice.value,
      checked: initial.includes(choice.value),
      "data-focus": `${focusName(element, block)}:${choice.value}`,
    }),
  );
  const rows = inputs.map((input, index) =>
    el("label", { class: "choice" }, input, el("span", {}, choices[index]?.label)),
  );
  const box = el(
    "div",
    { class: "choices multi", role: "group", "aria-label": labelOf(element.placeholder) || "Choose some" },
    ...rows,
  );
  const limit = () => {
    const full = inputs.filter((input) => input.checked).length >= most;
    for (const input of inputs) input.disabled = full && !input.checked;
  };
  const read = (): Fields =>
    selectedMany(
      type,
      choices.filter((_, index) => inputs[index]?.checked === true),
    );
  box.addEventListener("change", () => {
    limit();
    if (acts) void sendAction(options, read());
  });
  limit();
  return registerField(box, {
    ...{ block: textOf(block.block_id), action: textOf(element.action_id), acts },
    read: () => ({ type, ...read() }),
    isEmpty: () => !inputs.some((input) => input.checked),
    write(state) {
      const values = stateValues(state);
      for (const input of inputs) input.checked = values.includes(input.value);
      limit();
    },
  });
}

function selectedMany(type: string, chosen: ReturnType<typeof choicesOf>): Fields {
  const values = chosen.map((choice) => choice.value);
  if (type === "multi_users_select") return { selected_users: values };
  if (type === "multi_conversations_select") return { selected_conversations: values };
  if (type === "multi_channels_select") return { selected_channels: values };
  return { selected_options: chosen.map((choice) => choice.option) };
}
