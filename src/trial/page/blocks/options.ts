import { type Fields, fieldsList, fieldsOf, labelOf, textOf } from "../json.ts";
import type { Surface } from "./surface.ts";

/** Something that can be chosen, and how the bot is told that it was. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly description: string;
  readonly group: string;
  /** The option object as the bot wrote it; Slack sends it back whole. */
  readonly option: Fields;
}

/** What a select of any kind offers: its own options, or the people or conversations of the workspace. */
export function choicesOf(element: Fields, surface: Surface): readonly Choice[] {
  const type = textOf(element.type);
  if (type.endsWith("users_select")) return surface.directory.people().map(namedChoice);
  if (type.endsWith("conversations_select") || type.endsWith("channels_select"))
    return surface.directory.channels().map(namedChoice);
  const groups = fieldsList(element.option_groups);
  if (groups.length === 0) return fieldsList(element.options).map((option) => optionChoice(option, ""));
  return groups.flatMap((group) =>
    fieldsList(group.options).map((option) => optionChoice(option, labelOf(group.label))),
  );
}

/** The part of an action or of `state.values` that says what one choice, or none, means for this kind of select. */
export function selectedOf(type: string, choice: Choice | undefined): Fields {
  if (type === "users_select") return { selected_user: choice?.value ?? null };
  if (type === "conversations_select") return { selected_conversation: choice?.value ?? null };
  if (type === "channels_select") return { selected_channel: choice?.value ?? null };
  return { selected_option: choice?.option ?? null };
}

/** The values that are chosen to begin with. */
export function initialValues(element: Fields): readonly string[] {
  const one = element.initial_user ?? element.initial_conversation ?? element.initial_channel;
  const ids = element.initial_users ?? element.initial_conversations ?? element.initial_channels;
  const options = [...fieldsList(element.initial_options), fieldsOf(element.initial_option)].map((option) =>
    textOf(option.value),
  );
  return [textOf(one), ...(Array.isArray(ids) ? ids.map((id) => textOf(id)) : []), ...options].filter(
    (value) => value !== "",
  );
}

/** The values that a state, as `read` gave it, stands for. */
export function stateValues(state: Fields): readonly string[] {
  const one = state.selected_user ?? state.selected_conversation ?? state.selected_channel;
  const many = state.selected_users ?? state.selected_conversations ?? state.selected_channels;
  const options = [...fieldsList(state.selected_options), fieldsOf(state.selected_option)].map((option) =>
    textOf(option.value),
  );
  return [textOf(one), ...(Array.isArray(many) ? many.map((id) => textOf(id)) : []), ...options].filter(
    (value) => value !== "",
  );
}

function namedChoice(named: { readonly id: string; readonly name: string }): Choice {
  return { value: named.id, label: named.name, description: "", group: "", option: {} };
}

function optionChoice(option: Fields, group: string): Choice {
  return {
    value: textOf(option.value),
    label: labelOf(option.text),
    description: labelOf(option.description),
    group,
    option,
  };
}
