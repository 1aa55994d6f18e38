import { z } from "zod";
import { fail, type Result, succeed } from "../../domain/result.ts";
import { actionablesIn } from "../blocks/actionables.ts";
import { resolveChoice } from "../blocks/choices.ts";
import { formErrors } from "../blocks/form-errors.ts";
import { type FormState, withValue } from "../blocks/form-state.ts";
import { acknowledged, responseIn, sendInteraction } from "../interactions.ts";
import { interactionBy } from "../payloads/interaction.ts";
import type { State } from "../state.ts";
import { followResponse } from "../submission-response.ts";
import type { View } from "../view.ts";
import { answered, type ControlAnswer, impossible, noSuchModal, person, type Route } from "./route.ts";

const body = z.object({
  user: person,
  viewId: z.string().optional(),
  values: z.record(z.string(), z.record(z.string(), z.looseObject({}))).default({}),
});

type Submission = z.infer<typeof body>;

/** A person submits the modal on top. */
export const submitRoute: Route<Submission> = { path: "/submit", body, act: submit };

async function submit(state: State, { user, viewId, values }: Submission): Promise<ControlAnswer> {
  const view = state.views.modals(user.id).at(-1);
  if (view === undefined || (viewId !== undefined && viewId !== view.id)) return noSuchModal(user, viewId);
  if (view.submit === undefined) return impossible("not_submittable", "this modal has no submit button");
  const entered = enteredState(view, values);
  if (!entered.ok) return entered.error;
  state.views.enter(view.id, entered.value);
  const errors = formErrors(view.blocks, entered.value);
  if (Object.keys(errors).length > 0) return answered({ ok: false, errors });
  const payload = {
    type: "view_submission",
    ...interactionBy(user),
    trigger_id: state.triggers.issue(user.id),
    view: { ...view, state: { values: entered.value } },
    response_urls: [],
  };
  const delivery = await sendInteraction(state, payload, `view_submission ${view.callback_id}`.trim());
  if (delivery.kind !== "acknowledged") return answered(acknowledged(delivery));
  const outcome = followResponse(state, { user: user.id, view }, responseIn(delivery));
  return answered({ ...outcome, ackMs: delivery.ackMs });
}

function enteredState(view: View, values: Submission["values"]): Result<FormState, ControlAnswer> {
  let entered = view.state.values;
  for (const [block, action, given] of fieldsOf(values)) {
    const target = actionablesIn(view.blocks).find(
      (each) => each.block.block_id === block && each.element.action_id === action,
    );
    const value = target === undefined ? null : resolveChoice(target.element, given);
    if (target === undefined || value === null)
      return fail(impossible("action_not_found", `this modal has no field ${block} / ${action} that takes this value`));
    entered = withValue(entered, { block, action, value: { ...value, type: target.element.type } });
  }
  return succeed(entered);
}

function fieldsOf(values: Submission["values"]) {
  return Object.entries(values).flatMap(([block, actions]) =>
    Object.entries(actions).map(([action, value]) => [block, action, value] as const),
  );
}
