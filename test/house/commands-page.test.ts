import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ruleNames } from "../../src/domain/alert/rule.ts";
import { listCommands } from "../../src/domain/command/list-commands.ts";
import { parseCommand } from "../../src/domain/command/parse-command.ts";
import { allRights, knownWords } from "../support/known-words.ts";

const page = readFileSync(new URL("../../docs/commands.md", import.meta.url), "utf8");
const table = page.split("\n").filter((line) => line.startsWith("| `/scipy"));

describe("the page of commands", () => {
  it("shows in its table only what the bot understands", () => {
    const shown = table.flatMap((line) => [...line.matchAll(/`\/scipy ?([^`]*)`/g)].map(([, words]) => words ?? ""));
    const refused = shown.filter((words) => !parseCommand(words, knownWords).ok);
    expect(shown.length).toBeGreaterThan(12);
    expect(refused).toEqual([]);
  });

  it("has every command that help lists", () => {
    const first = listCommands(knownWords, allRights).map(({ words }) => words.split(" ").slice(0, 2).join(" "));
    const missing = first.filter((words) => !table.some((line) => line.includes(`/scipy ${words}`)));
    expect(missing).toEqual([]);
  });

  it("names every rule", () => {
    expect(ruleNames.filter((rule) => !page.includes(`\`${rule}\``))).toEqual([]);
  });

  it("quotes the answer to a silence without a reason as it is", () => {
    const parsed = parseCommand("silence web-1 zope 2 h", knownWords);
    const said = parsed.ok ? "" : `${parsed.error.sentence} Did you mean ${parsed.error.suggestion}?`;
    expect(page.replace(/\s+/g, " ")).toContain(said);
  });
});
