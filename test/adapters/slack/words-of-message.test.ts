import { describe, expect, it } from "vitest";
import { wordsOfMessage } from "../../../src/adapters/slack/words-of-message.ts";

const reader = { botUserId: "U0BOT", commandName: "/scipy" };

describe("the words of a message", () => {
  it.each([
    ["<@U0BOT> status web-1", "status web-1"],
    ["<@U0BOT|scipy-bot>: status", "status"],
    ["<@U0BOT>, why", "why"],
    ["status <@U0BOT>", "status"],
    ["<@U0BOT>", ""],
    ["  help  ", "help"],
    ["status <http://web-1.example.com|web-1.example.com>", "status web-1.example.com"],
    ["status <https://web-1.example.com>", "status https://web-1.example.com"],
    ["report web-1 5 &lt; 6 &amp; it hangs", "report web-1 5 < 6 & it hangs"],
    ["report &amp;lt;", "report &lt;"],
    [
      "report ask <@U01ALICE> or <@U02BOB|bob> in <#C01OPS|ops>, <!here>",
      "report ask @U01ALICE or @bob in #ops, @here",
    ],
    ["report <!subteam^S01|@ops> and <mailto:a@example.com|a@example.com>", "report @ops and a@example.com"],
    ["`status web-1`", "status web-1"],
    ["*status*", "status"],
    ["/scipy status", "status"],
    ["<@U0BOT> /SCIPY status", "status"],
    ["/scipyx status", "/scipyx status"],
    ["scipy", "scipy"],
    ["silence web-1 `zope` 2 h x", "silence web-1 `zope` 2 h x"],
  ])("%j is read as behind the slash command: %j", (text, words) => {
    expect(wordsOfMessage(text, reader)).toBe(words);
  });
});
