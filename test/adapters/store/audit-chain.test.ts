import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkChain, hashOf, noHash } from "../../../src/adapters/store/audit-chain.ts";
import type { AuditRowColumns } from "../../../src/adapters/store/tables.ts";

const key = randomBytes(32);
const rowCount = 1000;
/** Of a column of 8 bytes, its sign with them. */
const columnBits = 64;

/** A record as it would be: requests, votes, figures. */
const rows: readonly AuditRowColumns[] = (() => {
  const made: AuditRowColumns[] = [];
  let before = noHash;
  for (let seq = 1; seq <= rowCount; seq += 1) {
    const request = seq % 7 === 0 ? null : `request-${seq % 50}`;
    const entry = {
      at: 1_795_000_000_000 + seq,
      what: "approved",
      request,
      number: seq % 50,
      host: "web-1",
      daemon: "zope",
      actor: { user: "U02BOB", team: "T01" },
      details: { votes: 1, of: 2 },
    };
    const body = JSON.stringify(entry);
    const hash = hashOf(key, { seq, body, before });
    made.push({ seq, at: entry.at, request, body, before, hash });
    before = hash;
  }
  return made;
})();

const last = rows.at(-1) as AuditRowColumns;
const head = { seq: last.seq, hash: last.hash };

function verdict(changed: readonly AuditRowColumns[], known: typeof head | null = head, secret = key) {
  const check = checkChain(secret, known);
  for (const row of changed) if (!check.take(row)) break;
  return check.end();
}

/** The same rows with one of them changed. */
const withRow = (index: number, row: AuditRowColumns) => rows.map((one, at) => (at === index ? row : one));

/** Every text with one bit of its UTF-8 turned; those that are no UTF-8 any more come back changed, too. */
function* bitFlips(text: string): Generator<string> {
  const bytes = Buffer.from(text, "utf8");
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const flipped = Buffer.from(bytes);
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    yield flipped.toString("latin1") === bytes.toString("latin1") ? text : flipped.toString("utf8");
  }
}

describe("the chain of 1,000 rows", () => {
  it("is whole as it is", () => {
    expect(verdict(rows)).toEqual({ kind: "whole", rows: rowCount, head: last.hash });
  });

  it("shows each single bit that is turned in any column of any row", () => {
    let turned = 0;
    let missed = 0;
    const check = (row: AuditRowColumns, previous: AuditRowColumns | undefined) => {
      turned += 1;
      if (!isFlawed(row, previous)) missed += 1;
    };
    for (const [index, row] of rows.entries()) {
      const previous = rows[index - 1];
      for (const column of ["body", "before", "hash"] as const)
        for (const text of bitFlips(row[column])) check({ ...row, [column]: text }, previous);
      if (row.request !== null) for (const text of bitFlips(row.request)) check({ ...row, request: text }, previous);
      else for (const request of ["", "\u0001", "request-1"]) check({ ...row, request }, previous);
      for (let bit = 0; bit < columnBits; bit += 1) {
        check({ ...row, seq: flipNumber(row.seq, bit) }, previous);
        check({ ...row, at: flipNumber(row.at, bit) }, previous);
      }
    }
    expect(turned).toBeGreaterThan(2_000_000);
    expect(missed).toBe(0);
  }, 120_000);

  it("is broken for the whole check at the very row where the check of one row finds a turned bit", () => {
    const columns = ["body", "before", "hash", "at"] as const;
    const places = fc.record({
      index: fc.nat(rowCount - 1),
      column: fc.constantFrom(...columns),
      bit: fc.nat(1_000_000),
    });
    fc.assert(
      fc.property(places, ({ index, column, bit }) => {
        const row = rows[index] as AuditRowColumns;
        const changed = { ...row, [column]: flipped(row[column], bit) };
        expect(isFlawed(changed, rows[index - 1])).toBe(true);
        expect(verdict(withRow(index, changed))).toMatchObject({ kind: "broken", seq: index + 1 });
      }),
      { numRuns: 300 },
    );
  });

  it("is told of by the whole check at the very row, as by the check of one row", () => {
    for (let index = 0; index < rowCount; index += 37) {
      const row = rows[index] as AuditRowColumns;
      const changed = { ...row, body: row.body.replace("U02BOB", "U02BOC") };
      expect(verdict(withRow(index, changed))).toMatchObject({ kind: "broken", seq: index + 1 });
      expect(isFlawed(changed, rows[index - 1])).toBe(true);
      expect(isFlawed(row, rows[index - 1])).toBe(false);
    }
  });

  it.each<[string, readonly AuditRowColumns[], number]>([
    ["a row is missing", rows.filter(({ seq }) => seq !== 500), 500],
    ["a row stands twice", [...rows.slice(0, 500), rows[499] as AuditRowColumns, ...rows.slice(500)], 501],
    [
      "two rows have changed places",
      [...rows.slice(0, 10), rows[11] as AuditRowColumns, rows[10] as AuditRowColumns, ...rows.slice(12)],
      11,
    ],
    ["the first row is missing", rows.slice(1), 1],
    ["the end is missing", rows.slice(0, 990), 991],
    ["all is missing", [], 1],
  ])("shows that %s", (_, changed, seq) => {
    expect(verdict(changed)).toMatchObject({ kind: "broken", seq });
  });

  it("shows rows that somebody wrote who has no key, and a chain that was begun anew", () => {
    const forged = { ...last, seq: 1001, before: last.hash, hash: "f".repeat(64) };
    expect(verdict([...rows, forged])).toMatchObject({
      kind: "broken",
      seq: 1001,
      why: expect.stringContaining("another key"),
    });
    expect(verdict(rows, head, randomBytes(32))).toMatchObject({ kind: "broken", seq: 1 });
  });

  it("may have grown since its head was kept, and shows that another row stands where the head was", () => {
    const kept = rows[899] as AuditRowColumns;
    expect(verdict(rows, { seq: 900, hash: kept.hash })).toMatchObject({ kind: "whole" });
    expect(verdict(rows, { seq: 900, hash: "0".repeat(64) })).toMatchObject({ kind: "broken", seq: 900 });
    expect(verdict(rows, null)).toMatchObject({ kind: "whole" });
  });
});

/** Whether the check, begun behind the row before, does not take this one. */
function isFlawed(row: AuditRowColumns, previous: AuditRowColumns | undefined): boolean {
  return !checkChain(key, null, previous).take(row);
}

/** One bit of it turned, whichever `bit` comes to within its length. */
function flipped(value: string | number, bit: number): string | number {
  if (typeof value === "number") return flipNumber(value, bit % columnBits);
  const bytes = Buffer.from(value, "utf8");
  const at = bit % (bytes.length * 8);
  bytes[at >> 3] = (bytes[at >> 3] ?? 0) ^ (1 << (at & 7));
  return bytes.toString("utf8");
}

function flipNumber(value: number, bit: number): number {
  return Number(BigInt.asIntN(64, BigInt(value) ^ (1n << BigInt(bit))));
}
