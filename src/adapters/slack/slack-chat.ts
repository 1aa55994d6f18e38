import type { WebClient } from "@slack/web-api";
import type { MessageRef } from "../../domain/notice/message-ref.ts";
import { fail, type Result, succeed } from "../../domain/result.ts";
import type { AnswerAddress, Chat, ChatFailure, Clock, DialogRef, Log, Reply } from "../../services/ports.ts";
import type { Dialog } from "../../services/ports-dialogs.ts";
import type { HomeReply } from "../../services/ports-home.ts";
import type { DetailsReply } from "../../services/ports-status.ts";
import type { AskedMarks } from "./asked-marks.ts";
import { messageAt } from "./asked-message.ts";
import { callOnce, type Outcome, outcomeOf, type Repeat, show } from "./call.ts";
import { createDialogHashes, type DialogHashes } from "./dialog-hashes.ts";
import type { EphemeralMessages } from "./ephemeral-messages.ts";
import type { SlackLimits } from "./limits.ts";
import type { Attempt, OutgoingQueue } from "./outgoing-queue.ts";
import type { PictureFiles } from "./picture-files.ts";
import { respond } from "./respond.ts";
import { readyToShow, showPictured } from "./show-pictured.ts";
import { blocksIn, type MessageBlock } from "./views/message.ts";
import { renderDialog } from "./views/render-dialog.ts";
import { renderHome } from "./views/render-home.ts";
import { renderReply } from "./views/render-reply.ts";

export interface SlackChatOptions {
  readonly clock: Clock;
  readonly client: WebClient;
  readonly queue: OutgoingQueue;
  readonly ephemerals: EphemeralMessages;
  readonly commandName: string;
  readonly limits: SlackLimits;
  readonly log: Log;
  readonly onToken: (outcome: "known" | "refused") => void;
  readonly files: PictureFiles;
  /** Hears of each reply to one person alone whether it was shown. */
  readonly onTold: AskedMarks["told"];
}

/** What the bot says, through Slack's Web API and the outgoing queue. */
export function createSlackChat(options: SlackChatOptions): Chat {
  const self = {
    ...options,
    hashes: createDialogHashes(),
    onPlainer: (failure: ChatFailure) => options.log.warn("shown plainer", { why: failure.detail }),
  };
  return {
    post: (channel, reply, thread) => self.queue.post(channel, () => sendPost(self, threadIn(channel, thread), reply)),
    update: (message, reply) => update(self, message, reply),
    async whisper(to, reply) {
      const told = await whisper(self, to, reply);
      self.onTold(to, reply, told.ok);
      return told;
    },
    openDialog: (trigger, dialog) => openDialog(self, trigger, dialog),
    updateDialog: (view, dialog) => updateDialog(self, view, dialog),
    publishHome: (user, reply) => self.queue.edit("views.publish", `home ${user}`, () => sendHome(self, user, reply)),
  };
}

interface Speaking extends SlackChatOptions {
  readonly hashes: DialogHashes;
  readonly onPlainer: (failure: ChatFailure) => void;
}

/** Slack makes no links, mentions or previews of its own from what a host has said. */
const asItIs = { parse: "none", link_names: false, unfurl_links: false, unfurl_media: false } as const;

interface PostPlace {
  readonly channel: string;
  readonly thread_ts?: string;
}

function threadIn(channel: string, thread: string | null | undefined): PostPlace {
  return thread === undefined || thread === null ? { channel } : { channel, thread_ts: thread };
}

function sendPost(self: Speaking, place: PostPlace, reply: Reply): Promise<Attempt<MessageRef>> {
  const post = (text: string, blocks: readonly MessageBlock[]) => postOnce(self, place, { text, blocks });
  return show(renderReply(reply), post, self.onPlainer);
}

interface Shown {
  readonly text: string;
  readonly blocks: readonly MessageBlock[];
}

function postOnce(self: Speaking, place: PostPlace, { text, blocks }: Shown): Promise<Outcome<MessageRef>> {
  return call(self, "if not executed", async () => {
    const sent = await self.client.chat.postMessage({ ...place, text, ...blocksIn(blocks), ...asItIs });
    return { channel: sent.channel ?? place.channel, ts: sent.ts ?? "" };
  });
}

