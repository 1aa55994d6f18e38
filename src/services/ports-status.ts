import type { StatusBoard } from "../domain/status.ts";
import type { Instant } from "../domain/time.ts";

/** `status` tells how it stands, `why` puts the diagnosis with its evidence first. */
export interface StatusReply {
  readonly kind: "status" | "why";
  /** What the answer's buttons carry. */
  readonly id: string;
  readonly board: StatusBoard;
  /** The one host asked for, or null for all. */
  readonly scope: string | null;
  readonly now: Instant;
  /** What to know of the answer itself, in whole sentences: why only its asker sees it. Null for most answers. */
  readonly note: string | null;
}

/** Every figure and test behind one status answer. */
export interface DetailsReply {
  readonly kind: "details";
  readonly board: StatusBoard;
  readonly now: Instant;
}
