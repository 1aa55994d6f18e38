import type { App } from "@slack/bolt";
import { millis, renderDuration, seconds } from "../../domain/time.ts";
import { type AskedMessage, addressOfMessage, askedMessageOf, threadOfAnswer } from "./asked-message.ts";
import type { Frame } from "./frame.ts";
import { type Contextual, idsOf, type ListenOptions, notice } from "./incoming.ts";

/** Mentions of the bot in channels, and direct messages to it: the words of the slash command, by the same way. */
export function listenToMessages(app: App, options: ListenOptions): void {
  app.event("app_mention", ({ event, body, context }) =>
    take({ event: event as object as Frame, body, context }, options),
  );
  app.event("message", ({ event, body, context }) => take({ event: event as object as Frame, body, context }, options));
}

interface Told extends Contextual {
  readonly event: Frame;
  readonly body: { readonly event_id: string; readonly team_id: string };
}

function take({ event, body, context }: Told, options: ListenOptions): Promise<void> {
  const asked = askedMessageOf(event, body.team_id, options);
  if (asked === null) return Promise.resolve();
  // One message may be told as two events, each with an id of its own.
  const ids = [...idsOf({ context }, body.event_id), `${asked.channel} ${asked.ts}`];
  // Bolt has acknowledged the event before it calls this.
  const acknowledge = async () => undefined;
  return options.intake.take({ ids, user: asked.user, answerTo: addressOfMessage(asked), acknowledge }, () =>
    answer(asked, options),
  );
}

/** Slack tells an event that nobody took again, minutes later: nobody waits for it then, and a command may do harm. */
const askedWithin = seconds(120);
const minute = seconds(60);

async function answer(asked: AskedMessage, { marks, handlers, tell, slackNow }: ListenOptions): Promise<void> {
  const answerTo = addressOfMessage(asked);
  const age = millis(slackNow() - Number.parseFloat(asked.ts) * 1000);
  if (age > askedWithin) {
    // Slack's clock is known to a second or so.
    const minutes = millis(Math.round(age / minute) * minute);
    const sentence = `Slack brought your message ${renderDuration(minutes)} after you wrote it, so nothing was done. Ask again.`;
    return tell(answerTo, notice(sentence));
  }
  marks.begin(asked);
  const { channel, user, team, words } = asked;
  const thread = threadOfAnswer(asked);
  const place = thread === null ? { channel } : { channel, thread };
  try {
    await handlers.command({ ...place, user, team, text: words, trigger: "", answerTo });
    marks.end(asked, "done");
  } catch (error) {
    marks.end(asked, "fault");
    throw error;
  }
}
