import type { Secret } from "../domain/secret.ts";

/** Where the bot keeps what outlives it, from the environment. */
export interface StoreSettings {
  /** Absolute; need not be there yet. */
  readonly dataFolder: string;
  /** Of PostgreSQL, with its password; null for SQLite in the data folder. */
  readonly databaseUrl: Secret | null;
  /** What the audit is proved with; null for a file in the data folder that the bot makes. */
  readonly auditKey: Secret | null;
}
