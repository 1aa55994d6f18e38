import type { AuditEntry } from "../../domain/restart/audit-entry.ts";
import { isOver, isUnderWay, type RestartRequest } from "../../domain/restart/restart-request.ts";
import { fail, type Result, succeed } from "../../domain/result.ts";
import type { Clock, Log } from "../../services/ports.ts";
import type { RestartDecision, RestartStore, RestartSwap } from "../../services/ports-restart.ts";
import type { StoreFailure } from "../../services/ports-store.ts";
import type { Access } from "./access.ts";
import { appendAudit } from "./append-audit.ts";
import { checkChain } from "./audit-chain.ts";
import type { AuditAnchor } from "./audit-key.ts";
import type { Backend } from "./backend.ts";
import { pageRows } from "./limits.ts";
import { restartQueries } from "./restart-queries.ts";
import { bodyVersion, deleteStates, putStates } from "./states.ts";
import type { Database, InTransaction } from "./tables.ts";

interface RestartStoreOptions {
  readonly backend: Pick<Backend, "holdDecisions" | "holdAudit">;
  /** Null where only figures are read: then nothing can be recorded. */
  readonly anchor: AuditAnchor | null;
  readonly clock: Clock;
  readonly log: Log;
}

/** The lock of everything has no host's name. */
const everything = "";

export function createRestartStore(access: Access, options: RestartStoreOptions): RestartStore {
  return {
    ...restartQueries(access, options.clock),
    swap: (change) => record(access, options, { audit: change.audit, act: (db) => swap(db, change) }),
    async decide(decision) {
      const done = await record(access, options, { audit: decision.audit, act: (db) => decide(db, decision) });
      return done.ok ? succeed(null) : done;
    },
    async verifyAudit() {
      const { anchor } = options;
      return anchor === null ? fail(noKey) : access.read((db) => verify(db, anchor));
    },
  };
}

interface Recording<T> {
  readonly audit: readonly AuditEntry[];
  readonly act: (db: InTransaction) => Promise<T>;
}

/** Nothing is kept unless the lines of the audit are, and the other way round. */
async function record<T>(
  access: Access,
  { anchor, backend, log }: RestartStoreOptions,
  { audit, act }: Recording<T>,
): Promise<Result<T, StoreFailure>> {
  if (anchor === null) return fail(noKey);
  const done = await access.write((db) =>
    db.transaction().execute(async (transaction) => {
      await backend.holdDecisions(transaction);
      await backend.holdAudit(transaction);
      const value = await act(transaction);
      return { value, head: value === "lost" ? null : await appendAudit(transaction, audit, anchor) };
    }),
  );
  if (!done.ok) return fail((await isCut(access, anchor)) ? cut : done.error);
  const { value, head } = done.value;
  if (head !== null) {
    anchor.keepHead(head);
    // Wherever the log goes, the chain's end goes too.
    log.info("audit", { seq: head.seq, hash: head.hash });
  }
  return succeed(value);
}

async function isCut(access: Access, anchor: AuditAnchor): Promise<boolean> {
  const head = anchor.head();
  const last = await access.read((db) =>
    db.selectFrom("audit").select("seq").orderBy("seq", "desc").limit(1).executeTakeFirst(),
  );
  return last.ok && head !== null && head.seq > Number(last.value?.seq ?? 0);
}

const noKey: StoreFailure = {
  reason: "read only",
  detail: "The store was opened without the key of its audit, so nothing can be recorded.",
};

const cut: StoreFailure = {
  reason: "corrupt",
  detail:
    "The end of the audit is missing in the database, as when an older backup was put back. Nothing is restarted while that is so. " +
    "Run scipy-bot audit verify; where the loss is explained, delete audit.head in the data folder.",
};

/** Read a page at a time, so that a long chain takes no more memory than a short one. */
async function verify(db: Database, anchor: AuditAnchor) {
  // Read before the rows: one that is written meanwhile is no fault.
  const head = anchor.head();
  const check = checkChain(anchor.key, head);
  for (let from = 0; ; ) {
    const rows = await db
      .selectFrom("audit")
      .selectAll()
      .where("seq", ">", from)
      .orderBy("seq")
      .limit(pageRows)
      .execute();
    for (const row of rows) {
      from = Number(row.seq);
      if (!check.take({ ...row, seq: Number(row.seq), at: Number(row.at) })) return check.end();
    }
    if (rows.length < pageRows) return check.end();
  }
}

async function swap(db: InTransaction, { expected, request, alone, only }: RestartSwap): Promise<"done" | "lost"> {
  if (alone === true && !(await isAlone(db, request))) return "lost";
  if (only === true && !(await isOnly(db, request))) return "lost";
  const { id, number, host, daemon, version, createdAt, state } = request;
  const changes = {
    revision: version,
    open: isOver(request) ? 0 : 1,
    under_way: isUnderWay(request) ? 1 : 0,
    kind: state.kind,
    version: bodyVersion,
    body: JSON.stringify(request),
  };
  if (expected === null) {
    const made = await db
      .insertInto("restarts")
      .values({ id, number, host, daemon, created_at: createdAt, ...changes })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return made.numInsertedOrUpdatedRows === 1n ? "done" : "lost";
  }
  const changed = await db
    .updateTable("restarts")
    .set(changes)
    .where("id", "=", id)
    .where("revision", "=", expected)
    .executeTakeFirst();
  return changed.numUpdatedRows === 1n ? "done" : "lost";
}

async function isAlone(db: InTransaction, { id, host }: RestartRequest): Promise<boolean> {
  const others = db
    .selectFrom("restarts")
    .select("id")
    .where("host", "=", host)
    .where("under_way", "=", 1)
    .where("id", "<>", id);
  if ((await others.executeTakeFirst()) !== undefined) return false;
  const locks = db.selectFrom("states").select("key").where("kind", "=", "lock").where("key", "in", [host, everything]);
  return (await locks.executeTakeFirst()) === undefined;
}

async function isOnly(db: InTransaction, { id, host, daemon }: RestartRequest): Promise<boolean> {
  const others = db
    .selectFrom("restarts")
    .select("id")
    .where("host", "=", host)
    .where("daemon", "=", daemon)
    .where("open", "=", 1)
    .where("id", "<>", id);
  return (await others.executeTakeFirst()) === undefined;
}

async function decide(db: InTransaction, { locks = [], unlocked = [], standing = [] }: RestartDecision): Promise<null> {
  const forever = { keep_until: null };
  await putStates(db, [
    ...locks.map((value) => ({ kind: "lock", key: value.host ?? everything, value, ...forever }) as const),
    ...standing.map((value) => ({ kind: "standing", key: value.id, value, keep_until: value.until }) as const),
  ]);
  await deleteStates(
    db,
    "lock",
    unlocked.map((host) => host ?? everything),
  );
  return null;
}
