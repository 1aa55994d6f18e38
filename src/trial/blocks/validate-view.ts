import { z } from "zod";
import { isObject } from "../json.ts";
import { type Problem, renderFound } from "./problem.ts";
import { problemsOf } from "./schema-problems.ts";
import { plainText } from "./text-objects.ts";
import { validateBlocks } from "./validate-blocks.ts";

/** Slack answers `view_too_large` above 250 kB. */
export const VIEW_BYTES_MAX = 250_000;

/** Every way in which a view breaks Slack's rules, with pointers that begin with "/view"; empty when it may be shown. */
export function validateView(view: unknown): readonly Problem[] {
  if (!isObject(view)) return [{ pointer: "/view", rule: "must be a view", found: renderFound(view) }];
  const { blocks, ...frame } = view;
  const surface = view.type === "home" ? "home" : "modal";
  return [
    ...problemsOf(anyFrame, frame, ["view"]),
    ...validateBlocks(blocks, surface, "/view/blocks"),
    ...missingSubmit(view.submit, blocks, surface),
  ];
}

const common = {
  callback_id: z.string().max(255).optional(),
  external_id: z.string().max(255).optional(),
  private_metadata: z.string().max(3000).optional(),
};

const anyFrame = z.discriminatedUnion("type", [
  z.strictObject({ ...common, type: z.literal("home") }),
  z.strictObject({
    ...common,
    type: z.literal("modal"),
    title: plainText(24),
    submit: plainText(24).optional(),
    close: plainText(24).optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
  }),
]);

function missingSubmit(submit: unknown, blocks: unknown, surface: "home" | "modal"): Problem[] {
  const hasInput = Array.isArray(blocks) && blocks.some((block) => isObject(block) && block.type === "input");
  if (surface === "home" || submit !== undefined || !hasInput) return [];
  return [{ pointer: "/view/submit", rule: "must be present when there is an input block", found: "nothing" }];
}
