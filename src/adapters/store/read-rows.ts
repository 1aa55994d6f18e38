import { millis } from "../../domain/time.ts";
import type { Log } from "../../services/ports.ts";
import type { Span } from "../../services/ports-store.ts";
import { minutesRowMs, pageRows, slotMs } from "./limits.ts";
import type { Pacer } from "./pacer.ts";
import type { Database } from "./tables.ts";

/** Which part of a host's rows. */
export interface RowsQuestion {
  readonly host: string;
  readonly span: Span;
  readonly pacer: Pacer;
  readonly log: Log;
}

export interface BytesAt {
  readonly at: number;
  readonly body: Uint8Array;
}

/** "minutes" and "hours" are both in the table rollups. */
export type RowsOf = "readings" | "packs" | "points" | "minutes" | "hours";

/**
 * Hands over every row that may hold something of the span, oldest first, in pages with a turn of the event loop between.
 * `rowMs` is how long a row's own stretch is. A row that cannot be read is logged and left out.
 */
export async function eachRow(
  db: Database,
  question: RowsQuestion & { readonly of: RowsOf; readonly rowMs: number },
  act: (row: BytesAt) => void,
): Promise<void> {
  const { of, rowMs, span, pacer } = question;
  let from = rowMs === 0 ? span.from : Math.floor(span.from / rowMs) * rowMs;
  for (;;) {
    const page = await readPage(db, question, from);
    for (const row of page) {
      readRow(row, question, act);
      if (of === "packs") await pacer();
    }
    const last = page.at(-1);
    if (last === undefined || page.length < pageRows) return;
    from = last.at + 1;
    await pacer();
  }
}

function readRow(
  row: BytesAt,
  { host, of, log }: RowsQuestion & { readonly of: RowsOf },
  act: (row: BytesAt) => void,
): void {
  try {
    act(row);
  } catch (error) {
    log.warn("Stored readings cannot be read and are left out; the row stays in its table.", {
      host,
      at: row.at,
      of,
      error: String(error),
    });
  }
}

async function readPage(
  db: Database,
  { host, span, of }: RowsQuestion & { readonly of: RowsOf },
  from: number,
): Promise<readonly BytesAt[]> {
  const inPage = { from, to: span.to };
  switch (of) {
    case "readings":
      return await readingsPage(db, host, inPage);
    case "packs":
    case "points":
      return await db
        .selectFrom(of)
        .select(["at", "body"])
        .where("host", "=", host)
        .where("at", ">=", from)
        .where("at", "<=", span.to)
        .orderBy("at")
        .limit(pageRows)
        .execute();
    case "minutes":
    case "hours":
      return await db
        .selectFrom("rollups")
        .select(["at", "body"])
        .where("host", "=", host)
        .where("over", "=", millis(of === "minutes" ? slotMs : minutesRowMs))
        .where("at", ">=", from)
        .where("at", "<=", span.to)
        .orderBy("at")
        .limit(pageRows)
        .execute();
  }
}

/** Their points, not themselves. */
async function readingsPage(
  db: Database,
  host: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<readonly BytesAt[]> {
  return await db
    .selectFrom("readings")
    .select(["at", "points as body"])
    .where("host", "=", host)
    .where("at", ">=", from)
    .where("at", "<=", to)
    .orderBy("at")
    .limit(pageRows)
    .execute();
}
