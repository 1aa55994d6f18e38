import { z } from "zod";
import { sendInteraction } from "../interactions.ts";
import { interactionBy } from "../payloads/interaction.ts";
import type { State } from "../state.ts";
import { answered, type ControlAnswer, noSuchModal, person, type Route } from "./route.ts";

const body = z.object({ user: person, viewId: z.string().optional() });

/** A person closes the modal on top. The bot hears of it where it asked for that. */
export const closeRoute: Route<z.infer<typeof body>> = { path: "/close", body, act: close };

async function close(state: State, { user, viewId }: z.infer<typeof body>): Promise<ControlAnswer> {
  const view = state.views.modals(user.id).at(-1);
  if (view === undefined || (viewId !== undefined && viewId !== view.id)) return noSuchModal(user, viewId);
  if (view.clear_on_close) state.views.closeAll(user.id);
  else state.views.pop(user.id);
  if (!view.notify_on_close) return answered({ ok: true });
  const payload = { type: "view_closed", ...interactionBy(user), view, is_cleared: view.clear_on_close };
  await sendInteraction(state, payload, `view_closed ${view.callback_id}`.trim());
  return answered({ ok: true });
}
