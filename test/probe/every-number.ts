/** All numbers anywhere within a value. */
export function everyNumber(value: unknown): readonly number[] {
  if (typeof value === "number") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(everyNumber);
}
