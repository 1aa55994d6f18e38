import { z } from "zod";
import { anyText, plainText } from "./text-objects.ts";

/** Slack's limit of `block_id`, `action_id`, `callback_id` and `external_id`. */
export const ID_MAX = 255;

export const identifier = z.string().min(1).max(ID_MAX);

export const webAddress = z
  .string()
  .max(3000)
  .refine((text) => URL.canParse(text) && /^(https?|mailto|tel|slack):/.test(text), "must be an absolute URL");

export const confirm = z.strictObject({
  title: plainText(100),
  text: anyText(300),
  confirm: plainText(30),
  deny: plainText(30),
  style: z.enum(["primary", "danger"]).optional(),
});

/** Options are compared whole, as Slack does: same text and same value. */
export const menuOption = z.strictObject({
  text: plainText(75),
  value: z.string().min(1).max(75),
  description: plainText(75).optional(),
});

export const overflowOption = menuOption.extend({ url: webAddress.optional() });

export const choiceOption = z.strictObject({
  text: anyText(75),
  value: z.string().min(1).max(75),
  description: anyText(75).optional(),
});

export const optionGroup = z.strictObject({ label: plainText(75), options: z.array(menuOption).min(1).max(100) });

export const dispatchConfig = z.strictObject({
  trigger_actions_on: z.array(z.enum(["on_enter_pressed", "on_character_entered"])).min(1),
});

export const conversationFilter = z.strictObject({
  include: z
    .array(z.enum(["im", "mpim", "private", "public"]))
    .min(1)
    .optional(),
  exclude_external_shared_channels: z.boolean().optional(),
  exclude_bot_users: z.boolean().optional(),
});

const slackFile = z
  .strictObject({
    id: z
      .string()
      .regex(/^F[A-Z0-9]{8,}$/)
      .optional(),
    url: webAddress.optional(),
  })
  .refine((file) => (file.id === undefined) !== (file.url === undefined), "must have either id or url");

/** The fields of an image, in a block of its own or as an element; see `hasOneSource`. */
export const imageFields = {
  type: z.literal("image"),
  alt_text: z.string().min(1).max(2000),
  image_url: webAddress.optional(),
  slack_file: slackFile.optional(),
};

export function hasOneSource(image: { image_url?: unknown; slack_file?: unknown }): boolean {
  return (image.image_url === undefined) !== (image.slack_file === undefined);
}

export const ONE_SOURCE = "must have either image_url or slack_file";

export const imageElement = z.strictObject(imageFields).refine(hasOneSource, ONE_SOURCE);
