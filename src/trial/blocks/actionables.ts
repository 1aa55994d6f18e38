import { isObject, type JsonObject, listIn } from "../json.ts";

/** An element that a person can use, and the block it stands in. */
export interface Actionable {
  readonly block: JsonObject;
  readonly element: JsonObject;
}

/** Every element with an action, in reading order. */
export function actionablesIn(blocks: readonly unknown[]): readonly Actionable[] {
  return blocks
    .filter(isObject)
    .flatMap((block) => [
      ...elementsOf(block).map((element) => ({ block, element })),
      ...actionablesIn(listIn(block.child_blocks)),
      ...actionablesIn(block.type === "carousel" ? listIn(block.elements) : []),
    ]);
}

function elementsOf(block: JsonObject): readonly JsonObject[] {
  const candidates = [block.accessory, block.element, ...listIn(block.elements), ...listIn(block.actions)];
  return candidates.filter(isObject).filter((element) => typeof element.action_id === "string");
}
