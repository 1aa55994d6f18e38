import { sql } from "kysely";
import { fail, type Result, succeed } from "../../domain/result.ts";
import type { Cancel, Clock, Log } from "../../services/ports.ts";
import type { StoreFailure } from "../../services/ports-store.ts";
import { leaseMs, leaseTryMs, renewMs } from "./limits.ts";
import type { Database, InTransaction } from "./tables.ts";

/** The right to be the one bot that decides in a database. */
export interface Lease {
  /** Waits for a bot that died to be given up, at most as long as its lease lasts. */
  take(): Promise<Result<null, StoreFailure>>;
  /** Throws what `isLeaseLost` knows where another bot has it, and keeps others from it until the transaction ends. */
  check(transaction: InTransaction): Promise<void>;
  /** Free for the next bot at once. Never throws. */
  giveBack(): Promise<void>;
}

export interface LeaseOptions {
  readonly db: Database;
  /** Nobody else's, over restarts too. */
  readonly owner: string;
  /** Of the database, for people. */
  readonly place: string;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * A row that is renewed and runs out, by the server's clock. A lock of the server would do no better: it lives with the
 * connection, so that it is lost with it while the bot goes on, and kept for hours by a machine that has lost its network.
 */
export function createLease({ db, owner, place, clock, log }: LeaseOptions): Lease {
  let cancel: Cancel = () => undefined;
  let isTaken = false;

  async function tryOnce(): Promise<boolean> {
    const { rows } = await sql`
      insert into leases (name, owner, until) values (${name}, ${owner}, ${serverNow} + ${leaseMs})
      on conflict (name) do update set owner = excluded.owner, until = excluded.until
      where leases.owner = excluded.owner or leases.until < ${serverNow} returning owner`.execute(db);
    return rows.length > 0;
  }

  function renewLater(): void {
    cancel = clock.after(renewMs, async () => {
      try {
        await db
          .updateTable("leases")
          .set({ until: sql`${serverNow} + ${leaseMs}` })
          .where("owner", "=", owner)
          .execute();
      } catch {
        // The server is away, of which every commit tells; who comes first has the lease then.
      }
      if (isTaken) renewLater();
    });
  }

  return {
    async take() {
      const end = clock.monotonic() + leaseMs + leaseTryMs;
      let isTold = false;
      while (!(await tryOnce())) {
        if (clock.monotonic() > end) return fail(busy(place));
        if (!isTold)
          log.info(`Another bot was on ${place} a moment ago; waiting up to ${leaseMs / 1000} s for it to end.`);
        isTold = true;
        await new Promise<void>((resolve) => clock.after(leaseTryMs, resolve));
      }
      isTaken = true;
      renewLater();
      return succeed(null);
    },
    async check(transaction) {
      const held = transaction.selectFrom("leases").select("owner").where("owner", "=", owner).forShare();
      if ((await held.executeTakeFirst()) === undefined) throw new Error(leaseLost);
    },
    async giveBack() {
      cancel();
      if (!isTaken) return;
      isTaken = false;
      await db
        .deleteFrom("leases")
        .where("owner", "=", owner)
        .execute()
        .catch(() => undefined);
    },
  };
}

/** What a commit fails with when another bot has taken over. */
const leaseLost = "another bot has taken over";

export function isLeaseLost(error: unknown): boolean {
  return error instanceof Error && error.message === leaseLost;
}

/** There may be leases for other things one day. */
const name = "bot";
const serverNow = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`;

function busy(place: string): StoreFailure {
  const detail = `Another bot is running on the database ${place}. Stop that one first, or give this one another database.`;
  return { reason: "locked", detail };
}

export function takenOver(place: string): StoreFailure {
  const detail =
    `Another bot has taken over the database ${place}, and this one stores nothing any more: both tell alerts now. ` +
    "Stop one of the two.";
  return { reason: "locked", detail };
}
