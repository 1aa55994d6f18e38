import type { InputBlock, Option, PlainTextElement, StaticSelect } from "@slack/types";
import { printable } from "../../../domain/printable.ts";
import { plain } from "./escape.ts";

/** Slack: 100 options, 75 characters each; 24 in a dialog's title and buttons; 2,000 in a label. */
const optionsMax = 100;
const optionMax = 75;
const labelMax = 100;

export interface ChoiceText {
  readonly value: string;
  readonly text: string;
}

export interface SelectText {
  readonly id: string;
  /** Another id shows the field as new, with its first choice; Slack keeps what was chosen under the same one. */
  readonly blockId?: string;
  readonly label: string;
  readonly choices: readonly ChoiceText[];
  readonly chosen: string;
  /** Whether each change is told at once. */
  readonly isWatched?: boolean;
}

/** A menu of which one is always chosen; of too many the chosen one is never left out. */
export function selectBlock(select: SelectText): InputBlock {
  const { id, blockId, label, choices, chosen, isWatched } = select;
  const options = withinLimit(choices, chosen).map(optionOf);
  const initial = options.find((option) => option.value === chosen.slice(0, optionMax)) ?? options[0];
  const element: StaticSelect = {
    type: "static_select",
    action_id: id,
    options,
    ...(initial === undefined ? {} : { initial_option: initial }),
  };
  return {
    type: "input",
    block_id: blockId ?? id,
    label: plainText(label, labelMax),
    element,
    dispatch_action: isWatched === true,
  };
}

function withinLimit(choices: readonly ChoiceText[], chosen: string): readonly ChoiceText[] {
  if (choices.length <= optionsMax) return choices;
  const first = choices.slice(0, optionsMax);
  const own = choices.find(({ value }) => value === chosen);
  return own === undefined || first.includes(own) ? first : [...first.slice(0, -1), own];
}

function optionOf({ value, text }: ChoiceText): Option & { text: PlainTextElement } {
  return { text: plainText(text, optionMax), value: value.slice(0, optionMax) || "–" };
}

export interface TextFieldText {
  readonly id: string;
  readonly label: string;
  readonly placeholder: string;
  readonly written: string;
  readonly charactersMax: number;
  readonly isOptional?: boolean;
  readonly isLong?: boolean;
}

export function textBlock(field: TextFieldText): InputBlock {
  const { id, label, placeholder, charactersMax } = field;
  const written = printable(field.written, charactersMax).slice(0, charactersMax);
  return {
    type: "input",
    block_id: id,
    optional: field.isOptional === true,
    label: plainText(label, labelMax),
    element: {
      type: "plain_text_input",
      action_id: id,
      multiline: field.isLong === true,
      max_length: charactersMax,
      placeholder: plainText(placeholder, labelMax),
      ...(written === "" ? {} : { initial_value: written }),
    },
  };
}

export function plainText(text: string, charactersMax: number): PlainTextElement {
  return { type: "plain_text", text: plain(text, charactersMax), emoji: false };
}
