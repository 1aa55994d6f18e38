import type { RestartState } from "./restart-state.ts";

interface Said {
  /** The same is said once, also over a restart of the bot. */
  readonly id: string;
  readonly sentence: string;
  /** Users and groups by Slack id. */
  readonly mentions: readonly string[];
}

/** A message of its own in the channel of restarts, which is not edited afterwards. */
export async function sayInChannel(
  { outbox, saver, channel }: RestartState,
  { id, sentence, mentions }: Said,
): Promise<void> {
  const message = outbox.add({
    id,
    place: { kind: "channel", channel },
    urgency: "warning",
    notice: { kind: "thread", sentence, mentions: [...new Set(mentions)] },
  });
  await saver.save({ outbox: [message] });
  outbox.release([message]);
  outbox.finish(id);
}
