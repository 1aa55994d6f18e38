import { createHmac } from "node:crypto";
import type { AuditCheck } from "../../services/ports-restart.ts";
import type { AuditRowColumns } from "./tables.ts";

/** Before the first row. */
export const noHash = "0".repeat(64);

/**
 * HMAC-SHA256 over a row's number, its body as it is stored, and the hash before, with a key that is not in the database:
 * whoever can write the database alone can make no row that follows.
 */
export function hashOf(key: Buffer, { seq, body, before }: Pick<AuditRowColumns, "seq" | "body" | "before">): string {
  return createHmac("sha256", key).update(`${seq}\n${before}\n${body}`, "utf8").digest("hex");
}

const beginning = { seq: 0, hash: noHash };

/** Takes rows in their order and says where the chain breaks. */
export interface ChainCheck {
  /** False once it is broken: nothing behind that proves anything. */
  take(row: AuditRowColumns): boolean;
  end(): AuditCheck;
}

type Head = Pick<AuditRowColumns, "seq" | "hash">;

/**
 * `head`: how far the chain was written, as it stands outside of the database; null where that is not known. Begins with the
 * first row, or behind one that is known to be good.
 */
export function checkChain(key: Buffer, head: Head | null, after: Head = beginning): ChainCheck {
  let last = after;
  let isHeadThere = head === null || head.seq === 0;
  let broken: Extract<AuditCheck, { readonly kind: "broken" }> | null = null;
  return {
    take(row) {
      if (broken !== null) return false;
      const why = flawOf(key, row, last);
      if (why !== null) broken = { kind: "broken", seq: last.seq + 1, why };
      else last = { seq: row.seq, hash: row.hash };
      // The head outside may be a few rows old: its row is looked for among all.
      if (why === null && row.seq === head?.seq && row.hash === head.hash) isHeadThere = true;
      return broken === null;
    },
    end() {
      if (broken !== null) return broken;
      if (head !== null && head.seq > last.seq)
        return { kind: "broken", seq: last.seq + 1, why: `rows ${last.seq + 1} to ${head.seq} are missing at its end` };
      if (head !== null && !isHeadThere)
        return { kind: "broken", seq: head.seq, why: "it is not the row that was written there" };
      return { kind: "whole", rows: last.seq, head: last.hash };
    },
  };
}

function flawOf(
  key: Buffer,
  row: AuditRowColumns,
  last: { readonly seq: number; readonly hash: string },
): string | null {
  if (row.seq !== last.seq + 1) return row.seq > last.seq ? "it is missing" : "it stands twice";
  if (row.before !== last.hash) return "it does not follow the row before";
  if (row.hash !== hashOf(key, row)) return "it was changed, or written with another key";
  return isReadable(row) ? null : "its columns do not say what it says";
}

/** What is searched for stands in columns too, and must say the same. */
function isReadable({ body, at, request }: AuditRowColumns): boolean {
  try {
    const entry = JSON.parse(body) as { readonly at?: unknown; readonly request?: unknown };
    return entry.at === at && (entry.request ?? null) === request;
  } catch {
    return false;
  }
}
