import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { loadStoreSettings } from "../../src/config/load-store-settings.ts";
import { temporaryFolder, uid } from "./temporary-folder.ts";

const newFolder = temporaryFolder();
const url = "postgres://scipy:c4n4ry@db.example.org/scipy";

function load(values: Readonly<Record<string, string>>, cwd = "/srv/bot") {
  const loaded = loadStoreSettings({ values, places: {} }, { cwd, uid });
  expect(`${JSON.stringify(loaded)} ${inspect(loaded, { depth: 9 })}`).not.toContain("c4n4ry");
  return loaded;
}

function faultsOf(values: Readonly<Record<string, string>>, cwd?: string): readonly string[] {
  const loaded = load(values, cwd);
  return loaded.ok ? [] : loaded.error.map(({ key, sentence }) => `${key}: ${sentence}`);
}

describe("where the bot keeps what outlives it", () => {
  it.each([
    ["", "/srv/bot/data"],
    ["kept", "/srv/bot/kept"],
    ["/var/lib/scipy", "/var/lib/scipy"],
  ])("is a folder, beside .env unless said otherwise: %j", (SCIPY_DATA, dataFolder) => {
    expect(load({ SCIPY_DATA })).toEqual({ ok: true, value: { dataFolder, databaseUrl: null, auditKey: null } });
  });

  it("is no path of the shell", () => {
    expect(faultsOf({ SCIPY_DATA: "~/data" })).toEqual([
      'SCIPY_DATA: expected the path of a folder, absolute or relative to the one that the bot is started in; "~" is not understood here.',
    ]);
  });

  it("may be PostgreSQL, whose address is a secret from the environment or from a file", () => {
    const { folder, write } = newFolder();
    write("url", `${url}\n`);
    for (const loaded of [load({ SCIPY_DATABASE_URL: url }), load({ SCIPY_DATABASE_URL_FILE: "url" }, folder)]) {
      expect(loaded.ok && loaded.value.databaseUrl?.reveal()).toBe(url);
    }
  });

  const expected = "expected the address of a PostgreSQL database: postgres://user:password@host/name";

  it.each([
    ["mysql://a:c4n4ry@b/c", "found another value."],
    ["c4n4ry", "found another value."],
    ["postgres://a:c4n4ry@b/", "found an address without the name of a database."],
  ])("is never another database: %s", (SCIPY_DATABASE_URL, found) => {
    expect(faultsOf({ SCIPY_DATABASE_URL })).toEqual([`SCIPY_DATABASE_URL: ${expected}; ${found}`]);
  });

  it("is never printed where a bare slash in the password makes the rest of it a name", () => {
    const [fault] = faultsOf({ SCIPY_DATABASE_URL: "postgres://bot:12/c4n4ry@db/scipy" });
    expect(fault).toContain('found an "@" in the name of the database. Write a "/" of the password as %2F.');
    expect(fault).not.toContain("c4n4ry");
  });

  it("is said once", () => {
    expect(faultsOf({ SCIPY_DATABASE_URL: url, SCIPY_DATABASE_URL_FILE: "x", SCIPY_DATA: "~" })).toHaveLength(2);
    expect(faultsOf({ SCIPY_DATABASE_URL: url, SCIPY_DATABASE_URL_FILE: "x" })).toEqual([
      "SCIPY_DATABASE_URL_FILE: SCIPY_DATABASE_URL and SCIPY_DATABASE_URL_FILE are both set. Keep one of them.",
    ]);
  });

  it("is not read from a file that others may read, that is not there, or that holds no text", () => {
    const { folder, write } = newFolder();
    write("open", url, 0o644);
    write("odd", new Uint8Array([0xff, 0xfe, 0x00]));
    write("wrong", "c4n4ry");
    expect(faultsOf({ SCIPY_DATABASE_URL_FILE: "open" }, folder)[0]).toContain("chmod 600");
    expect(faultsOf({ SCIPY_DATABASE_URL_FILE: "none" }, folder)[0]).toContain("there is no file");
    expect(faultsOf({ SCIPY_DATABASE_URL_FILE: "odd" }, folder)[0]).toContain("Put the address alone into it.");
    expect(faultsOf({ SCIPY_DATABASE_URL_FILE: "wrong" }, folder)[0]).toContain("found another value");
  });
});
