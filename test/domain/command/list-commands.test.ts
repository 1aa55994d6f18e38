import { describe, expect, it } from "vitest";
import { listCommands } from "../../../src/domain/command/list-commands.ts";
import { parseCommand } from "../../../src/domain/command/parse-command.ts";
import { allRights, knownWords, noRights } from "../../support/known-words.ts";

describe("the list of commands", () => {
  it.each(listCommands(knownWords, allRights))("shows $words as it can be typed", ({ words }) => {
    expect(parseCommand(words, knownWords)).toMatchObject({ ok: true });
  });

  it("has one example of each command for somebody who may do everything", () => {
    expect(kindsOf(allRights)).toEqual([
      "status",
      "why",
      "heap",
      "track record",
      "deploy",
      "plan",
      "capacity",
      "alerts",
      "alerts noise",
      "alerts test",
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
      "doctor",
      "help",
    ]);
  });

  it.each([
    ["a guest", noRights, ["dry-run", "approvals"]],
    [
      "a member without rights",
      { ...noRights, whyNot: null, asks: allRights.asks },
      ["restart", "dry-run", "approvals", "lock"],
    ],
    [
      "somebody who has locked a host",
      { ...noRights, whyNot: null, unlocks: true },
      ["dry-run", "approvals", "lock", "unlock"],
    ],
    [
      "the only reviewer, whom nobody can approve",
      { ...allRights, asks: [], breaksGlass: false },
      ["dry-run", "standing", "approvals", "lock", "unlock"],
    ],
  ])("shows %s only what that person may do about restarts", (_, rights, expected) => {
    const all = ["restart", "dry-run", "break-glass", "standing", "approvals", "lock", "unlock"];
    expect(kindsOf(rights).filter((kind) => all.includes(kind ?? ""))).toEqual(expected);
    expect(kindsOf(rights).includes("doctor")).toBe(rights.whyNot === null);
  });

  it("names the host of a daemon that several have", () => {
    const words = listCommands(knownWords, { ...allRights, asks: [{ host: "web-2", daemon: "Solr" }] }).map(
      (one) => one.words,
    );
    expect(words).toContain("restart web-2/Solr");
  });

  it("has no example of a host where none is watched, and of no daemon where the host has none", () => {
    const words = (hosts: string[]) => listCommands({ hosts, daemons: [] }, noRights).map((one) => one.words);
    expect(words([])).not.toContainEqual(expect.stringContaining("undefined"));
    expect(words(["web-1"])).toContain("silence web-1 2 h deploying");
  });
});

function kindsOf(rights: typeof allRights) {
  return listCommands(knownWords, rights).map(({ words }) => {
    const parsed = parseCommand(words, knownWords);
    return parsed.ok ? parsed.value.kind : null;
  });
}
