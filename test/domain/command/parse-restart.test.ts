import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCommand } from "../../../src/domain/command/parse-command.ts";
import { knownWords } from "../../support/known-words.ts";

const parse = (text: string) => parseCommand(text, knownWords);
const zope = { host: "web-1", daemon: "zope" };

describe("a command about restarts", () => {
  it.each([
    ["restart zope", { kind: "restart", ...zope, timing: "now", reason: "" }],
    ["RESTART Zope pages are slow", { kind: "restart", ...zope, timing: "now", reason: "pages are slow" }],
    ["restart web-1/zope pages", { kind: "restart", ...zope, timing: "now", reason: "pages" }],
    ["restart zope --quiet pages are slow", { kind: "restart", ...zope, timing: "window", reason: "pages are slow" }],
    ["restart web-2/solr", { kind: "restart", host: "web-2", daemon: "Solr", timing: "now", reason: "" }],
    ["dry-run zope", { kind: "dry-run", ...zope }],
    ["approvals", { kind: "approvals" }],
    ["lock web-1 backup is running", { kind: "lock", host: "web-1", reason: "backup is running" }],
    ["lock all moving house", { kind: "lock", host: null, reason: "moving house" }],
    ["unlock WEB-1", { kind: "unlock", host: "web-1" }],
    ["unlock all", { kind: "unlock", host: null }],
    ["break-glass zope the site is down", { kind: "break-glass", ...zope, reason: "the site is down" }],
    ["standing", { kind: "approvals" }],
    ["standing zope 14 d", { kind: "standing", ...zope, days: 14 }],
    ["standing zope 14d", { kind: "standing", ...zope, days: 14 }],
    ["standing zope 7 days", { kind: "standing", ...zope, days: 7 }],
    ["standing zope OFF", { kind: "standing", ...zope, days: null }],
    ["audit", { kind: "audit", number: null }],
    ["audit 18", { kind: "audit", number: 18 }],
    ["audit #18", { kind: "audit", number: 18 }],
  ])("%j is understood", (text, command) => {
    expect(parse(text)).toEqual({ ok: true, value: command });
  });

  it.each([
    ["restart", null],
    ["restart zoep", "/scipy restart web-1/zope"],
    ["restart zoep pages are slow", "/scipy restart web-1/zope pages are slow"],
    ["restart solr", "/scipy restart web-1/solr"],
    ["restart web-1", null],
    ["restart mars/zope", null],
    ["dry-run zope now", "/scipy dry-run web-1/zope"],
    ["dry-run zpoe", "/scipy dry-run web-1/zope"],
    ["lock", "/scipy lock web-1 backup is running"],
    ["lock web-1", "/scipy lock web-1 backup is running"],
    ["lock wbe-1 backup", "/scipy lock web-1 backup"],
    ["unlock", "/scipy unlock web-1"],
    ["unlock wbe-1", "/scipy unlock web-1"],
    ["break-glass zope", "/scipy break-glass web-1/zope nobody answers and the site is down"],
    ["break-glass zoep it is down", "/scipy break-glass web-1/zope it is down"],
    ["brake-glass zope it is down", "/scipy break-glass"],
    ["standing zope", "/scipy standing web-1/zope 14 d"],
    ["standing zope for ever", "/scipy standing web-1/zope 14 d"],
    ["standing zoep 14 d", "/scipy standing web-1/zope"],
    ["audit zope", "/scipy audit"],
    ["audit 18 19", "/scipy audit"],
  ])("%j is never carried out on a guess", (text, suggestion) => {
    const parsed = parse(text);
    expect(parsed.ok).toBe(false);
    if (parsed.ok) return;
    expect(parsed.error.sentence).toMatch(/\.$/);
    if (suggestion !== null) expect(parsed.error.suggestion).toBe(suggestion);
  });

  it("restarts nothing that was not named in full, whatever is typed", () => {
    const names = knownWords.daemons.flatMap(({ name, host }) => [name.toLowerCase(), `${host}/${name}`.toLowerCase()]);
    fc.assert(
      fc.property(
        fc.constantFrom("restart", "dry-run"),
        fc.string({ maxLength: 12 }),
        fc.string(),
        (word, typed, rest) => {
          const parsed = parse(`${word} ${typed} ${rest}`);
          if (!parsed.ok) return;
          const first = `${typed} ${rest}`.trim().split(/\s+/)[0] ?? "";
          expect(names).toContain(first.toLowerCase());
        },
      ),
      { numRuns: 2000 },
    );
  });
});
