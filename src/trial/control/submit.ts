import { z } from "zod";
import { fail, type Result, succeed } from "../../domain/result.ts";
import { type Actionable, actionablesIn } from "../blocks/actionables.ts";
import { type FormState, isEmptyValue, withValue } from "../blocks/form-state.ts";
import { acknowledged, responseIn, sendInteraction } from "../interactions.ts";
import { isObject, type JsonObject, objectIn } from "../json.ts";
import { interactionBy } from "../payloads/common.ts";
import type { Person } from "../people.ts";
import type { State } from "../state.ts";
import { checkView } from "../view-changes.ts";
import { VIEW_STACK_MAX, type View } from "../views.ts";
import { answered, type ControlAnswer, impossible, person, type Route } from "./route.ts";

const submission = z.object({
  user: person,
  viewId: z.string().optional(),
  values: z.record(z.string(), z.record(z.string(), z.looseObject({}))).default({}),
});

type Submission = z.infer<typeof submission>;

/** A person submits the modal on top. */
export const submitRoute: Route<Submission> = { path: "/submit", body: submission, act: submit };

async function submit(state: State, { user, viewId, values }: Submission): Promise<ControlAnswer> {
  const view = state.views.modals(user.id).at(-1);
  if (view === undefined || (viewId !== undefined && viewId !== view.id))
    return impossible(
      "view_not_found",
      `${user.id} has no open modal${viewId === undefined ? "" : ` "${viewId}" on top`}`,
    );
  if (view.submit === undefined) return impossible("not_submittable", "this modal has no submit button");
  const entered = enteredState(view, values);
  if (!entered.ok) return entered.error;
  state.views.enter(view.id, entered.value);
  const missing = missingFields(view, entered.value);
  if (Object.keys(missing).length > 0) return answered({ ok: false, errors: missing });
  const payload = {
    type: "view_submission",
    ...interactionBy(user),
    trigger_id: state.triggers.issue(user.id),
    view: { ...view, state: { values: entered.value } },
    response_urls: [],
  };
  const delivery = await sendInteraction(state, payload, `view_submission ${view.callback_id}`.trim());
  if (delivery.kind !== "acknowledged") return answered(acknowledged(delivery));
  return answered({ ...followResponse(state, { person: user, view }, responseIn(delivery)), ackMs: delivery.ackMs });
}

function enteredState(view: View, values: Submission["values"]): Result<FormState, ControlAnswer> {
  let entered = view.state.values;
  for (const [block, actions] of Object.entries(values))
    for (const [action, value] of Object.entries(actions)) {
      const target = actionablesIn(view.blocks).find(
        (each) => each.block.block_id === block && each.element.action_id === action,
      );
      if (target === undefined)
        return fail(impossible("action_not_found", `this modal has no field ${block} / ${action}`));
      entered = withValue(entered, { block, action, value: { ...value, type: target.element.type } });
    }
  return succeed(entered);
}

/** What Slack's own window would not let pass: required fields left empty, text too short or too long. */
function missingFields(view: View, entered: FormState): Readonly<Record<string, string>> {
  const inputs = actionablesIn(view.blocks).filter(({ block }) => block.type === "input");
  const errors = inputs.map((each) => [String(each.block.block_id), fieldError(each, entered)] as const);
  return Object.fromEntries(errors.filter((each): each is readonly [string, string] => each[1] !== null));
}

function fieldError({ block, element }: Actionable, entered: FormState): string | null {
  const value = entered[String(block.block_id)]?.[String(element.action_id)];
  if (isEmptyValue(element.type, value)) return block.optional === true ? null : "Please complete this required field.";
  if (element.type !== "plain_text_input" || typeof value?.value !== "string") return null;
  const { length } = value.value;
  if (length < Number(element.min_length ?? 0))
    return `Please enter at least ${String(element.min_length)} characters.`;
  const lengthMax = Number(element.max_length ?? 3000);
  return length > lengthMax ? `Please enter at most ${lengthMax} characters.` : null;
}

interface Submitted {
  readonly person: Person;
  readonly view: View;
}

/** Does what the acknowledgement of a submission asks for; without a wish the modal closes. */
function followResponse(
  state: State,
  submitted: Submitted,
  response: JsonObject | null,
): JsonObject & { readonly ok: boolean } {
  const user = submitted.person.id;
  switch (response?.response_action) {
    case undefined:
      state.views.pop(user);
      return { ok: true };
    case "clear":
      state.views.closeAll(user);
      return { ok: true };
    case "errors":
      return { ok: false, errors: checkedErrors(state, submitted.view, response?.errors) };
    case "update":
    case "push":
      return showView(state, submitted, { how: response?.response_action, view: response?.view });
    default:
      state.violations.record(
        "bad view",
        "ack of view_submission /response_action",
        `unknown: ${String(response?.response_action)}`,
      );
      return { ok: false, error: "invalid_response_action" };
  }
}

function checkedErrors(state: State, view: View, errors: unknown): JsonObject {
  const known = new Set(view.blocks.filter((block) => block.type === "input").map((block) => block.block_id));
  for (const key of Object.keys(objectIn(errors)))
    if (!known.has(key))
      state.violations.record(
        "unknown block in errors",
        `ack of view_submission /errors/${key}`,
        "no input block has this id",
      );
  if (!isObject(errors) || Object.keys(errors).length === 0)
    state.violations.record(
      "unknown block in errors",
      "ack of view_submission /errors",
      "must name at least one block",
    );
  return objectIn(errors);
}

function showView(
  state: State,
  { person: who, view }: Submitted,
  wish: { readonly how: unknown; readonly view: unknown },
): JsonObject & { readonly ok: boolean } {
  const checked = checkView(state, "ack of view_submission", { view: wish.view, type: "modal" });
  if (checked.kind === "refused") return { ok: false, error: checked.error };
  if (wish.how === "update") {
    state.views.replace(view.id, checked.source);
    return { ok: true };
  }
  if (state.views.modals(who.id).length >= VIEW_STACK_MAX) {
    state.violations.record("bad view", "ack of view_submission", `more than ${VIEW_STACK_MAX} modals on each other`);
    return { ok: false, error: "push_limit_reached" };
  }
  state.views.push(who.id, checked.source);
  return { ok: true };
}
