/**
 * Reads JSON whose shape nobody has vouched for: blocks come from whatever bot is connected, so each field is asked for
 * by kind and an absent or wrong one reads as empty. Nothing here throws.
 */
export type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Every element as an object; elements of another kind become empty objects, so positions are kept. */
export function fieldsList(value: unknown): readonly Fields[] {
  return listOf(value).map(fieldsOf);
}

export function textOf(value: unknown, otherwise = ""): string {
  if (typeof value === "string") return value;
  return typeof value === "number" && Number.isFinite(value) ? String(value) : otherwise;
}

export function numberOf(value: unknown): number | undefined {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

/** The text of a plain_text or mrkdwn object, or of a bare string. */
export function labelOf(value: unknown): string {
  return textOf(fieldsOf(value).text, textOf(value));
}

export function stringsOf(value: unknown): readonly string[] {
  return listOf(value).flatMap((item) => (typeof item === "string" ? [item] : []));
}
