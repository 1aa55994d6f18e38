import { type Outcome, post } from "./api.ts";
import { silentFields } from "./blocks/form-field.ts";
import type { Surface } from "./blocks/surface.ts";
import { askConfirmation } from "./confirm.ts";
import type { Fields } from "./json.ts";
import type { PageContext } from "./page-context.ts";

/** Where a message's blocks stand: actions name the message. */
export function messageSurface(
  context: PageContext,
  message: { readonly channel: string; readonly ts: string },
): Surface {
  return surfaceOf(context, (action) =>
    post("interact", { channel: message.channel, messageTs: message.ts, user: context.standing().person, action }),
  );
}

/** Where a view's blocks stand: actions name the view, and the bot learns with them what stands in its form by then. */
export function viewSurface(context: PageContext, view: { readonly id: string; readonly root: HTMLElement }): Surface {
  const told = new Map<string, string>();
  return surfaceOf(context, async (action) => {
    const user = context.standing().person;
    for (const field of silentFields(view.root)) {
      const state = field.read();
      const key = `${field.block}/${field.action}`;
      if (field.isEmpty() || told.get(key) === JSON.stringify(state)) continue;
      // The workspace keeps it; a control that tells nobody makes no envelope.
      const silent = { ...state, block_id: field.block, action_id: field.action };
      if ((await post("interact", { user, viewId: view.id, action: silent })).ok) told.set(key, JSON.stringify(state));
    }
    return post("interact", { user, viewId: view.id, action });
  });
}

function surfaceOf(context: PageContext, send: (action: Fields) => Promise<Outcome>): Surface {
  const { directory, announcer, workspace } = context;
  return {
    directory,
    confirm: (dialog) => askConfirmation(dialog, directory),
    async act(action) {
      const outcome = await send(action);
      if (!outcome.ok) announcer.warn(`${workspace.bot.name} did not respond to that. ${whyNot(outcome)}`);
      context.refresh();
    },
  };
}

/** Slack's word for a failed dispatch as a sentence that says what to do. */
export function whyNot({ error, detail }: Outcome): string {
  if (error === "operation_timeout") return "It did not acknowledge within 3 seconds; try again.";
  if (error === "dispatch_failed") return "It is not connected to this workspace; wait until it is and try again.";
  return detail || (error === "" ? "Try again." : `The workspace said: ${error}.`);
}
