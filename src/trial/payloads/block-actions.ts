import type { FormState } from "../blocks/form-state.ts";
import type { Container } from "../containers.ts";
import type { JsonObject } from "../json.ts";
import type { Person } from "../people.ts";
import type { State } from "../state.ts";
import { interactionBy } from "./interaction.ts";

export interface Click {
  readonly person: Person;
  readonly container: Container;
  readonly action: JsonObject;
  /** All that is entered in the container, this click included. */
  readonly values: FormState;
}

/** A click in a message carries a response URL; one in a modal or the Home tab does not. */
export function blockActions(state: State, { person, container, action, values }: Click): JsonObject {
  const { answerTo } = container;
  const target = answerTo === null ? null : { user: person.id, ...answerTo };
  return {
    type: "block_actions",
    ...interactionBy(person),
    ...container.describe(values),
    trigger_id: state.triggers.issue(person.id),
    ...(target === null ? {} : { response_url: state.responseUrls.issue(target) }),
    actions: [action],
  };
}
