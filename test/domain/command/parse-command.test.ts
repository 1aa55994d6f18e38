import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { UsageError } from "../../../src/domain/command/command.ts";
import { parseCommand } from "../../../src/domain/command/parse-command.ts";
import { listedHostsMax, quotedMax } from "../../../src/domain/command/usage-phrases.ts";

const known = {
  hosts: ["web-1", "web-2", "Scipy", "scipy"],
  daemons: [
    { name: "zope", host: "web-2" },
    { name: "solr", host: "web-1" },
    { name: "Solr", host: "scipy" },
  ],
  commandName: "/scipy",
};

describe("a command", () => {
  it.each([
    ["", { kind: "help" }],
    ["  \t ", { kind: "help" }],
    ["help", { kind: "help" }],
    ["doctor", { kind: "doctor" }],
    ["Doctor please", { kind: "doctor" }],
    ["HELP me please", { kind: "help" }],
    ["status", { kind: "status", host: null }],
    ["  Status  ", { kind: "status", host: null }],
    ["status web-1", { kind: "status", host: "web-1" }],
    ["status WEB-2", { kind: "status", host: "web-2" }],
    ["why\tweb-1\n", { kind: "why", host: "web-1" }],
    ["WHY", { kind: "why", host: null }],
    ["status scipy", { kind: "status", host: "scipy" }],
    ["status SCIPY", { kind: "status", host: "Scipy" }],
  ])("%j is understood, whatever its case and spaces", (text, command) => {
    expect(parseCommand(text, known)).toEqual({ ok: true, value: command });
  });

  it.each([
    ["stauts", 'There is no command "stauts".', "/scipy status"],
    ["stat web-1", 'There is no command "stat".', "/scipy status"],
    ["hwy", 'There is no command "hwy".', "/scipy why"],
    ["status web-3", 'No host "web-3" is watched. The hosts are web-1, web-2, Scipy, scipy.', "/scipy status web-1"],
    ["why sipcy", 'No host "sipcy" is watched. The hosts are web-1, web-2, Scipy, scipy.', "/scipy why Scipy"],
    ["status mars", 'No host "mars" is watched. The hosts are web-1, web-2, Scipy, scipy.', null],
    [
      "status web-1 web-2",
      'status takes one host or none, and "web-1 web-2" is more than one word.',
      "/scipy status web-1",
    ],
    ["alrets", 'There is no command "alrets".', "/scipy alerts"],
    ["why mars now", 'why takes one host or none, and "mars now" is more than one word.', null],
    ["why ZOPE", '"ZOPE" is a daemon on web-2, not a host.', "/scipy why web-2"],
    ["status solr", '"solr" is a daemon on web-1, scipy, not a host.', "/scipy status web-1"],
    ["zope", '"zope" is a daemon on web-2, not a host.', "/scipy why web-2"],
    ["web-1", '"web-1" is a host, not a command.', "/scipy status web-1"],
    ["wbe-1", 'There is no command "wbe-1".', "/scipy status web-1"],
    ["xyzzy", 'There is no command "xyzzy". /scipy help lists all that there are.', null],
    ["docter", 'There is no command "docter".', "/scipy doctor"],
    ["restrat zope", 'There is no command "restrat".', "/scipy restart"],
    ["aproovals", 'There is no command "aproovals".', "/scipy approvals"],
  ])("%j is refused with what was perhaps meant, and never carried out", (text, sentence, suggestion) => {
    expect(parseCommand(text, known)).toEqual({ ok: false, error: { sentence, suggestion } });
  });

  it("suggests with the command's own name", () => {
    const { suggestion } = errorOf("statsu", { hosts: [], daemons: [], commandName: "/ops" });
    expect(suggestion).toBe("/ops status");
  });

  it("names the only host, and admits that there is none", () => {
    expect(errorOf("status x", { ...known, hosts: ["local"] }).sentence).toContain("The host is local.");
    expect(errorOf("status x", { ...known, hosts: [] }).sentence).toContain("No host is configured.");
  });

  it("lists only so many hosts and counts the rest", () => {
    const hosts = Array.from({ length: listedHostsMax + 2 }, (_, index) => `machine-${index}`);
    expect(errorOf("status x", { ...known, hosts }).sentence).toMatch(/machine-9 and 2 more\.$/);
  });

  it("quotes no more of a long text than tells it apart", () => {
    const { sentence } = errorOf("x".repeat(100_000));
    expect(sentence).toContain(`"${"x".repeat(quotedMax - 1)}…"`);
    expect(sentence.length).toBeLessThan(200);
  });

  it("quotes no character that would not show or would turn the line", () => {
    expect(errorOf("a\u202Eb\u0007c\u200Bd").sentence).toContain('"abcd"');
  });

  it("is understood or refused in a short sentence, whatever is typed", () => {
    const words = ["status", "why", "alerts", "test", "swap", "silence", "web-1", "zope", "2", "h", "until", "restart"];
    const texts = fc.array(fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...words)));
    fc.assert(
      fc.property(texts, (typed) => {
        const parsed = parseCommand(typed.join(" "), known);
        if (parsed.ok) return;
        expect(parsed.error.sentence).toMatch(/\.$/);
        expect(parsed.error.sentence).not.toMatch(/[\p{Cc}\p{Cf}]|undefined|null/u);
        expect(parsed.error.sentence.length).toBeLessThan(350);
      }),
    );
  });

  it("names a host only if it is watched", () => {
    fc.assert(
      fc.property(fc.constantFrom("status", "why"), fc.string(), (word, name) => {
        const parsed = parseCommand(`${word} ${name}`, known);
        const host = parsed.ok && "host" in parsed.value ? parsed.value.host : null;
        expect([...known.hosts, null]).toContain(host);
      }),
    );
  });
});

function errorOf(text: string, words = known): UsageError {
  const parsed = parseCommand(text, words);
  if (parsed.ok) throw new Error(`${text} was understood`);
  return parsed.error;
}
