import type { Millis } from "../../domain/time.ts";
import type { ChatFailure, Clock } from "../../services/ports.ts";
import { type Outcome, show } from "./call.ts";
import type { SlackLimits } from "./limits.ts";
import type { Attempt } from "./outgoing-queue.ts";
import type { PictureFiles } from "./picture-files.ts";
import { imageOf } from "./views/blocks.ts";
import type { Message, MessageBlock } from "./views/message.ts";

export interface Showing {
  readonly clock: Clock;
  readonly files: PictureFiles;
  readonly limits: SlackLimits;
  readonly onPlainer: (failure: ChatFailure) => void;
}

type Call<T> = (text: string, blocks: readonly MessageBlock[]) => Promise<Outcome<T>>;

/** A message that may have its picture, which is uploaded by now. */
export interface Ready {
  readonly message: Message;
  readonly file: string | null;
}

/** Uploads what a message has to be shown with; out of any turn, since it takes a second or two. */
export async function readyToShow(files: PictureFiles, message: Message): Promise<Ready> {
  return { message, file: message.pictured === undefined ? null : await files.fileOf(message.pictured.picture) };
}

/**
 * Shows a message with its picture. Slack looks at each file first and refuses to show it until then, which has changed
 * nothing and so may be repeated. After a few tries it is shown natively, then without charts, then as text.
 */
export async function showPictured<T>(self: Showing, { message, file }: Ready, call: Call<T>): Promise<Attempt<T>> {
  const { pictured } = message;
  if (pictured !== undefined && file !== null) {
    for (const wait of self.limits.pictureTries) {
      await pause(self.clock, wait);
      const outcome = await call(message.text, pictured.blocksWith(imageOf(pictured.picture, file)));
      if (outcome.kind !== "unshowable") return outcome;
      self.onPlainer(outcome.failure);
    }
    self.files.forget(pictured.picture);
  }
  return show(message, call, self.onPlainer);
}

function pause(clock: Clock, duration: Millis): Promise<void> {
  return new Promise((resolve) => void clock.after(duration, resolve));
}
