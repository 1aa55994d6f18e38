import { isObject, type JsonObject } from "../json.ts";

/** Slack refuses large payloads; a bot keeps ids there, and nothing that needs more than this. */
const CHARACTERS_MAX = 8000;

export type MetadataCheck =
  | { readonly kind: "good"; readonly metadata: JsonObject | null }
  | { readonly kind: "refused"; readonly error: "invalid_metadata_format" | "metadata_too_large" };

/** Judges the `metadata` of a message: an event's name and a payload. Null where there is none, or an empty one. */
export function checkMetadata(value: unknown): MetadataCheck {
  if (value === undefined || (isObject(value) && Object.keys(value).length === 0))
    return { kind: "good", metadata: null };
  if (!isObject(value) || !isName(value.event_type) || !isObject(value.event_payload))
    return { kind: "refused", error: "invalid_metadata_format" };
  if (JSON.stringify(value).length > CHARACTERS_MAX) return { kind: "refused", error: "metadata_too_large" };
  return { kind: "good", metadata: value };
}

function isName(value: unknown): boolean {
  return typeof value === "string" && /^[A-Za-z0-9_.-]{1,255}$/.test(value);
}
