import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ruleNames } from "../../../src/domain/alert/rule.ts";
import { silenceMaxMs } from "../../../src/domain/alert/silence.ts";
import { parseCommand } from "../../../src/domain/command/parse-command.ts";
import { reasonMax } from "../../../src/domain/command/parse-silence.ts";
import { knownWords } from "../../support/known-words.ts";

const minute = 60_000;
const hour = 60 * minute;
const noReason = "A silence needs a reason, so that others know: write it at the end.";

describe("the command silence", () => {
  it.each([
    ["silence", { kind: "silence dialog" }],
    ["SILENCE List", { kind: "silence list" }],
    ["silence web-1 2 h deploying", silence({ host: "web-1" }, 2 * hour, "deploying")],
    ["silence WEB-1 Zope 2h deploying 4.2", silence({ host: "web-1", daemon: "zope" }, 2 * hour, "deploying 4.2")],
    ["silence web-2 solr 30 min x", silence({ host: "web-2", daemon: "Solr" }, 30 * minute, "x")],
    ["silence web-1 swap for 90m x", silence({ host: "web-1", rule: "swap" }, 90 * minute, "x")],
    ["silence web-1 zope heap 1 d x", silence({ host: "web-1", daemon: "zope", rule: "heap" }, 24 * hour, "x")],
    ["silence web-1 heap zope 1 d x", silence({ host: "web-1", daemon: "zope", rule: "heap" }, 24 * hour, "x")],
    ["silence all unreachable 1h30m switch", silence({ rule: "unreachable" }, 90 * minute, "switch")],
    ["silence all 7 d moving house", silence({}, silenceMaxMs, "moving house")],
    ["silence web-1 until tomorrow x", silence({ host: "web-1" }, "until tomorrow", "x")],
    ["silence web-1 zope UNTIL next restart x", silence({ host: "web-1", daemon: "zope" }, "until restart", "x")],
  ])("%j is understood", (text, command) => {
    expect(parseCommand(text, knownWords)).toEqual({ ok: true, value: command });
  });

  it.each([
    [
      "silence web-1",
      'How long should all alerts on web-1 be quiet, and why? A length is "30 min", "2 h", "1 d 12 h", "until tomorrow" or "until restart".',
      "/scipy silence web-1 2 h REASON",
    ],
    [
      "silence all swap",
      'How long should the rule swap on all hosts be quiet, and why? A length is "30 min", "2 h", "1 d 12 h", "until tomorrow" or "until restart".',
      "/scipy silence all swap 2 h REASON",
    ],
    ["silence web-1 zope 2 h", noReason, "/scipy silence web-1 zope 2 h REASON"],
    ["silence web-1 zope 2 h REASON", noReason, "/scipy silence web-1 zope 2 h REASON"],
    ["silence web-1 8 d holidays", "A silence lasts at most 7 d.", "/scipy silence web-1 7 d holidays"],
    ["silence web-1 0 h", "A silence lasts at least 1 min.", "/scipy silence web-1 1 min REASON"],
    [
      "silence web-1 until restart deploying",
      "Until whose restart? Name the daemon behind the host.",
      "/scipy silence web-1 zope until restart deploying",
    ],
    ["silence 2 h deploying", "Name the host first, or all for every host.", "/scipy silence web-1 2 h deploying"],
    ["silence swap 2 h x", "Name the host first, or all for every host.", "/scipy silence web-1 swap 2 h x"],
    ["silence zope 2 h x", '"zope" is a daemon on web-1, not a host.', "/scipy silence web-1 zope 2 h x"],
    [
      "silence wbe-1 2 h x",
      'No host "wbe-1" is watched. The hosts are web-1, web-2, db-1.',
      "/scipy silence web-1 2 h x",
    ],
    ["silence mars", 'No host "mars" is watched. The hosts are web-1, web-2, db-1.', null],
    [
      "silence end 17",
      "silence list shows what is silenced, with a button to end each; unsilence ends those of a host.",
      "/scipy silence list",
    ],
    [
      "silence db-1 load 2 h x",
      '"load" is the name of a daemon and of a rule. Choose in the dialog which is meant.',
      "/scipy silence",
    ],
  ])("%j is refused with the completed command", (text, sentence, suggestion) => {
    expect(parseCommand(text, knownWords)).toEqual({ ok: false, error: { sentence, suggestion } });
  });

  it.each([
    ["silence web-1 zpoe 2 h x", "/scipy silence web-1 zope 2 h x"],
    ["silence web-1 sawp", "/scipy silence web-1 swap 2 h REASON"],
    ["silence web-1 deploying the release", "/scipy silence web-1 2 h deploying the release"],
    ["silence web-1 xyzzy 2 h x", null],
    ["silence web-2 zope 2 h x", null],
  ])("%j is never taken for a wider silence than it says: %j is only suggested", (text, suggestion) => {
    expect(parseCommand(text, knownWords)).toMatchObject({ ok: false, error: { suggestion } });
  });

  it("names what there is when a word is not known", () => {
    expect(parseCommand("silence web-1 xyzzy 2 h x", knownWords)).toMatchObject({
      error: {
        sentence: `"xyzzy" is no daemon on web-1, no rule and no length like "2 h". The daemons are zope, solr. The rules are ${ruleNames.join(", ")}.`,
      },
    });
  });

  it("keeps as much of a reason as stands in one line", () => {
    const parsed = parseCommand(`silence web-1 2 h ${"why ".repeat(1000)}`, knownWords);
    const reason = parsed.ok && parsed.value.kind === "silence" ? parsed.value.reason : "";
    expect([...reason]).toHaveLength(reasonMax);
  });

  it("is quiet for no longer than was typed, and for no other host", () => {
    const words = fc.constantFrom("web-1", "web-2", "all", "zope", "swap", "2", "h", "3d", "until", "tomorrow", "x");
    fc.assert(
      fc.property(fc.array(words, { maxLength: 8 }), (typed) => {
        const parsed = parseCommand(`silence ${typed.join(" ")}`, knownWords);
        if (!parsed.ok || parsed.value.kind !== "silence") return;
        const { scope, length } = parsed.value;
        expect(scope.host ?? "all").toBe(typed[0]);
        if (length.kind === "for") expect(length.ms).toBeLessThanOrEqual(silenceMaxMs);
      }),
    );
  });
});

