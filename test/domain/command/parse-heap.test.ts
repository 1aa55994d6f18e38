import { describe, expect, it } from "vitest";
import { parseCommand } from "../../../src/domain/command/parse-command.ts";
import { knownWords } from "../../support/known-words.ts";

const parse = (text: string) => parseCommand(text, knownWords);

describe("heap [daemon]", () => {
  it.each([
    ["heap zope", ["web-1/zope"]],
    ["HEAP Web-1/ZOPE", ["web-1/zope"]],
    ["heap web-1 zope", ["web-1/zope"]],
    ["heap solr", ["web-1/solr", "web-2/Solr"]],
    ["heap web-1", ["web-1/zope", "web-1/solr"]],
    ["heap", ["web-1/zope", "web-1/solr", "web-2/Solr", "db-1/load"]],
  ])("%s is of %j", (text, daemons) => {
    const parsed = parse(text);
    const chosen = parsed.ok && parsed.value.kind === "heap" ? parsed.value.daemons : [];
    expect(chosen.map(({ host, name }) => `${host}/${name}`)).toEqual(daemons);
  });

  it.each([
    ["heap zoep", '"zoep"', "/scipy heap zope"],
    ["heap web-1/slor", '"web-1/slor"', "/scipy heap web-1/solr"],
    ["heap postgres", '"postgres"', null],
  ])("%s names what is known, and suggests what is near", (text, quoted, suggestion) => {
    expect(parse(text)).toEqual({
      ok: false,
      error: {
        sentence: `No daemon ${quoted} is watched. The daemons are web-1/zope, web-1/solr, web-2/Solr, db-1/load.`,
        suggestion,
      },
    });
  });

  it("says so where no daemon is watched", () => {
    const parsed = parseCommand("heap zope", { ...knownWords, daemons: [] });
    expect(parsed).toMatchObject({ ok: false, error: { sentence: 'No daemon "zope" is watched. There is none yet.' } });
  });
});

describe("heap --track-record [daemon]", () => {
  it.each([
    ["heap --track-record", ["web-1/zope", "web-1/solr", "web-2/Solr", "db-1/load"]],
    ["heap --track-record zope", ["web-1/zope"]],
    ["heap web-1 zope --Track-Record", ["web-1/zope"]],
    ["HEAP \u2014track-record web-1", ["web-1/zope", "web-1/solr"]],
    ["heap --track-record zope --track-record", ["web-1/zope"]],
  ])("%j asks how forecasts held", (text, names) => {
    const parsed = parseCommand(text, knownWords);
    const chosen = parsed.ok && parsed.value.kind === "track record" ? parsed.value.daemons : [];
    expect(chosen.map(({ host, name }) => `${host}/${name}`)).toEqual(names);
  });

  it.each([
    ["heap --trackrecord zope", "heap has one option, --track-record; found", "/scipy heap --track-record zope"],
    ["heap zope --json", "heap has one option", "/scipy heap --track-record zope"],
    ["heap track-record", "two dashes: --track-record", "/scipy heap --track-record"],
    ["heap track record zope", "two dashes", "/scipy heap --track-record zope"],
    ["heap trackrecord web-1", "two dashes", "/scipy heap --track-record web-1"],
    ["heap --track-record zoep", 'No daemon "zoep"', "/scipy heap --track-record zope"],
    ["heap --track-record postgres", 'No daemon "postgres"', null],
  ])("%j is no guess", (text, sentence, suggestion) => {
    expect(parseCommand(text, knownWords)).toMatchObject({
      ok: false,
      error: { sentence: expect.stringContaining(sentence), suggestion },
    });
  });

  it("suggests no more than a line of what was typed", () => {
    const parsed = parseCommand(`heap --track ${"x".repeat(5000)}`, knownWords);
    expect(!parsed.ok && parsed.error.suggestion?.length).toBeLessThanOrEqual(200);
  });
});
