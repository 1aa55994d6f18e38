import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskSecrets } from "../../../src/domain/restart/mask-secrets.ts";

const secret = "Tr0ub4dor-3x";

describe("what a command printed", () => {
  it.each([
    ["a password of a setting", `DB_PASSWORD=${secret}`, "DB_PASSWORD=[masked]"],
    ["a quoted one with spaces", `password: "two ${secret} words", port: 8080`, "password: [masked], port: 8080"],
    ["one whose quote was cut off", `passwd='${secret}`, "passwd=[masked]"],
    ["one in JSON", `{"api_key": "${secret}", "n": 1}`, '{"api_key": [masked], "n": 1}'],
    ["one of an address", `postgres://scipy:${secret}@db:5432/x`, "postgres://scipy:[masked]@db:5432/x"],
    ["one with a slash in it", `amqp://me:a/${secret}@mq`, "amqp://me:[masked]@mq"],
    ["a header", `Authorization: Basic ${secret}`, "Authorization: [masked]"],
    ["a bearer", `sent Bearer ${secret}.x-y_z to it`, "sent Bearer [masked] to it"],
    ["a word of a command line", `run --db-password ${secret} --port 80`, "run --db-password [masked] --port 80"],
    ["a token of Slack", "as xoxb-12-34-abcDEF now", "as [masked] now"],
    ["a token of GitHub", `with ghp_${"a1".repeat(18)}.`, "with [masked]."],
    ["a key of AWS", "AKIAIOSFODNN7EXAMPLE failed", "[masked] failed"],
    ["a JSON Web Token", "eyJhbGciOiJI.eyJzdWIiOiIx.abc-_ bad", "[masked] bad"],
    [
      "a private key",
      "read\n-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNz\n-----END OPENSSH PRIVATE KEY-----\ndone",
      "read\n[masked]\ndone",
    ],
    ["a private key without its end", "-----BEGIN PRIVATE KEY-----\nb3Blb\nnNz", "[masked]"],
    ["a private key without its beginning", "b3Blb\nnNz=\n-----END PRIVATE KEY-----\ndone", "[masked]\ndone"],
  ])("is kept without %s", (_, text, masked) => {
    expect(maskSecrets(text)).toBe(masked);
  });

  it.each([
    "zope.service: restarted in 3.1 s, pid 4711",
    "http://127.0.0.1:8080/manage?x=1 answers 200",
    "tests pass: 5; tokens are counted by bob@example.org",
  ])("stays as it is where nothing is secret: %s", (text) => {
    expect(maskSecrets(text)).toBe(text);
  });

  it("never shows the password of a setting, whatever stands around it", () => {
    const around = fc.string({ maxLength: 60, unit: "grapheme" });
    fc.assert(
      fc.property(around, around, (before, after) => {
        expect(maskSecrets(`${before}\nSECRET=${secret}\n${after}`)).not.toContain(secret);
      }),
    );
  });
});
