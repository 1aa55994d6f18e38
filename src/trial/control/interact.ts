import { z } from "zod";
import { fail, type Result, succeed } from "../../domain/result.ts";
import type { Actionable } from "../blocks/actionables.ts";
import { resolveChoice } from "../blocks/choices.ts";
import { type FormState, valueFieldOf, withValue } from "../blocks/form-state.ts";
import { type Container, findElement, messageContainer, viewContainer } from "../containers.ts";
import { acknowledged, sendInteraction } from "../interactions.ts";
import type { JsonObject } from "../json.ts";
import { blockActions } from "../payloads/block-actions.ts";
import type { State } from "../state.ts";
import { answered, type ControlAnswer, conversation, impossible, person, type Route } from "./route.ts";

const body = z.object({
  user: person,
  channel: conversation.optional(),
  messageTs: z.string().optional(),
  viewId: z.string().optional(),
  action: z.looseObject({
    action_id: z.string(),
    block_id: z.string().optional(),
    type: z.string().optional(),
  }),
});

type Interaction = z.infer<typeof body>;

/** A person uses a button, menu or picker in a message, an ephemeral message, a modal or the Home tab. */
export const interactRoute: Route<Interaction> = { path: "/interact", body, act: interact };

async function interact(state: State, wanted: Interaction): Promise<ControlAnswer> {
  const place = containerOf(state, wanted);
  if (!place.ok) return place.error;
  const use = usedElement(state, place.value, wanted);
  if (!use.ok) return use.error;
  const { target, action } = use.value;
  const container = place.value;
  const values = enteredInto(container, target, action);
  if (values !== container.state) container.enter(values);
  if (target.block.type === "input" && target.block.dispatch_action !== true) return answered({ ok: true, ackMs: 0 });
  const payload = blockActions(state, { person: wanted.user, container, action, values });
  return answered(acknowledged(await sendInteraction(state, payload, `block_actions ${wanted.action.action_id}`)));
}

function containerOf(state: State, wanted: Interaction): Result<Container, ControlAnswer> {
  if (wanted.viewId !== undefined) {
    const open = state.views.find(wanted.viewId);
    if (open !== null && open.user === wanted.user.id) return succeed(viewContainer(state, open.view));
    return fail(impossible("view_not_found", `${wanted.user.id} has no open view "${wanted.viewId}"`));
  }
  if (wanted.channel === undefined || wanted.messageTs === undefined)
    return fail(impossible("missing_field", "name the place: channel and messageTs, or viewId"));
  const place = { channel: wanted.channel, ts: wanted.messageTs, user: wanted.user.id };
  const isVisible = wanted.channel.members.includes(wanted.user.id);
  const container = isVisible ? messageContainer(state, place) : null;
  if (container !== null) return succeed(container);
  return fail(impossible("message_not_found", `${wanted.user.id} sees no message ${place.ts} in ${wanted.channel.id}`));
}

interface Use {
  readonly target: Actionable;
  readonly action: JsonObject;
}

function usedElement(state: State, container: Container, { action }: Interaction): Result<Use, ControlAnswer> {
  const target = findElement(container, action);
  const refuse = (detail: string) => fail(impossible("action_not_found", detail));
  if (target === undefined) return refuse(`there is no element with action_id "${action.action_id}" in that block`);
  const type = String(target.element.type);
  if (action.type !== undefined && action.type !== type)
    return refuse(`the element is a ${type}, not a ${action.type}`);
  const chosen = resolveChoice(target.element, action);
  if (chosen === null) return refuse("the element does not offer that option");
  return succeed({ target, action: performed(state, target, chosen) });
}

/** The action as the payload carries it: what the element says, overlaid by what the person chose. */
function performed(state: State, { block, element }: Actionable, chosen: JsonObject): JsonObject {
  const shown = ["text", "value", "style", "url"].filter((key) => key in element);
  const own = Object.fromEntries(shown.map((key) => [key, element[key]]));
  const identity = { type: element.type, block_id: block.block_id, action_id: element.action_id };
  return { ...own, ...chosen, ...identity, action_ts: state.ids.ts() };
}

function enteredInto(container: Container, { block, element }: Actionable, action: JsonObject): FormState {
  const field = valueFieldOf(element.type);
  if (field === undefined) return container.state;
  const value = { type: element.type, [field]: action[field] ?? null };
  return withValue(container.state, { block: String(block.block_id), action: String(element.action_id), value });
}
