import type { JsonObject } from "../json.ts";
import { actionablesIn } from "./actionables.ts";

/** What people have entered, as Slack reports it: block id → action id → value object. */
export type FormState = Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;

interface Slot {
  /** The field of the value object. */
  readonly field: string;
  /** The field of the element that fills it at first. */
  readonly initial: string;
  /** What an untouched element reports. */
  readonly empty: null | readonly unknown[];
}

const slots: Readonly<Record<string, Slot>> = {
  plain_text_input: slot("value", "initial_value"),
  number_input: slot("value", "initial_value"),
  email_text_input: slot("value", "initial_value"),
  url_text_input: slot("value", "initial_value"),
  rich_text_input: slot("rich_text_value", "initial_value"),
  file_input: slot("files", "initial_files", []),
  static_select: slot("selected_option", "initial_option"),
  external_select: slot("selected_option", "initial_option"),
  radio_buttons: slot("selected_option", "initial_option"),
  multi_static_select: slot("selected_options", "initial_options", []),
  multi_external_select: slot("selected_options", "initial_options", []),
  checkboxes: slot("selected_options", "initial_options", []),
  users_select: slot("selected_user", "initial_user"),
  multi_users_select: slot("selected_users", "initial_users", []),
  channels_select: slot("selected_channel", "initial_channel"),
  multi_channels_select: slot("selected_channels", "initial_channels", []),
  conversations_select: slot("selected_conversation", "initial_conversation"),
  multi_conversations_select: slot("selected_conversations", "initial_conversations", []),
  datepicker: slot("selected_date", "initial_date"),
  timepicker: slot("selected_time", "initial_time"),
  datetimepicker: slot("selected_date_time", "initial_date_time"),
};

/** The field of an element's value object that holds what was entered; undefined for elements that hold nothing, such as buttons. */
export function valueFieldOf(elementType: unknown): string | undefined {
  return slotOf(elementType)?.field;
}

/** The state of a form that nobody has touched. */
export function initialState(blocks: readonly unknown[]): FormState {
  let state: FormState = {};
  for (const { block, element } of actionablesIn(blocks)) {
    const place = slotOf(element.type);
    if (place === undefined) continue;
    const value = { type: element.type, [place.field]: element[place.initial] ?? place.empty };
    state = withValue(state, { block: String(block.block_id), action: String(element.action_id), value });
  }
  return state;
}

export function withValue(
  state: FormState,
  entry: { readonly block: string; readonly action: string; readonly value: JsonObject },
): FormState {
  return { ...state, [entry.block]: { ...state[entry.block], [entry.action]: entry.value } };
}

/** The state after the blocks were replaced: what was entered stays where block and action are still there. */
export function carriedState(before: FormState, blocks: readonly unknown[]): FormState {
  const fresh = Object.entries(initialState(blocks)).map(([block, actions]) => {
    const kept = Object.entries(actions).map(([action, value]) => [action, before[block]?.[action] ?? value]);
    return [block, Object.fromEntries(kept)];
  });
  return Object.fromEntries(fresh);
}

/** True when the value object holds nothing. */
export function isEmptyValue(elementType: unknown, value: JsonObject | undefined): boolean {
  const entered = value?.[valueFieldOf(elementType) ?? "value"];
  return (
    entered === undefined || entered === null || entered === "" || (Array.isArray(entered) && entered.length === 0)
  );
}

function slotOf(elementType: unknown): Slot | undefined {
  return typeof elementType === "string" && Object.hasOwn(slots, elementType) ? slots[elementType] : undefined;
}

function slot(field: string, initial: string, empty: Slot["empty"] = null): Slot {
  return { field, initial, empty };
}
