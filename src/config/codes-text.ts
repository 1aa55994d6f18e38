import { fail, type Result, succeed } from "../domain/result.ts";
import { Secret } from "../domain/secret.ts";
import type { FileProblem } from "./judge-file.ts";

/** RFC 4226, section 4: a shared secret has at least 128 bits, which are 26 characters in base32. */
const secretMin = 26;
const expected = "a line for each person: a member id, a space, and a secret in base32 of at least 26 characters";

/** Secrets of one-time codes by member id; the error names the line and never holds any of it. */
export function parseCodes(text: string): Result<ReadonlyMap<string, Secret>, Omit<FileProblem, "found">> {
  const codes = new Map<string, Secret>();
  for (const [index, line] of text.split("\n").entries()) {
    const words = line.trim();
    if (words === "" || words.startsWith("#")) continue;
    const [, user, secret] = /^([UW][A-Z0-9]{2,20})\s+([A-Za-z2-7]+=*)$/.exec(words) ?? [];
    const wrong = (what: string) => fail({ expected, sentence: `line ${index + 1}: ${what}. Expected ${expected}.` });
    if (user === undefined || secret === undefined) return wrong("this is no member id with a secret");
    if (secret.replace(/=+$/, "").length < secretMin) return wrong("this secret is too short to be one");
    if (codes.has(user)) return wrong("this member has a secret already");
    codes.set(user, new Secret(secret.toUpperCase()));
  }
  return succeed(codes);
}
