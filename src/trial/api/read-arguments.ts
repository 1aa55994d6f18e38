import type { Context } from "hono";
import { isObject, type JsonObject, parseJson } from "../json.ts";

/** Arguments that hold JSON; a form carries them as text. */
const jsonFields = new Set(["blocks", "attachments", "metadata", "view", "files"]);

/** The arguments of a Web API call from its query and its body, form or JSON. Null when the body cannot be read. */
export async function readArguments(c: Context): Promise<JsonObject | null> {
  const body = await readBody(c);
  return body === null ? null : parsedFields({ ...c.req.query(), ...body });
}

async function readBody(c: Context): Promise<JsonObject | null> {
  const type = c.req.header("content-type") ?? "";
  if (type.startsWith("application/json")) {
    const value = parseJson(await c.req.text());
    return isObject(value) ? value : null;
  }
  if (type.startsWith("multipart/form-data")) return Object.fromEntries((await c.req.formData()).entries());
  return Object.fromEntries(new URLSearchParams(await c.req.text()));
}

function parsedFields(fields: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      key,
      jsonFields.has(key) && typeof value === "string" ? (parseJson(value) ?? value) : value,
    ]),
  );
}
