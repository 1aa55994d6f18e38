import { el, on } from "../dom.ts";
import { type Fields, fieldsOf, labelOf, numberOf, stringsOf, textOf } from "../json.ts";
import { type ControlOptions, focusName, sendAction } from "./control.ts";
import { registerField } from "./form-field.ts";

const TYPES: Readonly<Record<string, string>> = {
  number_input: "number",
  email_text_input: "email",
  url_text_input: "url",
};

/** Plain text of one or several lines, a number, an e-mail address or a web address. */
export function renderTextInput(options: ControlOptions): HTMLElement {
  const { element, block, acts } = options;
  const type = textOf(element.type);
  if (type === "file_input" || type === "rich_text_input")
    return el("span", { class: "unsupported" }, `unsupported element: ${type}`);
  const node =
    element.multiline === true
      ? el("textarea", { rows: 4, ...attributesOf(options) })
      : el("input", { type: TYPES[type] ?? "text", ...attributesOf(options) });
  node.value = textOf(element.initial_value);
  if (acts) sendWhile(node, options);
  return registerField(node, {
    ...{ block: textOf(block.block_id), action: textOf(element.action_id), acts },
    read: () => ({ type, value: node.value === "" ? null : node.value }),
    isEmpty: () => node.value.trim() === "",
    write: (state) => {
      node.value = textOf(state.value);
    },
  });
}

function attributesOf({ element, block }: ControlOptions): Record<string, string | number | undefined> {
  return {
    class: "input",
    placeholder: labelOf(element.placeholder) || undefined,
    maxlength: numberOf(element.max_length),
    step: element.is_decimal_allowed === true ? "any" : undefined,
    inputmode: textOf(element.type) === "number_input" ? "decimal" : undefined,
    autocomplete: "off",
    "data-focus": focusName(element, block),
  };
}

function sendWhile(node: HTMLInputElement | HTMLTextAreaElement, options: ControlOptions): void {
  const config = fieldsOf(options.element.dispatch_action_config);
  const triggers = stringsOf(config.trigger_actions_on);
  const send = () => void sendAction(options, typedIn(node));
  if (triggers.includes("on_character_entered")) on(node, "input", send);
  if (triggers.length > 0 && !triggers.includes("on_enter_pressed")) return;
  on(node, "keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    send();
  });
}

function typedIn(node: HTMLInputElement | HTMLTextAreaElement): Fields {
  return { value: node.value };
}
