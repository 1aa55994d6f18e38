import { appendFileSync, chmodSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openSqliteStore } from "../../src/adapters/store/open-sqlite-store.ts";
import type { AuditEntry } from "../../src/domain/restart/audit-entry.ts";
import { anchorIn, got, hearLog, keep, newFolder, newTime, openStore, start } from "../adapters/store/setting.ts";
import { scipyBot } from "../support/call.ts";
import { aRequest } from "../support/restart-request.ts";

let folder: ReturnType<typeof newFolder>;
beforeEach(() => {
  folder = newFolder();
});
afterEach(() => folder.remove());

const entry: AuditEntry = {
  at: start,
  what: "locked",
  request: null,
  number: null,
  host: "web-1",
  daemon: null,
  actor: { user: "U01", team: "T01" },
  details: { reason: "backup" },
};

async function recorded(rows: number): Promise<void> {
  const store = await openStore(folder.path);
  await got(store.restarts.decide({ audit: Array.from({ length: rows }, () => entry) }));
  await store.close();
}

/** As somebody who can write the database and has taken the triggers away. */
function tamper(sql: string): void {
  const db = new DatabaseSync(join(folder.path, "scipy.db"));
  db.exec("drop trigger audit_no_update; drop trigger audit_no_delete");
  db.exec(sql);
  db.close();
}

const call = (...args: readonly string[]) => scipyBot(folder.path, args);

const verify = (...more: readonly string[]) => call("audit", "verify", "--data", ".", ...more);

describe("audit verify", () => {
  it("says that the audit is whole, how long it is, and its head", async () => {
    await recorded(3);
    expect(await verify()).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^The audit is whole: 3 rows, head [0-9a-f]{64}\n$/),
      err: "",
    });
    expect(JSON.parse((await verify("--json")).out)).toMatchObject({ kind: "whole", rows: 3 });
  });

  it("may be asked while the bot is at work on it", async () => {
    const store = await openStore(folder.path);
    await got(store.restarts.decide({ audit: [entry] }));
    expect(await verify()).toMatchObject({ code: 0 });
    await store.close();
  });

  it.each([
    ["a row that was changed", `update audit set body = replace(body, 'backup', 'bakcup') where seq = 2`, 2],
    ["a column that was changed", "update audit set at = at + 1 where seq = 3", 3],
    ["a row that is missing", "delete from audit where seq = 2", 2],
    ["an end that is missing", "delete from audit where seq > 2", 3],
    ["all that is missing", "delete from audit", 1],
  ])("ends with 5 and names the row: %s", async (_, sql, row) => {
    await recorded(4);
    tamper(sql);
    const { code, out, err } = await verify();
    expect({ code, out }).toEqual({ code: 5, out: "" });
    expect(err).toContain(`broken at row ${row}:`);
  });

  it("finds a bit turned in the file itself, wherever it stands in a row", async () => {
    await recorded(4);
    const file = join(folder.path, "scipy.db");
    const whole = readFileSync(file);
    const at = whole.indexOf("backup");
    expect(at).toBeGreaterThan(0);
    for (const offset of [0, 3, 5]) {
      const flipped = Buffer.from(whole);
      flipped[at + offset] = (flipped[at + offset] ?? 0) ^ 1;
      writeFileSync(file, flipped);
      expect(await verify()).toMatchObject({ code: 5 });
    }
    writeFileSync(file, whole);
    expect(await verify()).toMatchObject({ code: 0 });
  });

  it("finds a database that was put back from an older backup, and the bot records nothing on top of it", async () => {
    await recorded(2);
    const older = readFileSync(join(folder.path, "scipy.db"));
    await recorded(2);
    writeFileSync(join(folder.path, "scipy.db"), older);
    for (const rest of ["scipy.db-wal", "scipy.db-shm"]) rmSync(join(folder.path, rest), { force: true });
    expect(await verify()).toMatchObject({
      code: 5,
      err: expect.stringContaining("rows 3 to 4 are missing at its end"),
    });
    const store = await openStore(folder.path);
    expect(await store.restarts.decide({ audit: [entry] })).toMatchObject({
      ok: false,
      error: { reason: "corrupt", detail: expect.stringContaining("audit verify") },
    });
    await store.close();
  });

  it("does not take another key for the audit's own", async () => {
    await recorded(1);
    writeFileSync(join(folder.path, "audit.key"), "k".repeat(64), { mode: 0o600 });
    expect(await verify()).toMatchObject({
      code: 5,
      err: expect.stringContaining("row 1: it was changed, or written with another key"),
    });
  });

  it.each<[string, () => void, string]>([
    ["no data folder", () => rmSync(folder.path, { recursive: true }), "There is no key of the audit"],
    ["no key", () => rmSync(join(folder.path, "audit.key")), "There is no key of the audit"],
    ["a key that others can read", () => chmodSync(join(folder.path, "audit.key"), 0o644), "chmod 600"],
    ["an empty key", () => writeFileSync(join(folder.path, "audit.key"), ""), "holds no key of the audit"],
    ["no database", () => rmSync(join(folder.path, "scipy.db")), "no data folder of the bot"],
  ])("ends with 2 and says what is missing where there is %s", async (_, spoil, said) => {
    await recorded(1);
    const here = folder.path;
    spoil();
    const called = await scipyBot("/", ["audit", "verify", "--data", here]);
    expect(called).toMatchObject({ code: 2, out: "", err: expect.stringContaining(said) });
  });
});

