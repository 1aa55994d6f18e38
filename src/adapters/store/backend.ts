import type { StoreFailure } from "../../services/ports-store.ts";
import type { BytesType } from "./migrations.ts";
import type { Database, InTransaction } from "./tables.ts";

/** What differs between the two databases. */
export interface Backend {
  readonly db: Database;
  readonly bytesType: BytesType;
  /** Never throws; the detail holds no secret. */
  explain(error: unknown): StoreFailure;
  /** How often a change is tried in all while another program holds what it needs. */
  readonly lockedTries: number;
  /** Keeps other bots off this host's samples until the transaction ends, where several share the database. */
  holdHost(transaction: InTransaction, host: string): Promise<void>;
  /** Throws where another bot decides by now, and what is under way must change nothing. */
  holdDecisions(transaction: InTransaction): Promise<void>;
  /** Keeps others from adding to the audit until the transaction ends. */
  holdAudit(transaction: InTransaction): Promise<void>;
  /** The disk is full. True where room could be made, so that trying again makes sense. */
  makeRoom(): boolean;
  /** Not null while there is room only for decisions and for deleting. */
  shortage(): StoreFailure | null;
  /** After each roll-up: measures, and tidies up. */
  upkeep(): Promise<StoreSize>;
  close(): Promise<void>;
}

export interface StoreSize {
  readonly sizeBytes: number | null;
  readonly freeBytes: number | null;
}
