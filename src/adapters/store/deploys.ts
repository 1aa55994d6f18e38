import { instant } from "../../domain/time.ts";
import { type DeployMark, type DeployStore, deployMarksMax } from "../../services/ports-deploys.ts";
import type { Access } from "./access.ts";
import type { Backend } from "./backend.ts";
import type { Database, DeployRow, InTransaction } from "./tables.ts";

type DaemonName = Parameters<DeployStore["marks"]>[0];

export function createDeployStore(
  access: Access,
  { backend }: { readonly backend: Pick<Backend, "holdDecisions"> },
): DeployStore {
  return {
    mark: (mark) =>
      access.write(async (db) => {
        await db.transaction().execute(async (transaction) => {
          await backend.holdDecisions(transaction);
          await transaction
            .insertInto("deploys")
            .values({ ...mark, retracted_by: null, retracted_at: null })
            // The same mark again, after an answer that was lost.
            .onConflict((conflict) => conflict.column("id").doNothing())
            .execute();
        });
        return null;
      }),
    takeBack: ({ by, at, ...of }) =>
      access.write((db) =>
        db.transaction().execute(async (transaction) => {
          await backend.holdDecisions(transaction);
          // Somebody else may take the newest at the same time: then it is for the one before.
          for (;;) {
            const [newest] = await standing(transaction, of, 1);
            if (newest === undefined || (await retract(transaction, newest.id, { by, at }))) return newest ?? null;
          }
        }),
      ),
    marks: (of) => access.read((db) => standing(db, of, deployMarksMax)),
  };
}

/** False where it is taken back already. */
async function retract(
  db: InTransaction,
  id: string,
  { by, at }: { readonly by: string; readonly at: number },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("deploys")
    .set({ retracted_by: by, retracted_at: at })
    .where("id", "=", id)
    .where("retracted_at", "is", null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Newest first. */
async function standing(db: Database, { host, daemon }: DaemonName, max: number): Promise<readonly DeployMark[]> {
  const rows = await db
    .selectFrom("deploys")
    .selectAll()
    .where("host", "=", host)
    .where("daemon", "=", daemon)
    .where("retracted_at", "is", null)
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    .limit(max)
    .execute();
  return rows.map(markOf);
}

function markOf({ id, host, daemon, at, by, note }: DeployRow): DeployMark {
  return { id, host, daemon, at: instant(Number(at)), by, note };
}

/** For whoever only reads: an older version of the bot, which knew of no deploys, may have made the tables. */
export function readDeployMarks(access: Access, of: DaemonName): ReturnType<DeployStore["marks"]> {
  return access.read(async (db) => {
    const tables = await db.introspection.getTables();
    return tables.some(({ name }) => name === "deploys") ? standing(db, of, deployMarksMax) : [];
  });
}
