import { describe, expect, it } from "vitest";
import { parseCommand } from "../../../src/domain/command/parse-command.ts";
import { knownWords } from "../../support/known-words.ts";

const parse = (text: string) => parseCommand(text, knownWords);
const zope = { kind: "deploy", host: "web-1", daemon: "zope" };

describe("a command about deploys", () => {
  it.each([
    ["deploy zope", { ...zope, act: "mark", note: null }],
    ["DEPLOY Zope release 4.2", { ...zope, act: "mark", note: "release 4.2" }],
    ["deploy web-1 zope 4.2-rc1", { ...zope, act: "mark", note: "4.2-rc1" }],
    ["deploy web-2/solr undo of 9.1", { ...zope, host: "web-2", daemon: "Solr", act: "mark", note: "undo of 9.1" }],
    ["deploy zope --undo", { ...zope, act: "undo" }],
    ["deploy zope \u2014Undo", { ...zope, act: "undo" }],
    [`deploy zope ${"r".repeat(500)}`, { ...zope, act: "mark", note: `${"r".repeat(99)}\u2026` }],
  ])("%j is understood", (text, command) => {
    expect(parse(text)).toEqual({ ok: true, value: command });
  });

  it.each([
    ["deploy", "/scipy deploy web-1/zope"],
    ["deploy --undo", "/scipy deploy web-1/zope --undo"],
    ["deploy zoep", "/scipy deploy web-1/zope"],
    ["deploy zoep release 4.2", "/scipy deploy web-1/zope release 4.2"],
    ["deploy zoep --undo", "/scipy deploy web-1/zope --undo"],
    ["deploy solr 9.1", "/scipy deploy web-1/solr 9.1"],
    ["deploy web-1", null],
    ["deploy zope --udno", "/scipy deploy web-1/zope --undo"],
    ["deploy zope --undo 4.2", "/scipy deploy web-1/zope --undo"],
    ["deply zope", "/scipy deploy"],
  ])("%j marks nothing", (text, suggestion) => {
    const parsed = parse(text);
    expect(parsed.ok).toBe(false);
    if (!parsed.ok) expect(parsed.error.suggestion).toBe(suggestion);
  });
});
