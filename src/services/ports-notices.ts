import type { MessageRef } from "../domain/notice/message-ref.ts";
import type { Notice } from "../domain/notice/notice.ts";
import type { Result } from "../domain/result.ts";
import type { Instant } from "../domain/time.ts";
import type { ChatFailure } from "./ports.ts";

/** What the bot says unasked. One call, one try: the outbox decides when and whether to try again. */
export interface NoticeChat {
  /**
   * Posts with the id as metadata. After "no answer" it may stand in the chat; after every other failure it surely does
   * not.
   */
  postNotice(
    to: NoticeAddress,
    posted: { readonly id: string; readonly notice: Notice },
  ): Promise<Result<MessageRef, ChatFailure>>;
  /** Edits in place; may be repeated without harm. */
  editNotice(message: MessageRef, notice: Notice): Promise<Result<null, ChatFailure>>;
  /** Looks for a message with this id, posted since then: null where there surely is none. */
  findNotice(
    to: NoticeAddress,
    posted: { readonly id: string; readonly since: Instant },
  ): Promise<Result<MessageRef | null, ChatFailure>>;
  /** Where people find the message, for a direct message about it; null where the chat does not tell. */
  linkTo(message: MessageRef): Promise<string | null>;
}

export type NoticeAddress =
  | { readonly kind: "channel"; readonly channel: string }
  /** Under a root message; `broadcast` shows it in the channel too. */
  | { readonly kind: "thread"; readonly root: MessageRef; readonly broadcast: boolean }
  | { readonly kind: "direct"; readonly user: string };
