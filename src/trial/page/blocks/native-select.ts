import { el } from "../dom.ts";
import { labelOf, textOf } from "../json.ts";
import { type ControlOptions, focusName } from "./control.ts";
import { registerField } from "./form-field.ts";
import { type Choice, choicesOf, initialValues, selectedOf, stateValues } from "./options.ts";

/** A select inside a form, where a choice counts only when the form is handed in: the browser's own. */
export function renderNativeSelect({ element, block, surface }: ControlOptions): HTMLElement {
  const type = textOf(element.type);
  const choices = choicesOf(element, surface);
  const initial = initialValues(element)[0] ?? "";
  const empty = el("option", { value: "" }, labelOf(element.placeholder) || "Choose an option");
  const node = el("select", { class: "input", "data-focus": focusName(element, block) }, empty, ...groupsOf(choices));
  node.value = choices.some((choice) => choice.value === initial) ? initial : "";
  return registerField(node, {
    ...{ block: textOf(block.block_id), action: textOf(element.action_id), acts: false },
    read: () => ({
      type,
      ...selectedOf(
        type,
        choices.find((each) => each.value === node.value),
      ),
    }),
    isEmpty: () => node.value === "",
    write(state) {
      node.value = stateValues(state)[0] ?? "";
    },
  });
}

/** Neighbours of the same group stand under its label. */
function groupsOf(choices: readonly Choice[]): readonly HTMLElement[] {
  const nodes: HTMLElement[] = [];
  let group: HTMLElement | null = null;
  for (const [index, choice] of choices.entries()) {
    if (choice.group === "") group = null;
    else if (index === 0 || choices[index - 1]?.group !== choice.group) {
      group = el("optgroup", { label: choice.group });
      nodes.push(group);
    }
    const option = optionOf(choice);
    if (group === null) nodes.push(option);
    else group.append(option);
  }
  return nodes;
}

function optionOf(choice: Choice): HTMLElement {
  return el(
    "option",
    { value: choice.value },
    choice.description === "" ? choice.label : `${choice.label} – ${choice.description}`,
  );
}
