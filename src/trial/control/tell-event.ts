import { z } from "zod";
import { acknowledged, sendEvent } from "../interactions.ts";
import type { State } from "../state.ts";
import { answered, type ControlAnswer, type Route } from "./route.ts";

const told = z.object({
  event: z.looseObject({ type: z.string().min(1) }),
  /** The same id as before for what Slack tells a second time. */
  event_id: z.string().optional(),
});

/** Slack tells of something that nobody here does: another bot, an edit, the same event once more. Sent as it is given. */
export const eventRoute: Route<z.infer<typeof told>> = { path: "/event", body: told, act: tell };

async function tell(state: State, { event, event_id }: z.infer<typeof told>): Promise<ControlAnswer> {
  return answered(acknowledged(await sendEvent(state, event, event_id)));
}
