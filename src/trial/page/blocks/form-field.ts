import { type Fields, fieldsOf, textOf } from "../json.ts";

/** What a control of a form holds, in the shape of Slack's `view.state.values`. */
export interface FormField {
  readonly block: string;
  readonly action: string;
  /** True when using the control tells the bot at once, so that it needs no telling later. */
  readonly acts: boolean;
  /** The value object, with null or an empty list where nothing was entered. */
  read(): Fields;
  isEmpty(): boolean;
  /** Takes over what somebody had entered before the bot updated the view. */
  write(state: Fields): void;
}

const fields = new WeakMap<Element, FormField>();

/** Ties a control to the block and action under which its value is handed in. */
export function registerField(node: HTMLElement, field: FormField): HTMLElement {
  node.dataset.field = `${field.block}/${field.action}`;
  fields.set(node, field);
  return node;
}

export type FormValues = Readonly<Record<string, Readonly<Record<string, Fields>>>>;

/** The values of every control inside `root`. */
export function readForm(root: HTMLElement): FormValues {
  const values: Record<string, Record<string, Fields>> = {};
  for (const field of fieldsIn(root)) {
    values[field.block] ??= {};
    const block = values[field.block];
    if (block !== undefined) block[field.action] = field.read();
  }
  return values;
}

/** The controls inside `root` that tell nobody of themselves. */
export function silentFields(root: HTMLElement): readonly FormField[] {
  return fieldsIn(root).filter((field) => !field.acts);
}

/** Puts earlier values back into the controls that still exist. */
export function writeForm(root: HTMLElement, values: FormValues): void {
  for (const field of fieldsIn(root)) {
    const state = values[field.block]?.[field.action];
    if (state !== undefined && textOf(fieldsOf(state).type) !== "") field.write(state);
  }
}

/** The blocks whose required control is still empty. */
export function emptyBlocks(root: HTMLElement): readonly string[] {
  return fieldsIn(root, "[data-required] [data-field], [data-required][data-field]").flatMap((field) =>
    field.isEmpty() ? [field.block] : [],
  );
}

function fieldsIn(root: HTMLElement, selector = "[data-field]"): readonly FormField[] {
  return Array.from(root.querySelectorAll(selector)).flatMap((node) => fields.get(node) ?? []);
}
