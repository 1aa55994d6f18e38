import type { WebClient } from "@slack/web-api";
import type { MessageRef } from "../../domain/notice/message-ref.ts";
import { fail, type Result } from "../../domain/result.ts";
import type { Instant } from "../../domain/time.ts";
import type { ChatFailure, Clock, Log } from "../../services/ports.ts";
import type { NoticeAddress, NoticeChat } from "../../services/ports-notices.ts";
import { callOnce, type Outcome } from "./call.ts";
import { type ChannelIds, createChannelIds } from "./channel-ids.ts";
import { findMessage } from "./find-message.ts";
import type { SlackLimits } from "./limits.ts";
import { noticeMetadata } from "./notice-metadata.ts";
import type { Attempt, OutgoingQueue } from "./outgoing-queue.ts";
import type { PictureFiles } from "./picture-files.ts";
import { type Ready, readyToShow, showPictured } from "./show-pictured.ts";
import type { SlackTime } from "./slack-time.ts";
import { blocksIn } from "./views/message.ts";
import { renderNotice } from "./views/render-notice.ts";

export interface SlackNoticesOptions {
  readonly client: WebClient;
  readonly queue: OutgoingQueue;
  readonly limits: SlackLimits;
  readonly log: Log;
  readonly time: Pick<SlackTime, "of">;
  readonly clock: Clock;
  readonly files: PictureFiles;
  readonly onToken: (outcome: "known" | "refused") => void;
  /** The bot's own id as an author of messages; null before it is known. */
  readonly botId: () => string | null;
}

/** What the bot says unasked. Each call is tried once, but for what Slack itself asks to wait or to show plainer. */
export function createSlackNotices(options: SlackNoticesOptions): NoticeChat {
  const self: Noticing = {
    ...options,
    ids: createChannelIds(options.client),
    onPlainer: (failure) => options.log.warn("shown plainer", { why: failure.detail }),
  };
  return {
    postNotice: async (to, { id, notice }) => {
      const ready = await readyToShow(self.files, renderNotice(notice));
      return self.queue.post(placeOf(self, to), () => sendNotice(self, to, { id, ready }));
    },
    editNotice: async (message, notice) => {
      const ready = await readyToShow(self.files, renderNotice(notice));
      return self.queue.edit("chat.update", `${message.channel} ${message.ts}`, () => sendEdit(self, message, ready));
    },
    findNotice: (to, posted) => findNotice(self, to, posted),
    linkTo: async (message) => {
      const found = await self.queue.look("chat.getPermalink", () => askForLink(self, message));
      return found.ok ? found.value : null;
    },
  };
}

interface Noticing extends SlackNoticesOptions {
  readonly ids: ChannelIds;
  readonly onPlainer: (failure: ChatFailure) => void;
}

/** By its id where that is known: answers and alerts in one channel then keep one pace. */
function placeOf({ ids }: Noticing, to: NoticeAddress): string {
  const named = nameOf(to);
  return ids.known(named) ?? named;
}

function nameOf(to: NoticeAddress): string {
  if (to.kind === "thread") return to.root.channel;
  return to.kind === "channel" ? to.channel : to.user;
}

function sendNotice(
  self: Noticing,
  to: NoticeAddress,
  { id, ready }: { readonly id: string; readonly ready: Ready },
): Promise<Attempt<MessageRef>> {
  const channel = placeOf(self, to);
  const quiet = { parse: "none", link_names: false, unfurl_links: false, unfurl_media: false } as const;
  const place = { channel, ...threadOf(to), metadata: noticeMetadata(id), ...quiet };
  return showPictured(self, ready, (text, blocks) =>
    once(self, async () => {
      const sent = await self.client.chat.postMessage({ ...place, text, ...blocksIn(blocks) });
      if (sent.channel !== undefined) self.ids.learn(nameOf(to), sent.channel);
      return { channel: sent.channel ?? channel, ts: sent.ts ?? "" };
    }),
  );
}

function threadOf(to: NoticeAddress) {
  return to.kind === "thread" ? { thread_ts: to.root.ts, reply_broadcast: to.broadcast } : {};
}

/** Slack keeps the metadata of a message whose edit names none. */
function sendEdit(self: Noticing, { channel, ts }: MessageRef, ready: Ready): Promise<Attempt<null>> {
  return showPictured(self, ready, (text, blocks) =>
    once(self, async () => {
      const how = { parse: "none", link_names: false } as const;
      await self.client.chat.update({ channel, ts, text, ...blocksIn(blocks), ...how });
      return null;
    }),
  );
}

async function findNotice(
  self: Noticing,
  to: NoticeAddress,
  posted: { readonly id: string; readonly since: Instant },
): Promise<Result<MessageRef | null, ChatFailure>> {
  const method = to.kind === "direct" ? "conversations.open" : "conversations.list";
  const asked = await self.queue.look(method, () => ask(self, () => self.ids.find(nameOf(to))));
  if (!asked.ok) return asked;
  if (asked.value === null) return fail({ reason: "no such channel", detail: `The bot cannot see ${nameOf(to)}.` });
  const place = { channel: asked.value, thread: to.kind === "thread" ? to.root.ts : null };
  const wanted = { ...posted, since: self.time.of(posted.since) - self.limits.lookUpSlack, botId: self.botId() };
  const look = <T>(method: string, act: () => Promise<T>) => self.queue.look(method, () => ask(self, act));
  return findMessage({ client: self.client, look, pagesMax: self.limits.lookUpPagesMax }, place, wanted);
}

function askForLink(self: Noticing, { channel, ts }: MessageRef): Promise<Attempt<string | null>> {
  return ask(self, async () => {
    const found = await self.client.chat.getPermalink({ channel, message_ts: ts });
    return found.permalink ?? null;
  });
}

/** One call, not repeated: who asked decides about that. */
async function once<T>(self: Noticing, act: () => Promise<T>): Promise<Outcome<T>> {
  const outcome = await callOnce(act, { repeat: "if not executed", onToken: self.onToken });
  if (outcome.kind !== "failed" || !outcome.again) return outcome;
  // What may be repeated never reached Slack, and "no answer" would say that it perhaps did.
  return { kind: "failed", failure: { ...outcome.failure, reason: "too much to say" }, again: false };
}

/** The same for a question, in which there is nothing to show. */
async function ask<T>(self: Noticing, act: () => Promise<T>): Promise<Attempt<T>> {
  const outcome = await once(self, act);
  return outcome.kind === "unshowable" ? { kind: "failed", failure: outcome.failure, again: false } : outcome;
}
