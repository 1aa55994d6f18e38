import { z } from "zod";
import { button, feedbackButtons, iconButton } from "./buttons.ts";
import { identifier, imageElement, webAddress } from "./composition.ts";
import { table } from "./data-blocks.ts";
import { actions, context, divider, header, image, input, section, video } from "./layout-blocks.ts";
import { richText } from "./rich-text.ts";
import { anyText, mrkdwn, plainText } from "./text-objects.ts";

const block_id = identifier.optional();

export const MARKDOWN_MAX = 12_000;

export const markdown = z.strictObject({
  type: z.literal("markdown"),
  block_id,
  text: z.string().min(1).max(MARKDOWN_MAX),
});

export const alert = z.strictObject({
  type: z.literal("alert"),
  block_id,
  text: anyText(200),
  level: z.enum(["default", "info", "warning", "error", "success"]).optional(),
});

const taskFields = {
  type: z.literal("task_card"),
  block_id,
  task_id: identifier,
  title: z.string().min(1).max(255),
  status: z.enum(["pending", "in_progress", "complete", "error"]),
  details: richText.optional(),
  output: richText.optional(),
  sources: z
    .array(z.strictObject({ type: z.literal("url"), url: webAddress, text: z.string().min(1) }))
    .max(20)
    .optional(),
};

export const taskCard = z.strictObject(taskFields);

export const plan = z.strictObject({
  type: z.literal("plan"),
  block_id,
  title: z.string().min(1).max(255),
  tasks: z.array(taskCard).min(1).max(50).optional(),
});

export const contextActions = z.strictObject({
  type: z.literal("context_actions"),
  block_id,
  elements: z
    .array(z.discriminatedUnion("type", [feedbackButtons, iconButton]))
    .min(1)
    .max(5),
});

export const card = z
  .strictObject({
    type: z.literal("card"),
    block_id,
    hero_image: imageElement.optional(),
    icon: imageElement.optional(),
    title: mrkdwn(150).optional(),
    subtitle: mrkdwn(150).optional(),
    body: mrkdwn(200).optional(),
    actions: z.array(button).min(1).max(3).optional(),
  })
  .refine(
    (block) => [block.hero_image, block.title, block.actions, block.body].some((part) => part !== undefined),
    "must have a hero_image, title, body or actions",
  );

export const carousel = z.strictObject({
  type: z.literal("carousel"),
  block_id,
  elements: z.array(card).min(1).max(10),
});

export const container = z
  .strictObject({
    type: z.literal("container"),
    block_id,
    title: plainText(150).optional(),
    rich_text_title: richText.optional(),
    subtitle: anyText(150).optional(),
    child_blocks: z
      .array(
        z.discriminatedUnion("type", [
          actions,
          context,
          divider,
          header,
          image,
          input,
          richText,
          section,
          table,
          video,
        ]),
      )
      .min(1)
      .max(10),
    width: z.enum(["narrow", "standard", "wide", "full"]).optional(),
    icon: imageElement.optional(),
    is_collapsible: z.boolean().optional(),
    default_collapsed: z.boolean().optional(),
    has_header_divider: z.boolean().optional(),
  })
  .refine(
    (block) => block.title !== undefined || block.rich_text_title !== undefined,
    "must have a title or rich_text_title",
  )
  .refine((block) => block.default_collapsed !== true || block.is_collapsible === true, {
    error: "needs is_collapsible",
    path: ["default_collapsed"],
  });
