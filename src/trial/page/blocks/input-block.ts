import { el, freshId } from "../dom.ts";
import { type Fields, fieldsOf, textOf } from "../json.ts";
import { renderChoices } from "./choices.ts";
import type { ControlOptions } from "./control.ts";
import { renderSelectMenu } from "./menus.ts";
import { renderMultiSelect } from "./multi-select.ts";
import { renderNativeSelect } from "./native-select.ts";
import { renderPicker } from "./pickers.ts";
import type { Surface } from "./surface.ts";
import { renderTextInput } from "./text-input.ts";
import { renderPlainText } from "./text-object.ts";

/** A labelled control of a form, with its hint and a place for what is wrong with its value. */
export function renderInput(block: Fields, surface: Surface): HTMLElement {
  const optional = block.optional === true;
  const element = fieldsOf(block.element);
  const control = renderControl({ element, block, surface, acts: block.dispatch_action === true });
  const [labelId, hintId, errorId] = [freshId("label"), freshId("hint"), freshId("error")];
  const hint = block.hint === undefined ? null : el("p", { class: "hint", id: hintId }, renderPlainText(block.hint));
  control.id ||= freshId("control");
  control.removeAttribute("aria-label");
  control.setAttribute("aria-labelledby", labelId);
  control.setAttribute("aria-describedby", hint === null ? errorId : `${hintId} ${errorId}`);
  if (!optional) control.setAttribute("aria-required", "true");
  return el(
    "div",
    { "data-block": textOf(block.block_id), "data-required": !optional },
    el(
      "label",
      { id: labelId, for: control.id },
      renderPlainText(block.label),
      optional ? el("span", { class: "optional" }, " (optional)") : null,
    ),
    control,
    hint,
    el("p", { class: "field-error", id: errorId, role: "alert" }),
  );
}

/** Puts a sentence under the control of a block and marks it; an empty one takes it away. False when there is no such block. */
export function showFieldError(root: HTMLElement, blockId: string, sentence: string): boolean {
  const box = Array.from(root.querySelectorAll<HTMLElement>("[data-block]")).find(
    (node) => node.dataset.block === blockId,
  );
  const place = box?.querySelector(".field-error");
  if (box === undefined || place === null || place === undefined) return false;
  place.textContent = sentence;
  box.querySelector("[data-field]")?.setAttribute("aria-invalid", String(sentence !== ""));
  return true;
}

function renderControl(options: ControlOptions): HTMLElement {
  const type = textOf(options.element.type);
  if (type === "radio_buttons" || type === "checkboxes") return renderChoices(options);
  if (type === "datepicker" || type === "timepicker" || type === "datetimepicker") return renderPicker(options);
  if (type.startsWith("multi_")) return renderMultiSelect(options);
  if (type.endsWith("_select"))
    return options.acts
      ? renderSelectMenu(options.element, options.block, options.surface)
      : renderNativeSelect(options);
  if (type.endsWith("_input")) return renderTextInput(options);
  return el("span", { class: "unsupported" }, `unsupported element: ${type || "without a type"}`);
}
