import { isObject, type JsonObject } from "../json.ts";

/** Deeper nesting than any real message or view has; what lies below is refused by the block rules anyway. */
const DEPTH_MAX = 40;

/** Every object within `value`, itself included, in document order, with its path. Total: any JSON will do. */
export function* objectsIn(
  value: unknown,
  path: readonly PropertyKey[] = [],
): Generator<{ readonly object: JsonObject; readonly path: readonly PropertyKey[] }> {
  if (path.length > DEPTH_MAX) return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* objectsIn(item, [...path, index]);
    return;
  }
  if (!isObject(value)) return;
  yield { object: value, path };
  for (const [key, field] of Object.entries(value)) yield* objectsIn(field, [...path, key]);
}
