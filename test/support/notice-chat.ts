import type { MessageRef } from "../../src/domain/notice/message-ref.ts";
import type { Notice } from "../../src/domain/notice/notice.ts";
import { fail, type Result, succeed } from "../../src/domain/result.ts";
import type { ChatFailure, Clock } from "../../src/services/ports.ts";
import type { NoticeAddress, NoticeChat } from "../../src/services/ports-notices.ts";

/** A message as people see it. */
export interface ShownMessage {
  readonly id: string;
  readonly ref: MessageRef;
  readonly to: NoticeAddress;
  notice: Notice;
  /** On the monotonic clock. */
  readonly postedAt: number;
  readonly postedWall: number;
  deleted: boolean;
}

export interface ChatCall {
  readonly kind: "post" | "edit" | "find";
  readonly to: NoticeAddress | MessageRef;
  readonly id: string | null;
}

/** What becomes of a call: carried out, refused, or carried out (or not) with its answer lost. */
export type Reaction = "ok" | "lost after" | "lost before" | ChatFailure["reason"];

/** A chat that keeps what it was told, and does what a test wants. */
export interface FakeNoticeChat extends NoticeChat {
  /** Everything that was ever posted, oldest first. */
  readonly shown: ShownMessage[];
  readonly calls: ChatCall[];
  react: (call: ChatCall) => Reaction;
  /** What stands in a channel or thread or with a person now, as sentences. */
  sentences(channel: string): readonly string[];
  of(id: string): readonly ShownMessage[];
}

export function createNoticeChat(clock: Clock): FakeNoticeChat {
  const shown: ShownMessage[] = [];
  const calls: ChatCall[] = [];
  const act = async <T>(call: ChatCall, carryOut: () => Result<T, ChatFailure>): Promise<Result<T, ChatFailure>> => {
    calls.push(call);
    const reaction = chat.react(call);
    if (reaction === "ok") return carryOut();
    if (reaction === "lost after") carryOut();
    const isLost = reaction === "lost after" || reaction === "lost before";
    return fail({ reason: isLost ? "no answer" : reaction, detail: `The chat said: ${reaction}.` });
  };
  const chat: FakeNoticeChat = {
    shown,
    calls,
    react: () => "ok",
    postNotice: (to, { id, notice }) =>
      act({ kind: "post", to, id }, () => {
        if (to.kind === "thread" && find(shown, to.root)?.deleted !== false) return gone();
        const ref = { channel: channelOf(to), ts: String(shown.length + 1) };
        const at = { postedAt: clock.monotonic(), postedWall: clock.now() };
        shown.push({ id, ref, to, notice, ...at, deleted: false });
        return succeed(ref);
      }),
    editNotice: (ref, notice) =>
      act({ kind: "edit", to: ref, id: find(shown, ref)?.id ?? null }, () => {
        const message = find(shown, ref);
        if (message === null || message.deleted) return gone();
        message.notice = notice;
        return succeed(null);
      }),
    findNotice: (to, { id, since }) =>
      act({ kind: "find", to, id }, () => {
        const found = shown.find(
          (each) => each.id === id && !each.deleted && each.postedWall >= since && each.ref.channel === channelOf(to),
        );
        return succeed(found?.ref ?? null);
      }),
    linkTo: async ({ channel, ts }) => `https://chat.example/${channel}/${ts}`,
    sentences: (channel) =>
      shown.filter(({ ref, deleted }) => ref.channel === channel && !deleted).map(({ notice }) => notice.sentence),
    of: (id) => shown.filter((each) => each.id === id),
  };
  return chat;
}

/** Threads stand in their root's channel; people are told apart from channels by an "@". */
export function channelOf(to: NoticeAddress): string {
  if (to.kind === "thread") return to.root.channel;
  return to.kind === "channel" ? to.channel : `@${to.user}`;
}

function find(shown: readonly ShownMessage[], ref: MessageRef): ShownMessage | null {
  return shown.find((each) => each.ref.channel === ref.channel && each.ref.ts === ref.ts) ?? null;
}

function gone(): Result<never, ChatFailure> {
  return fail({ reason: "message gone", detail: "The message is not there." });
}