describe("the command unsilence", () => {
  it.each([
    ["unsilence web-1", { host: "web-1", daemon: null, rule: null }],
    ["unsilence all", { host: null, daemon: null, rule: null }],
    ["unsilence Web-1 ZOPE", { host: "web-1", daemon: "zope", rule: null }],
    ["unsilence web-1 swap", { host: "web-1", daemon: null, rule: "swap" }],
  ])("%j names the scope whose silences end", (text, scope) => {
    expect(parseCommand(text, knownWords)).toEqual({ ok: true, value: { kind: "unsilence", scope } });
  });

  it.each([
    ["unsilence", "Which silence is to end? Name its host, or press End in the list.", "/scipy silence list"],
    ["unsilence wbe-1", 'No host "wbe-1" is watched. The hosts are web-1, web-2, db-1.', "/scipy unsilence web-1"],
    [
      "unsilence web-1 zpoe",
      'unsilence takes a host, and a daemon or a rule of it; "zpoe" is neither.',
      "/scipy unsilence web-1 zope",
    ],
    [
      "unsilence web-1 please",
      'unsilence takes a host, and a daemon or a rule of it; "please" is neither.',
      "/scipy unsilence web-1",
    ],
    [
      "unsilence db-1 load",
      '"load" is the name of a daemon and of a rule. Choose in the dialog which is meant.',
      "/scipy silence",
    ],
  ])("%j is refused with what was perhaps meant", (text, sentence, suggestion) => {
    expect(parseCommand(text, knownWords)).toEqual({ ok: false, error: { sentence, suggestion } });
  });
});

function silence(
  scope: { host?: string; daemon?: string; rule?: string },
  length: number | "until tomorrow" | "until restart",
  reason: string,
) {
  return {
    kind: "silence",
    scope: { host: null, daemon: null, rule: null, ...scope },
    length: typeof length === "number" ? { kind: "for", ms: length } : { kind: length },
    reason,
  };
}
