import { carriedState, type FormState } from "./blocks/form-state.ts";

/** People touch few forms at a time; the oldest are forgotten. */
const FORMS_MAX = 500;

/** What people have entered into messages. `key` names the message; its blocks say which of the entries still have a place. */
export interface Forms {
  read(key: string, blocks: readonly unknown[]): FormState;
  write(key: string, entered: FormState): void;
  clear(): void;
}

export function createForms(): Forms {
  const kept = new Map<string, FormState>();
  return {
    read: (key, blocks) => carriedState(kept.get(key) ?? {}, blocks),
    write(key, entered) {
      kept.set(key, entered);
      const oldest = kept.keys().next();
      if (kept.size > FORMS_MAX && oldest.done !== true) kept.delete(oldest.value);
    },
    clear: () => kept.clear(),
  };
}
