import { z } from "zod";
import { button, overflow, workflowButton } from "./buttons.ts";
import { hasOneSource, identifier, imageElement, imageFields, ONE_SOURCE, webAddress } from "./composition.ts";
import {
  datepicker,
  datetimepicker,
  emailInput,
  fileInput,
  numberInput,
  plainTextInput,
  richTextInput,
  timepicker,
  urlInput,
} from "./inputs.ts";
import { checkboxes, multiStaticSelect, radioButtons, staticSelect, workspaceMenus } from "./menus.ts";
import { anyText, mrkdwn, plainText } from "./text-objects.ts";

const block_id = identifier.optional();
const menus = [
  staticSelect,
  multiStaticSelect,
  ...workspaceMenus,
  radioButtons,
  checkboxes,
  datepicker,
  timepicker,
] as const;

const accessory = z.discriminatedUnion("type", [button, workflowButton, overflow, imageElement, ...menus]);

const actionElement = z.discriminatedUnion("type", [
  button,
  workflowButton,
  overflow,
  ...menus,
  datetimepicker,
  richTextInput,
]);

const inputElement = z.discriminatedUnion("type", [
  ...menus,
  datetimepicker,
  plainTextInput,
  numberInput,
  emailInput,
  urlInput,
  fileInput,
  richTextInput,
]);

export const section = z
  .strictObject({
    type: z.literal("section"),
    block_id,
    text: anyText(3000).optional(),
    fields: z.array(anyText(2000)).min(1).max(10).optional(),
    accessory: accessory.optional(),
    expand: z.boolean().optional(),
  })
  .refine((block) => block.text !== undefined || block.fields !== undefined, "must have text or fields");

export const header = z.strictObject({ type: z.literal("header"), block_id, text: plainText(150) });

export const context = z.strictObject({
  type: z.literal("context"),
  block_id,
  elements: z
    .array(z.discriminatedUnion("type", [plainText(), mrkdwn(), imageElement]))
    .min(1)
    .max(10),
});

export const actions = z.strictObject({
  type: z.literal("actions"),
  block_id,
  elements: z.array(actionElement).min(1).max(25),
});

export const divider = z.strictObject({ type: z.literal("divider"), block_id });

export const image = z
  .strictObject({ ...imageFields, block_id, title: plainText(2000).optional() })
  .refine(hasOneSource, ONE_SOURCE);

export const input = z.strictObject({
  type: z.literal("input"),
  block_id,
  label: plainText(2000),
  hint: plainText(2000).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
  element: inputElement,
});

export const video = z.strictObject({
  type: z.literal("video"),
  block_id,
  video_url: webAddress,
  thumbnail_url: webAddress,
  alt_text: z.string().min(1).max(2000),
  title: plainText(199),
  title_url: webAddress.optional(),
  author_name: z.string().max(49).optional(),
  provider_name: z.string().optional(),
  provider_icon_url: webAddress.optional(),
  description: plainText(200).optional(),
});
