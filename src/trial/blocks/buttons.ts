import { z } from "zod";
import { confirm, identifier, overflowOption, webAddress } from "./composition.ts";
import { plainText } from "./text-objects.ts";

/** Fields that every element has which sends an interaction when used. */
export const actionable = { action_id: identifier.optional(), confirm: confirm.optional() };

const style = z.enum(["primary", "danger"]);
const accessibilityLabel = z.string().min(1).max(75);

export const button = z.strictObject({
  ...actionable,
  type: z.literal("button"),
  text: plainText(75),
  value: z.string().max(2000).optional(),
  url: webAddress.optional(),
  style: style.optional(),
  accessibility_label: accessibilityLabel.optional(),
});

export const workflowButton = z.strictObject({
  ...actionable,
  type: z.literal("workflow_button"),
  text: plainText(75),
  style: style.optional(),
  accessibility_label: accessibilityLabel.optional(),
  workflow: z.strictObject({
    trigger: z.strictObject({
      url: webAddress,
      customizable_input_parameters: z.array(z.strictObject({ name: z.string(), value: z.string() })).optional(),
    }),
  }),
});

export const overflow = z.strictObject({
  ...actionable,
  type: z.literal("overflow"),
  options: z.array(overflowOption).min(2).max(5),
});

const feedbackButton = z.strictObject({
  text: plainText(75),
  value: z.string().max(2000),
  accessibility_label: accessibilityLabel.optional(),
});

export const feedbackButtons = z.strictObject({
  type: z.literal("feedback_buttons"),
  action_id: identifier.optional(),
  positive_button: feedbackButton,
  negative_button: feedbackButton,
});

export const iconButton = z.strictObject({
  ...actionable,
  type: z.literal("icon_button"),
  icon: z.enum(["trash"]),
  text: plainText(75),
  value: z.string().max(2000).optional(),
  accessibility_label: accessibilityLabel.optional(),
  visible_to_user_ids: z.array(z.string()).optional(),
});