/** To who asked by a message: in the direct conversation as any other, in a channel so that nobody else sees it. */
async function whisper(self: Speaking, to: AnswerAddress, reply: Reply): Promise<Result<null, ChatFailure>> {
  const asked = messageAt(to);
  if (asked === null) return self.queue.answer("response_url", () => sendWhisper(self, to, { reply, replaces: false }));
  // Slack shows one in a thread only where the thread has begun, which the question alone does not.
  const place = threadIn(asked.channel, asked.thread);
  const ready = await readyToShow(self.files, renderReply(reply));
  if (!asked.isDirect)
    return self.queue.answer("chat.postEphemeral", () =>
      showPictured<null>(self, ready, (text, blocks) =>
        call(self, "if not executed", async () => {
          await self.client.chat.postEphemeral({ ...place, user: asked.user, text, ...blocksIn(blocks), ...quiet });
          return null;
        }),
      ),
    );
  const posted = await self.queue.post(asked.channel, () =>
    showPictured<MessageRef>(self, ready, (text, blocks) => postOnce(self, place, { text, blocks })),
  );
  if (!posted.ok) return posted;
  self.ephemerals.rememberDirect(posted.value);
  return succeed(null);
}

const quiet = { parse: "none", link_names: false } as const;

async function update(self: Speaking, message: MessageRef, reply: Reply): Promise<Result<MessageRef, ChatFailure>> {
  const to = self.ephemerals.addressOf(message);
  if (to === null) {
    return self.queue.edit("chat.update", `${message.channel} ${message.ts}`, () => sendUpdate(self, message, reply));
  }
  const edited = await self.queue.answer("response_url", () => sendWhisper(self, to, { reply, replaces: true }));
  return edited.ok ? succeed(message) : edited;
}

function sendUpdate(self: Speaking, message: MessageRef, reply: Reply): Promise<Attempt<MessageRef>> {
  const { channel, ts } = message;
  return show(
    renderReply(reply),
    (text, blocks) =>
      call(self, "always", async () => {
        await self.client.chat.update({ channel, ts, text, ...blocksIn(blocks), parse: "none", link_names: false });
        return message;
      }),
    self.onPlainer,
  );
}

/** With its picture: it has no turn that others would wait for. */
async function sendWhisper(
  self: Speaking,
  to: AnswerAddress,
  { reply, replaces }: { readonly reply: Reply; readonly replaces: boolean },
): Promise<Attempt<null>> {
  const ready = await readyToShow(self.files, renderReply(reply));
  return showPictured<null>(self, ready, async (text, blocks) => {
    const options = { clock: self.clock, within: self.limits.callWithin, replaces };
    const problem = await respond(to, { text, blocks }, options);
    return problem === null ? { kind: "sent", value: null } : outcomeOf(problem, "if not executed");
  });
}

async function openDialog(
  self: Speaking,
  trigger: string,
  dialog: DetailsReply | Dialog,
): Promise<Result<DialogRef | null, ChatFailure>> {
  const view = renderDialog(dialog);
  let ref: DialogRef | null = null;
  const open = async () => {
    const { view: shown } = await self.client.views.open({ trigger_id: trigger, view });
    ref = typeof shown?.id === "string" && typeof shown.hash === "string" ? { id: shown.id, hash: shown.hash } : null;
  };
  const opened = await self.queue.prompt("views.open", () => sendView(self, "if not executed", open));
  if (opened.ok) return succeed(ref);
  if (opened.error.reason !== "too much to say") return opened;
  return fail({ reason: "too much to say", detail: "It opens no more of them at the moment." });
}

/** Slack refuses it, by the hash, where somebody else has updated it meanwhile. */
function updateDialog(self: Speaking, ref: DialogRef, dialog: Dialog): Promise<Result<null, ChatFailure>> {
  const view = renderDialog(dialog);
  const update = async () => {
    const updated = await self.client.views.update({ view_id: ref.id, hash: self.hashes.newest(ref), view });
    if (updated.view?.hash !== undefined) self.hashes.updated(ref, updated.view.hash);
  };
  return self.queue.prompt("views.update", () => sendView(self, "if not executed", update));
}

function sendHome(self: Speaking, user: string, reply: HomeReply): Promise<Attempt<null>> {
  const view = renderHome(reply, self.commandName);
  return sendView(self, "always", () => self.client.views.publish({ user_id: user, view }));
}

/** A view has no plainer version. */
async function sendView(self: Speaking, repeat: Repeat, act: () => Promise<unknown>): Promise<Attempt<null>> {
  const outcome = await call(self, repeat, act);
  if (outcome.kind === "sent") return { kind: "sent", value: null };
  return outcome.kind === "unshowable" ? { kind: "failed", failure: outcome.failure, again: false } : outcome;
}

function call<T>(self: Speaking, repeat: Repeat, act: () => Promise<T>): Promise<Outcome<T>> {
  return callOnce(act, { repeat, onToken: self.onToken });
}
