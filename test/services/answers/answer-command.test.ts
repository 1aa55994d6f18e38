import { describe, expect, it } from "vitest";
import { alice, answeringBot } from "../../support/answering-bot.ts";

describe("a command", () => {
  it.each([
    ["", "whisper", "help"],
    ["help", "whisper", "help"],
    ["statsu", "whisper", "usage"],
    ["status", "post", "status"],
    ["why web-1", "post", "why"],
    ["alerts", "whisper", "alerts"],
    ["silence list", "whisper", "alerts"],
    ["alerts noise", "whisper", "notice"],
    ["alerts test swap", "whisper", "notice"],
    ["silence", "dialog", "silence"],
    ["silence web-1 2 h x", "whisper", "notice"],
    ["unsilence web-1", "whisper", "notice"],
    ["report", "dialog", "report"],
    ["report it is slow", "whisper", "notice"],
  ])("%j is answered where that kind of answer belongs", async (text, how, kind) => {
    const { said, handlers } = answeringBot();
    await handlers.command({ ...alice, text });
    expect(said[0]).toMatchObject({ how, reply: { kind } });
  });

  it("is listed by help with an example of this installation", async () => {
    const { said, handlers } = answeringBot();
    await handlers.command({ ...alice, text: "help" });
    expect(said[0]?.reply).toMatchObject({
      hosts: ["web-1", "db-1"],
      commands: expect.arrayContaining([expect.objectContaining({ words: "silence web-1 zope 2 h deploying" })]),
    });
  });
});
