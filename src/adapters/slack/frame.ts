/** A JSON object of which nothing is known yet. */
export type Frame = Readonly<Record<string, unknown>>;

export function isFrame(value: unknown): value is Frame {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
