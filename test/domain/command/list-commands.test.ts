import { describe, expect, it } from "vitest";
import { listCommands } from "../../../src/domain/command/list-commands.ts";
import { parseCommand } from "../../../src/domain/command/parse-command.ts";
import { knownWords } from "../../support/known-words.ts";

describe("the list of commands", () => {
  it.each(listCommands(knownWords))("shows $words as it can be typed", ({ words }) => {
    expect(parseCommand(words, knownWords)).toMatchObject({ ok: true });
  });

  it("has an example of each command", () => {
    const kinds = listCommands(knownWords).map(({ words }) => {
      const parsed = parseCommand(words, knownWords);
      return parsed.ok ? parsed.value.kind : null;
    });
    expect([...new Set(kinds)]).toEqual([
      "status",
      "why",
      "heap",
      "deploy",
      "plan",
      "capacity",
      "alerts",
      "alerts noise",
      "alerts test",
      "silence dialog",
      "silence",
      "silence list",
      "unsilence",
      "report",
      "restart",
      "dry-run",
      "break-glass",
      "standing",
      "approvals",
      "lock",
      "unlock",
      "audit",
      "help",
    ]);
  });

  it("has no example of a host where none is watched, and of no daemon where the host has none", () => {
    const words = (hosts: string[]) => listCommands({ hosts, daemons: [] }).map((one) => one.words);
    expect(words([])).not.toContainEqual(expect.stringContaining("undefined"));
    expect(words(["web-1"])).toContain("silence web-1 2 h deploying");
  });
});
