import { z } from "zod";
import { actionable } from "./buttons.ts";
import { dispatchConfig, identifier } from "./composition.ts";
import { richText } from "./rich-text.ts";
import { plainText } from "./text-objects.ts";

const focusable = { focus_on_load: z.boolean().optional(), placeholder: plainText(150).optional() };
const picker = { ...actionable, ...focusable };
const typed = { action_id: identifier.optional(), ...focusable, dispatch_action_config: dispatchConfig.optional() };
const numeral = z.string().regex(/^-?\d+(\.\d+)?$/, "must be a number written as text");

export const datepicker = z.strictObject({
  ...picker,
  type: z.literal("datepicker"),
  initial_date: z.iso.date().optional(),
});

export const timepicker = z.strictObject({
  ...picker,
  type: z.literal("timepicker"),
  initial_time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time as HH:mm")
    .optional(),
  timezone: z.string().min(1).optional(),
});

export const datetimepicker = z.strictObject({
  ...actionable,
  focus_on_load: z.boolean().optional(),
  type: z.literal("datetimepicker"),
  initial_date_time: z.int().min(1_000_000_000).max(9_999_999_999).optional(),
});

export const plainTextInput = z
  .strictObject({
    ...typed,
    type: z.literal("plain_text_input"),
    initial_value: z.string().max(3000).optional(),
    multiline: z.boolean().optional(),
    min_length: z.int().min(0).max(3000).optional(),
    max_length: z.int().min(1).max(3000).optional(),
  })
  .refine((input) => (input.min_length ?? 0) <= (input.max_length ?? 3000), {
    error: "must not be above max_length",
    path: ["min_length"],
  })
  .refine((input) => (input.initial_value ?? "").length <= (input.max_length ?? 3000), {
    error: "must not be longer than max_length",
    path: ["initial_value"],
  });

export const numberInput = z.strictObject({
  ...typed,
  type: z.literal("number_input"),
  is_decimal_allowed: z.boolean(),
  initial_value: numeral.optional(),
  min_value: numeral.optional(),
  max_value: numeral.optional(),
});

export const emailInput = z.strictObject({
  ...typed,
  type: z.literal("email_text_input"),
  initial_value: z.string().optional(),
});

export const urlInput = z.strictObject({
  ...typed,
  type: z.literal("url_text_input"),
  initial_value: z.string().optional(),
});

export const fileInput = z.strictObject({
  type: z.literal("file_input"),
  action_id: identifier.optional(),
  filetypes: z.array(z.string().min(1)).min(1).optional(),
  max_files: z.int().min(1).max(10).optional(),
});

export const richTextInput = z.strictObject({
  ...typed,
  type: z.literal("rich_text_input"),
  initial_value: richText.optional(),
  min_lines: z.int().min(1).optional(),
  max_lines: z.int().min(1).optional(),
});
