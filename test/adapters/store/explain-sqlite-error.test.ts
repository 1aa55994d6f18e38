import { describe, expect, test } from "vitest";
import { explainSqliteError } from "../../../src/adapters/store/explain-sqlite-error.ts";
import { isOlder } from "../../../src/adapters/store/open-sqlite-file.ts";

const files = { folder: "/data", database: "/data/scipy.db", lock: "/data/scipy.lock", ballast: "/data/scipy.ballast" };

describe("an error of SQLite", () => {
  test.each([
    [{ sqliteCode: 5, message: "x" }, "locked"],
    [{ sqliteCode: 517, message: "x" }, "locked"],
    [{ sqliteCode: 13, message: "x" }, "full"],
    [{ sqliteCode: 1032, message: "x" }, "read only"],
    [{ sqliteCode: 14, message: "x" }, "read only"],
    [{ sqliteCode: 267, message: "x" }, "corrupt"],
    [{ sqliteCode: 26, message: "x" }, "corrupt"],
    [new Error("database disk image is malformed"), "corrupt"],
    [new Error("database or disk is full"), "full"],
    [new Error("no such table: x"), "fault"],
    ["thrown by somebody", "fault"],
    [null, "fault"],
  ])("%o is told as its reason, with the place", (error, reason) => {
    const failure = explainSqliteError(error, files, () => true);
    expect(failure.reason).toBe(reason);
    expect(failure.detail).toContain("/data");
  });

  test("an error of the disk is told as read only where the file may not be written any more, else as a failing disk", () => {
    const error = { sqliteCode: 778, message: "disk I/O error" };
    expect(explainSqliteError(error, files, () => false).reason).toBe("read only");
    expect(explainSqliteError(error, files, () => true)).toMatchObject({
      reason: "fault",
      detail: expect.stringContaining("dmesg"),
    });
  });
});

test.each([
  ["3.51.3", "3.51.3", false],
  ["3.51.2", "3.51.3", true],
  ["3.9.9", "3.51.3", true],
  ["3.53.0", "3.51.3", false],
  ["4.0", "3.51.3", false],
])("SQLite %s is older than %s: %s", (version, than, expected) => {
  expect(isOlder(version, than)).toBe(expected);
});
