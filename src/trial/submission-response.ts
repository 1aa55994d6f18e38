import { isObject, type JsonObject, objectIn } from "./json.ts";
import type { State } from "./state.ts";
import type { View } from "./view.ts";
import { checkView } from "./view-changes.ts";
import { VIEW_STACK_MAX } from "./views.ts";

type Outcome = JsonObject & { readonly ok: boolean };

const WHERE = "ack of view_submission";

/** Does what the acknowledgement of a submission asks for; without a wish the modal closes. */
export function followResponse(
  state: State,
  submitted: { user: string; view: View },
  response: JsonObject | null,
): Outcome {
  const action = response?.response_action;
  switch (action) {
    case undefined:
      state.views.pop(submitted.user);
      return { ok: true };
    case "clear":
      state.views.closeAll(submitted.user);
      return { ok: true };
    case "errors":
      return { ok: false, errors: checkedErrors(state, submitted.view, response?.errors) };
    case "update":
    case "push":
      return showView(state, submitted, { action, view: response?.view });
    default:
      state.violations.record("bad view", `${WHERE} /response_action`, `unknown: ${String(action)}`);
      return { ok: false, error: "invalid_response_action" };
  }
}

function checkedErrors(state: State, view: View, errors: unknown): JsonObject {
  const inputs = view.blocks.filter((block) => block.type === "input").map((block) => block.block_id);
  const unknown = Object.keys(objectIn(errors)).filter((key) => !inputs.includes(key));
  for (const key of unknown)
    state.violations.record("unknown block in errors", `${WHERE} /errors/${key}`, "no input block has this id");
  if (!isObject(errors) || Object.keys(errors).length === 0)
    state.violations.record("unknown block in errors", `${WHERE} /errors`, "must name at least one block");
  return objectIn(errors);
}

function showView(
  state: State,
  { user, view }: { user: string; view: View },
  wish: { action: "update" | "push"; view: unknown },
): Outcome {
  const checked = checkView(state, WHERE, { view: wish.view, type: "modal" });
  if (checked.kind === "refused") return { ok: false, error: checked.error };
  if (wish.action === "update") {
    state.views.replace(view.id, checked.source);
    return { ok: true };
  }
  if (state.views.modals(user).length >= VIEW_STACK_MAX) {
    state.violations.record("bad view", WHERE, `more than ${VIEW_STACK_MAX} modals on each other`);
    return { ok: false, error: "push_limit_reached" };
  }
  state.views.push(user, checked.source);
  return { ok: true };
}
