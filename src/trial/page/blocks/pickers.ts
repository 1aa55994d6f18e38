import { el } from "../dom.ts";
import { type Fields, labelOf, numberOf, textOf } from "../json.ts";
import { type ControlOptions, focusName, sendAction } from "./control.ts";
import { registerField } from "./form-field.ts";

interface Kind {
  readonly input: "date" | "time" | "datetime-local";
  readonly name: string;
  /** The field of the answer. */
  readonly field: "selected_date" | "selected_time" | "selected_date_time";
}

const DATE: Kind = { input: "date", name: "Date", field: "selected_date" };
const TIME: Kind = { input: "time", name: "Time", field: "selected_time" };
const BOTH: Kind = { input: "datetime-local", name: "Date and time", field: "selected_date_time" };

/** A date (2026-11-23), a time (14:30) or an instant (epoch seconds), by the browser's own picker. */
export function renderPicker(options: ControlOptions): HTMLElement {
  const { element, block, acts } = options;
  const type = textOf(element.type);
  const kind = type === "datepicker" ? DATE : type === "timepicker" ? TIME : BOTH;
  const node = el("input", {
    ...{ type: kind.input, class: "input picker", value: initialOf(element), "data-focus": focusName(element, block) },
    "aria-label": labelOf(element.placeholder) || kind.name,
  });
  const read = (): Fields => ({ [kind.field]: kind === BOTH ? secondsOf(node.value) : node.value || null });
  if (acts) {
    node.addEventListener("change", () => {
      if (node.value !== "") void sendAction(options, read());
    });
  }
  return registerField(node, {
    ...{ block: textOf(block.block_id), action: textOf(element.action_id), acts },
    read: () => ({ type, ...read() }),
    isEmpty: () => node.value === "",
    write(state) {
      const value = state[kind.field];
      node.value = kind === BOTH ? localOf(numberOf(value)) : textOf(value);
    },
  });
}

function initialOf(element: Fields): string {
  return textOf(element.initial_date) || textOf(element.initial_time) || localOf(numberOf(element.initial_date_time));
}

function secondsOf(local: string): number | null {
  const at = new Date(local).getTime();
  return Number.isNaN(at) ? null : Math.floor(at / 1000);
}

/** Epoch seconds as the browser's picker wants them: local, without a zone. */
function localOf(seconds: number | undefined): string {
  if (seconds === undefined) return "";
  const date = new Date(seconds * 1000);
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}
