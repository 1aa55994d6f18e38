import type { AuditEntry } from "../../domain/restart/audit-entry.ts";
import { hashOf, noHash } from "./audit-chain.ts";
import type { AuditAnchor, AuditHead } from "./audit-key.ts";
import type { InTransaction } from "./tables.ts";

/**
 * Adds lines behind the last one, within the transaction of what they record. The caller has made sure that no other
 * transaction does so at the same time. Throws where the chain outside is further than the one in the database: then rows
 * are missing, and to write on would hide that.
 */
export async function appendAudit(
  db: InTransaction,
  entries: readonly AuditEntry[],
  anchor: AuditAnchor,
): Promise<AuditHead | null> {
  if (entries.length === 0) return null;
  const last = await db.selectFrom("audit").select(["seq", "hash"]).orderBy("seq", "desc").limit(1).executeTakeFirst();
  const known = anchor.head();
  if (known !== null && known.seq > (last?.seq ?? 0)) throw new Error(auditCut);
  let head: AuditHead = { seq: Number(last?.seq ?? 0), hash: last?.hash ?? noHash };
  for (const entry of entries) {
    const row = { seq: head.seq + 1, body: JSON.stringify(entry), before: head.hash };
    const hash = hashOf(anchor.key, row);
    await db
      .insertInto("audit")
      .values({ ...row, hash, at: entry.at, request: entry.request })
      .execute();
    head = { seq: row.seq, hash };
  }
  return head;
}

/** What a commit fails with when the end of the audit was cut off. */
export const auditCut = "the end of the audit is missing";
