import type { CountedTransition } from "../../domain/notice/fold-backlog.ts";
import type { Changes } from "../ports-store.ts";
import type { Entry } from "./outbox-book.ts";

/** What a pass of folding changes; all of it is stored in one commit. */
export interface Fold {
  readonly changed: Set<Entry>;
  readonly forgotten: Entry[];
  readonly retold: NonNullable<Changes["retold"]>[number][];
  /** What came to each message that stands for others. */
  readonly counted: Map<Entry, CountedTransition[]>;
}
