import { describe, expect, it } from "vitest";
import { offersMax } from "../../../src/services/answers/offer-dialogs.ts";
import { aClick, alice, answeringBot, whispered } from "../../support/answering-bot.ts";

const byMessage = { ...alice, trigger: "" };

describe("a command that asks by a dialog, in a message", () => {
  it.each([
    ["restart zope", "restart", /^A restart of zope on web-1 needs a reason/],
    ["silence", "silence", /^A silence needs a length and a reason/],
    ["report", "report", /^A report needs a few words/],
  ])("%s is answered with a button, which opens that dialog", async (text, kind, sentence) => {
    const { said, handlers } = answeringBot();
    await handlers.command({ ...byMessage, text });
    expect(said).toMatchObject([
      {
        how: "whisper",
        where: alice.answerTo,
        reply: { kind: "dialog offer", sentence: expect.stringMatching(sentence) },
      },
    ]);
    const offered = said[0]?.reply;
    const id = offered?.kind === "dialog offer" ? offered.id : "";
    await handlers.click(aClick("dialog_open", id, { trigger: "of the click" }));
    expect(said[1]).toMatchObject({ how: "dialog", where: "of the click", reply: { kind } });
  });

  it.each(["restart zope pages are slow", "silence web-1 2 h deploying", "report it hangs"])(
    "%s needs none, since it says all",
    async (text) => {
      const { said, handlers } = answeringBot();
      await handlers.command({ ...byMessage, text });
      expect(said.map(({ reply }) => reply.kind)).toEqual(["notice"]);
    },
  );

  it("is forgotten after some time: the button says to ask again", async () => {
    const { said, handlers } = answeringBot();
    for (let asked = 0; asked <= offersMax; asked += 1) await handlers.command({ ...byMessage, text: "report" });
    const [first] = said;
    const id = first?.reply.kind === "dialog offer" ? first.reply.id : "";
    await handlers.click(aClick("dialog_open", id));
    expect(whispered(said)).toEqual([expect.stringMatching(/Ask again\.$/)]);
  });

  it("answers to where it was asked when the click has no address", async () => {
    const { said, handlers } = answeringBot({ dialogFails: { reason: "refused", detail: "No." } });
    await handlers.command({ ...byMessage, text: "report" });
    const offered = said[0]?.reply;
    const id = offered?.kind === "dialog offer" ? offered.id : "";
    await handlers.click(aClick("dialog_open", id, { answerTo: null }));
    expect(said[1]).toMatchObject({ how: "whisper", where: alice.answerTo, reply: { isRefusal: true } });
  });
});
