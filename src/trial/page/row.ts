import type { Message } from "./api.ts";

/** A message as one line of a conversation. */
export interface Row {
  readonly message: Message;
  /** `ephemeral`: only this reader sees it. `notice`: the page itself says it, and it exists nowhere else. */
  readonly kind: "message" | "ephemeral" | "notice";
  /** True when the one above is by the same author and recent, so that name and picture need not be repeated. */
  readonly grouped: boolean;
  /** Replies in its thread, where it has one and stands outside it. */
  readonly replies: { readonly count: number; readonly lastTs: string; readonly users: readonly string[] } | null;
  readonly inThread: boolean;
}
