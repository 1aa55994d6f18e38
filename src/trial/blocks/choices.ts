import { isObject, type JsonObject, listIn } from "../json.ts";

/**
 * What a person chose, with every option as the element offers it, found by its value. Null when an option is not on offer.
 * Elements that offer no list of their own take whatever was chosen.
 */
export function resolveChoice(element: JsonObject, chosen: JsonObject): JsonObject | null {
  const offered = offeredBy(element);
  if (offered.length === 0) return chosen;
  const find = (option: unknown) => offered.find((each) => isObject(option) && each.value === option.value);
  const single = isObject(chosen.selected_option) ? [find(chosen.selected_option)] : [];
  const several = listIn(chosen.selected_options).map(find);
  if ([...single, ...several].includes(undefined)) return null;
  return {
    ...chosen,
    ...(single.length > 0 ? { selected_option: single[0] } : {}),
    ...(several.length > 0 ? { selected_options: several } : {}),
  };
}

function offeredBy(element: JsonObject): readonly JsonObject[] {
  const groups = listIn(element.option_groups).filter(isObject);
  return [element.options, ...groups.map((group) => group.options)].flatMap((list) => listIn(list)).filter(isObject);
}
