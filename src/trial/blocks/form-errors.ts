import { type Actionable, actionablesIn } from "./actionables.ts";
import { type FormState, isEmptyValue } from "./form-state.ts";

/** What Slack's own window does not let pass, by block id: required fields left empty, text too short or too long. */
export function formErrors(blocks: readonly unknown[], entered: FormState): Readonly<Record<string, string>> {
  const inputs = actionablesIn(blocks).filter(({ block }) => block.type === "input");
  const errors = inputs.map((input) => [String(input.block.block_id), fieldError(input, entered)] as const);
  return Object.fromEntries(errors.filter((entry): entry is readonly [string, string] => entry[1] !== null));
}

function fieldError({ block, element }: Actionable, entered: FormState): string | null {
  const value = entered[String(block.block_id)]?.[String(element.action_id)];
  if (isEmptyValue(element.type, value)) return block.optional === true ? null : "Please complete this required field.";
  if (element.type !== "plain_text_input" || typeof value?.value !== "string") return null;
  const { length } = value.value;
  const lengthMin = Number(element.min_length ?? 0);
  const lengthMax = Number(element.max_length ?? 3000);
  if (length < lengthMin) return `Please enter at least ${lengthMin} characters.`;
  return length > lengthMax ? `Please enter at most ${lengthMax} characters.` : null;
}
