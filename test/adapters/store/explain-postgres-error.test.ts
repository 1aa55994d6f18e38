import { describe, expect, test } from "vitest";
import { explainPostgresError, placeOf } from "../../../src/adapters/store/explain-postgres-error.ts";
import { Secret } from "../../../src/domain/secret.ts";

const url = new Secret("postgres://bot:s3cret%2Fcanary@db.example.org:5432/scipy");

describe("an error of PostgreSQL", () => {
  test.each([
    [{ code: "53100", message: "could not extend file" }, "full"],
    [{ code: "25006", message: "cannot execute INSERT in a read-only transaction" }, "read only"],
    [{ code: "42501", message: "permission denied for table states" }, "read only"],
    [{ code: "55P03", message: "canceling statement due to lock timeout" }, "locked"],
    [{ code: "57014", message: "canceling statement due to statement timeout" }, "locked"],
    [{ code: "XX001", message: "invalid page in block 3" }, "corrupt"],
    [{ code: "57P01", message: "terminating connection due to administrator command" }, "unreachable"],
    [{ code: "53300", message: "too many clients" }, "unreachable"],
    [{ code: "28P01", message: "password authentication failed" }, "unreachable"],
    [{ code: "ECONNREFUSED", message: "connect ECONNREFUSED 10.0.0.1:5432" }, "unreachable"],
    [new Error("Query read timeout"), "unreachable"],
    [new Error("Connection terminated unexpectedly"), "unreachable"],
    [new Error("timeout exceeded when trying to connect"), "unreachable"],
    [{ code: "42P01", message: "relation does not exist" }, "fault"],
    [new Error("something else"), "fault"],
    [null, "fault"],
  ])("%o is told as its reason, with the place", (error, reason) => {
    const failure = explainPostgresError(error, url);
    expect(failure.reason).toBe(reason);
    expect(failure.detail).toContain("db.example.org:5432/scipy");
  });

  test.each([`for ${url.reveal()}`, "for s3cret/canary", "for s3cret%2Fcanary"])(
    "that says %s tells no secret",
    (said) => {
      expect(explainPostgresError(new Error(said), url).detail).not.toMatch(/s3cret/);
    },
  );

  test("the place of an address that cannot be read is not the address", () => {
    expect(placeOf(new Secret("s3cret canary"))).toBe("an address that cannot be read");
  });
});

describe("what is said of an error of PostgreSQL", () => {
  test.each([
    ["postgres://bot:c4n4ry@db/scipy", "c4n4ry"],
    ["postgres://bot:c4n4ry%21@db/scipy", "c4n4ry!"],
    ["postgres://bot:50%c4n4ry@db/scipy", "50%c4n4ry"],
    ["postgres://bot@db/scipy?password=c4n4ry", "c4n4ry"],
    ["postgres://bot@db/scipy?password=c4n4ry%21", "c4n4ry!"],
  ])("holds no password, and no password is too odd for it: %s", (url, password) => {
    const error = new Error(`cannot sign in to ${url} with ${password}`);
    const { detail } = explainPostgresError(error, new Secret(url));
    expect(detail).toMatch(/^PostgreSQL at db\/scipy: cannot sign in to \[redacted\] with \[redacted\]\. /);
  });
});
