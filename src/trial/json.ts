/** An object as it came off the wire: nothing about its fields is known yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function objectIn(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

export function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The text, or undefined for anything that is no text or has no characters: Slack treats an empty argument as absent. */
export function textIn(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Form bodies carry "true" and "1" for what JSON bodies carry as true. */
export function isTrue(value: unknown): boolean {
  return value === true || value === "true" || value === "1";
}

/** The parsed value, or undefined when the text is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The text for people to read; what is nested too deeply to be written is not worth keeping. */
export function renderJson(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return '"nested too deeply"';
  }
}

export function clip(text: string, charactersMax: number): string {
  return text.length <= charactersMax ? text : `${text.slice(0, charactersMax - 1)}…`;
}
