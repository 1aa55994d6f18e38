import { format, inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { Secret } from "../../src/domain/secret.ts";

const text = "xoxb-a-token-that-nobody-may-read";
const secret = new Secret(text);

describe("a secret", () => {
  it.each<[string, string]>([
    ["as a text", String(secret)],
    ["in a template", `${secret}`],
    ["in JSON", JSON.stringify({ token: secret })],
    ["in the console", inspect({ token: secret }, { depth: 9, showHidden: true })],
    ["in a log line", format("%s %o %j", secret, secret, secret)],
    ["in its keys", JSON.stringify([Object.keys(secret), Object.entries(secret), { ...secret }])],
    ["in an error's message", String(new Error(`no good: ${secret}`, { cause: secret }))],
    ["in a copy", JSON.stringify(structuredClone(secret))],
  ])("is not shown %s", (_, shown) => {
    expect(shown).not.toContain("token-that-nobody");
  });

  it("says that something was left out", () => {
    expect([String(secret), JSON.stringify(secret), inspect(secret)]).toEqual([
      "[redacted]",
      '"[redacted]"',
      "[redacted]",
    ]);
  });

  it("is given to the one call that asks for it", () => {
    expect(secret.reveal()).toBe(text);
  });
});
