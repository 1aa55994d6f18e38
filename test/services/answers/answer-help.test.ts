import { describe, expect, it } from "vitest";
import { alice, answeringBot } from "../../support/answering-bot.ts";
import { noRights } from "../../support/known-words.ts";

describe("help", () => {
  it("lists for a guest what guests may do, and says what is left out and why", async () => {
    const { said, restarts, handlers } = answeringBot();
    restarts.rights = noRights;
    await handlers.command({ ...alice, text: "help" });
    expect(said[0]?.reply).toMatchObject({ note: expect.stringMatching(/^You are a guest in this workspace, so/) });
    expect(JSON.stringify(said[0]?.reply)).not.toMatch(/"(restart|lock|unlock|standing|break-glass|doctor)[ "]/);
  });

  it("leaves nothing out for who may do everything", async () => {
    const { said, handlers } = answeringBot();
    await handlers.command({ ...alice, text: "help" });
    expect(said[0]?.reply).toMatchObject({
      note: null,
      commands: expect.arrayContaining([expect.objectContaining({ words: "restart zope" })]),
    });
  });
});
