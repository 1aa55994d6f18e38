import type { Ids } from "../ids.ts";
import { isObject, type JsonObject } from "../json.ts";

/** Elements that carry an action, so that one without an `action_id` is given one. */
const actionTypes = new Set([
  "button",
  "workflow_button",
  "overflow",
  "feedback_buttons",
  "icon_button",
  "static_select",
  "multi_static_select",
  "external_select",
  "multi_external_select",
  "users_select",
  "multi_users_select",
  "channels_select",
  "multi_channels_select",
  "conversations_select",
  "multi_conversations_select",
  "radio_buttons",
  "checkboxes",
  "datepicker",
  "timepicker",
  "datetimepicker",
  "plain_text_input",
  "number_input",
  "email_text_input",
  "url_text_input",
  "file_input",
  "rich_text_input",
]);

/** The blocks as Slack stores them: each block and each element with an id. */
export function completeBlocks(blocks: readonly unknown[], ids: Ids): readonly JsonObject[] {
  return blocks.filter(isObject).map((block) => completeBlock(block, ids));
}

function completeBlock(block: JsonObject, ids: Ids): JsonObject {
  const fields = Object.entries(block).map(([key, value]) => [key, completeField(key, value, ids)]);
  return { block_id: ids.short(), ...Object.fromEntries(fields) };
}

function completeField(key: string, value: unknown, ids: Ids): unknown {
  if (key === "child_blocks" && Array.isArray(value)) return completeBlocks(value, ids);
  if (["elements", "actions"].includes(key) && Array.isArray(value))
    return value.map((each) => completeElement(each, ids));
  return key === "accessory" || key === "element" ? completeElement(value, ids) : value;
}

function completeElement(element: unknown, ids: Ids): unknown {
  if (!isObject(element)) return element;
  if (element.type === "card") return completeBlock(element, ids);
  if (typeof element.type !== "string" || !actionTypes.has(element.type)) return element;
  return { action_id: ids.short(), ...element };
}
