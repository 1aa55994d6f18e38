import { describe, expect, it } from "vitest";
import { configText, faultsOf, parse } from "./config-texts.ts";

describe("a text that is no YAML", () => {
  it.each([
    ["a tab", configText({ host: "\n\tport: 22" }), "8:1 : a tab indents this line. Indent with spaces."],
    [
      "a line indented too far",
      'channel: "#a"\n command: /x\n',
      "2:1 : the indentation does not fit. Indent with two spaces a level, and let the keys of one mapping start in one column.",
    ],
    ["a quote that is never closed", "channel: '#a\nhosts: 1\n", "1:10 : the quote that opens here is never closed."],
    [
      "a bracket that is never closed",
      configText({ daemon: "ports: [80\n" }),
      '13:1 : a "[" or "{" above is not closed, or what it holds is not indented. Close it, or indent this line further.',
    ],
    [
      "a backslash in double quotes",
      configText({ find: 'command: "\\d"' }),
      "10:27 : a backslash in double quotes starts an escape, and this one is unknown. Use single quotes instead: '\\d+'.",
    ],
    [
      "an alias without anchor",
      configText({ find: "command: *py" }),
      '10:26 hosts[0].daemons[0].find.command: a value that starts with "*" is an alias, and there is no anchor &py above. Put it in quotes if it is meant as text.',
    ],
    [
      "a tag",
      configText({ host: "address: !web" }),
      '7:14 : a value that starts with "!" is a tag, and tags are not used here. Put the value in quotes if it is meant as text.',
    ],
    [
      "a reserved character",
      configText({ host: "address: @web" }),
      "7:14 : a value cannot start with this character. Put the value in quotes if it is meant as text.",
    ],
    [
      "two documents",
      `${configText()}---\na: 1\n`,
      '12:1 : a second document starts here ("---"). Keep one document in the file.',
    ],
    [
      "an old version of YAML",
      `%YAML 1.1\n---\n${configText()}`,
      "1:1 : this file is read as YAML 1.2. Delete the line %YAML.",
    ],
  ])("has its first fault at the slip: %s", (_, text, fault) => {
    expect(faultsOf(text)[0]).toBe(fault);
  });

  it("has its other faults listed too, but not what follows from the slip", () => {
    const text = "channel: #ops\nhosts:\n  - name: a\n    adress: b\n     port: 3\n    user: x\ninterval: 15\n";
    expect(faultsOf(text).map((fault) => fault.split(":", 1)[0])).toEqual(["1", "4", "7"]);
  });

  it.each([
    ["", "nothing"],
    ["# only a comment\n", "nothing"],
    ["- a\n- b\n", "a list"],
    ["hello", "a single value"],
  ])("of another shape is refused as a whole: %j", (text, found) => {
    expect(faultsOf(text)).toEqual([
      expect.stringMatching(
        new RegExp(
          `^\\d:1 : expected a mapping with channel and hosts; found ${found}\\. Start from scipy\\.example\\.yml\\.$`,
        ),
      ),
    ]);
  });
});

describe("a key that stands twice", () => {
  it("is named at its second place with the line of the first, and the rest is still checked", () => {
    const text = 'channel: "#a"\nchannel: "#b"\nhosts:\n  - name: a\n    connect: local\n    name: b\n    adress: x\n';
    expect(faultsOf(text)).toEqual([
      "2:1 channel: this key stands twice in its mapping, first on line 1. Keep one of them.",
      "6:5 hosts[0].name: this key stands twice in its mapping, first on line 4. Keep one of them.",
      '7:5 hosts[0].adress: unknown key. Did you mean "address"?',
    ]);
  });
});

describe("YAML's traps", () => {
  it("of an old version are none: yes is a text and 0600 is six hundred", () => {
    const parsed = parse(configText({ host: "address: yes\n    port: 0600" }));
    expect(parsed.ok && parsed.value.hosts[0]?.reach).toMatchObject({ address: "yes", port: 600 });
  });

  it("of merging and of keys that are no words are named", () => {
    const text = `${configText()}<<: { a: 1 }\n? [x]\n: 1\n__proto__: 2\n1: 2\n`;
    expect(faultsOf(text).map((fault) => fault.split(":").slice(0, 2).join(":"))).toEqual([
      "12:1 <<",
      "13:3 ",
      "15:1 __proto__",
      "16:1 1",
    ]);
  });

  it("of aliases are taken, and a fault in what they repeat is told once", () => {
    const daemons = "daemons: &all [{ name: a, find: { unit: a }, port: 1 }]";
    const text = `channel: "#a"\ndefaults: { user: u, key: /k }\nhosts:\n  - name: a\n    ${daemons}\n  - name: b\n    daemons: *all\n`;
    expect(faultsOf(text)).toEqual(['5:50 hosts[0].daemons[0].port: unknown key. Did you mean "ports"?']);
  });
});

describe("a hostile file", () => {
  const levels = "bcdefghij";
  const bomb = [...levels].map((level, index) => `${level}: &${level} [${`*${"abcdefghij"[index]},`.repeat(10)}]`);
  const limit = "nested too deeply";

  it.each([
    ["aliases that multiply", `a: &a [1]\n${bomb.join("\n")}`, limit],
    ["an alias that holds itself", "hosts: &h\n  - *h\n", limit],
    ["brackets without end", "[".repeat(50_000), limit],
    ["keys in keys without end", "? ".repeat(50_000), limit],
    ["very many keys", Array.from({ length: 5000 }, (_, index) => `k${index}: 1`).join("\n"), "unknown key"],
    ["one key very often", "a: 1\n".repeat(5000), "stands twice"],
  ])("is refused in bounded time and memory: %s", (_, text, sentence) => {
    expect(faultsOf(text).some((fault) => fault.includes(sentence))).toBe(true);
  });
});
