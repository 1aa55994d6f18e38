import { z } from "zod";
import { fail, type Result, succeed } from "../../domain/result.ts";
import type { Actionable } from "../blocks/actionables.ts";
import { valueFieldOf, withValue } from "../blocks/form-state.ts";
import { type Container, findElement, messageContainer, viewContainer } from "../containers.ts";
import { acknowledged, sendInteraction } from "../interactions.ts";
import type { JsonObject } from "../json.ts";
import { interactionBy } from "../payloads/common.ts";
import type { Person } from "../people.ts";
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
  const found = place.value;
  const target = findElement(found, wanted.action);
  if (target === undefined)
    return impossible(
      "action_not_found",
      `there is no element with action_id "${wanted.action.action_id}" in that block`,
    );
  const { type } = target.element;
  if (wanted.action.type !== undefined && wanted.action.type !== type)
    return impossible("action_not_found", `the element is a ${String(type)}, not a ${wanted.action.type}`);
  const action = performed(state, target, wanted.action);
  const field = valueFieldOf(type);
  const entry = {
    block: String(target.block.block_id),
    action: wanted.action.action_id,
    value: valueOf(action, field),
  };
  const values = field === undefined ? found.state : withValue(found.state, entry);
  if (field !== undefined) found.enter(values);
  if (target.block.type === "input" && target.block.dispatch_action !== true) return answered({ ok: true, ackMs: 0 });
  const payload = blockActions(state, {
    person: wanted.user,
    container: found,
    action,
    described: found.describe(values),
  });
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

/** The action as the payload carries it: what the element says, overlaid by what the person chose. */
function performed(state: State, { block, element }: Actionable, chosen: JsonObject): JsonObject {
  const own = Object.fromEntries(
    ["text", "value", "style", "url"].filter((key) => key in element).map((key) => [key, element[key]]),
  );
  return {
    ...own,
    ...chosen,
    type: element.type,
    block_id: block.block_id,
    action_id: element.action_id,
    action_ts: state.ids.ts(),
  };
}

function valueOf(action: JsonObject, field: string | undefined): JsonObject {
  return field === undefined ? {} : { type: action.type, [field]: action[field] ?? null };
}

interface Click {
  readonly person: Person;
  readonly container: Container;
  readonly action: JsonObject;
  readonly described: JsonObject;
}

function blockActions(state: State, { person: who, container, action, described }: Click): JsonObject {
  const { answerTo } = container;
  const responseUrl =
    answerTo === null ? {} : { response_url: state.responseUrls.issue({ user: who.id, ...answerTo }) };
  return {
    type: "block_actions",
    ...interactionBy(who),
    ...described,
    trigger_id: state.triggers.issue(who.id),
    ...responseUrl,
    actions: [action],
  };
}