describe("audit export", () => {
  it("prints each row as a line of JSON, oldest first, and nothing else", async () => {
    await recorded(2100);
    const { code, out, err } = await call("audit", "export", "--data", ".");
    const rows = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 2100 }, (_, index) => index + 1));
    expect(rows[0]).toEqual({
      ...entry,
      seq: 1,
      at: "2026-01-15T09:00:00.000Z",
      before: "0".repeat(64),
      hash: expect.any(String),
    });
  });

  it("names the option that was perhaps meant", async () => {
    expect(await call("audit", "export", "--dta", ".")).toMatchObject({
      code: 2,
      err: expect.stringContaining("--data"),
    });
    expect(await call("audit", "verfy")).toMatchObject({ code: 2, err: expect.stringContaining('"audit verify"') });
  });
});

describe("the table of the audit", () => {
  it("lets nobody change or delete a row, and is readable by its owner alone", async () => {
    await recorded(2);
    const db = new DatabaseSync(join(folder.path, "scipy.db"));
    expect(() => db.exec("update audit set body = '' where seq = 1")).toThrow("the audit is never changed");
    expect(() => db.exec("delete from audit")).toThrow("the audit is never changed");
    db.close();
    expect(await verify()).toMatchObject({ code: 0 });
  });

  it("has a head outside that counts only where it can be read", async () => {
    const anchor = anchorIn(folder.path);
    expect(anchor.head()).toBeNull();
    appendFileSync(join(folder.path, "audit.head"), "not a head\n");
    expect(anchor.head()).toBeNull();
  });

  it("is not written without its key, and then nothing else is: no request, no lock", async () => {
    const opened = await openSqliteStore({ folder: folder.path, clock: newTime().clock, log: hearLog(), keep });
    if (!opened.ok) throw new Error(opened.error.detail);
    const { restarts } = opened.value;
    const refused = { ok: false, error: { reason: "read only", detail: expect.stringContaining("without the key") } };
    expect(await restarts.swap({ expected: null, request: aRequest(), audit: [entry] })).toMatchObject(refused);
    const lock = { host: "web-1", by: "U01", reason: "backup", at: start };
    expect(await restarts.decide({ locks: [lock], audit: [entry] })).toMatchObject(refused);
    expect(await restarts.verifyAudit()).toMatchObject(refused);
    expect(await got(restarts.loadRestarts())).toEqual({ requests: [], locks: [], standing: [] });
    await opened.value.close();
  });

  it("holds back what it cannot record", async () => {
    await recorded(1);
    const store = await openStore(folder.path);
    const db = new DatabaseSync(join(folder.path, "scipy.db"));
    db.exec("create trigger full_up before insert on audit begin select raise(abort, 'full'); end");
    expect(await store.restarts.swap({ expected: null, request: aRequest(), audit: [entry] })).toMatchObject({
      ok: false,
    });
    db.exec("drop trigger full_up");
    db.close();
    expect((await got(store.restarts.loadRestarts())).requests).toEqual([]);
    expect(await got(store.restarts.verifyAudit())).toMatchObject({ kind: "whole", rows: 1 });
    await store.close();
  });
});
