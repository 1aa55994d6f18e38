import { z } from "zod";
import { actionable } from "./buttons.ts";
import { choiceOption, conversationFilter, menuOption, optionGroup } from "./composition.ts";
import { plainText } from "./text-objects.ts";

const field = { ...actionable, focus_on_load: z.boolean().optional() };
const menu = { ...field, placeholder: plainText(150).optional() };
const several = { ...menu, max_selected_items: z.int().min(1).optional() };

const choices = {
  options: z.array(menuOption).min(1).max(100).optional(),
  option_groups: z.array(optionGroup).min(1).max(100).optional(),
};
const ONE_LIST = "must have either options or option_groups";

interface Choices {
  readonly options?: readonly unknown[] | undefined;
  readonly option_groups?: readonly { readonly options: readonly unknown[] }[] | undefined;
}

function hasOneList(element: Choices): boolean {
  return (element.options === undefined) !== (element.option_groups === undefined);
}

const AMONG_OPTIONS = "must be one of the options";

function areAmong(chosen: readonly unknown[], element: Choices): boolean {
  const offered = [...(element.options ?? []), ...(element.option_groups ?? []).flatMap((group) => group.options)];
  const known = new Set(offered.map((option) => JSON.stringify(option)));
  return chosen.every((option) => known.has(JSON.stringify(option)));
}

function hasKnownOption(element: Choices & { readonly initial_option?: unknown }): boolean {
  return element.initial_option === undefined || areAmong([element.initial_option], element);
}

function hasKnownOptions(element: Choices & { readonly initial_options?: readonly unknown[] | undefined }): boolean {
  return areAmong(element.initial_options ?? [], element);
}

const initialOption = { error: AMONG_OPTIONS, path: ["initial_option"] };
const initialOptions = { error: AMONG_OPTIONS, path: ["initial_options"] };

export const staticSelect = z
  .strictObject({ ...menu, ...choices, type: z.literal("static_select"), initial_option: menuOption.optional() })
  .refine(hasOneList, ONE_LIST)
  .refine(hasKnownOption, initialOption);

export const multiStaticSelect = z
  .strictObject({
    ...several,
    ...choices,
    type: z.literal("multi_static_select"),
    initial_options: z.array(menuOption).min(1).max(100).optional(),
  })
  .refine(hasOneList, ONE_LIST)
  .refine(hasKnownOptions, initialOptions);

export const radioButtons = z
  .strictObject({
    ...field,
    type: z.literal("radio_buttons"),
    options: z.array(choiceOption).min(1).max(10),
    initial_option: choiceOption.optional(),
  })
  .refine(hasKnownOption, initialOption);

export const checkboxes = z
  .strictObject({
    ...field,
    type: z.literal("checkboxes"),
    options: z.array(choiceOption).min(1).max(10),
    initial_options: z.array(choiceOption).min(1).max(10).optional(),
  })
  .refine(hasKnownOptions, initialOptions);

const minQuery = { min_query_length: z.int().min(0).optional() };
const answerable = { response_url_enabled: z.boolean().optional() };
const conversations = {
  default_to_current_conversation: z.boolean().optional(),
  filter: conversationFilter.optional(),
};

/** Menus whose choices come from the workspace or from the bot while the person types. */
export const workspaceMenus = [
  z.strictObject({
    ...menu,
    ...minQuery,
    type: z.literal("external_select"),
    initial_option: menuOption.optional(),
  }),
  z.strictObject({
    ...several,
    ...minQuery,
    type: z.literal("multi_external_select"),
    initial_options: z.array(menuOption).min(1).max(100).optional(),
  }),
  z.strictObject({ ...menu, type: z.literal("users_select"), initial_user: z.string().optional() }),
  z.strictObject({
    ...several,
    type: z.literal("multi_users_select"),
    initial_users: z.array(z.string()).optional(),
  }),
  z.strictObject({
    ...menu,
    ...answerable,
    type: z.literal("channels_select"),
    initial_channel: z.string().optional(),
  }),
  z.strictObject({
    ...several,
    type: z.literal("multi_channels_select"),
    initial_channels: z.array(z.string()).optional(),
  }),
  z.strictObject({
    ...menu,
    ...answerable,
    ...conversations,
    type: z.literal("conversations_select"),
    initial_conversation: z.string().optional(),
  }),
  z.strictObject({
    ...several,
    ...conversations,
    type: z.literal("multi_conversations_select"),
    initial_conversations: z.array(z.string()).optional(),
  }),
] as const;
