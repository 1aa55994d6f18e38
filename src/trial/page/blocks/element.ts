import { el } from "../dom.ts";
import { type Fields, textOf } from "../json.ts";
import { renderButton } from "./button.ts";
import { renderChoices } from "./choices.ts";
import type { ControlOptions } from "./control.ts";
import { renderOverflow, renderSelectMenu } from "./menus.ts";
import { renderMultiSelect } from "./multi-select.ts";
import { renderPicker } from "./pickers.ts";
import type { Surface } from "./surface.ts";
import { renderTextInput } from "./text-input.ts";

/** One element of an actions or section block; using it sends an action at once. */
export function renderElement(element: Fields, block: Fields, surface: Surface): HTMLElement {
  const type = textOf(element.type);
  switch (type) {
    case "button":
    case "workflow_button":
      return renderButton(element, block, surface);
    case "overflow":
      return renderOverflow(element, block, surface);
    case "radio_buttons":
    case "checkboxes":
      return renderChoices({ element, block, surface, acts: true });
    case "datepicker":
    case "timepicker":
    case "datetimepicker":
      return renderPicker({ element, block, surface, acts: true });
    default:
      return renderTextOrSelect(type, { element, block, surface, acts: true });
  }
}

function renderTextOrSelect(type: string, options: ControlOptions): HTMLElement {
  if (type.startsWith("multi_")) return renderMultiSelect(options);
  if (type.endsWith("_select")) return renderSelectMenu(options.element, options.block, options.surface);
  if (type.endsWith("_input")) return renderTextInput(options);
  return el("span", { class: "unsupported" }, `unsupported element: ${type || "without a type"}`);
}
