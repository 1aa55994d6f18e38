import { describe, expect, it } from "vitest";
import { aClick, answeringBot } from "../../support/answering-bot.ts";
import { aRequest } from "../../support/restart-request.ts";

const message = { channel: "C01", ts: "1.1" };
const click = { ...aClick("restart_approve", "id-of-the-request"), action: "restart_approve", message } as const;
const filledIn = {
  kind: "code",
  user: "U02",
  team: "T01",
  request: "id-of-the-request",
  message,
  clickedAt: "7.7",
} as const;

function bot() {
  const made = answeringBot();
  made.restarts.requests = [aRequest()];
  return made;
}

describe("an approval that needs a one-time code", () => {
  it("asks for it in a dialog that is about the message which was clicked", async () => {
    const { said, restarts, handlers } = bot();
    restarts.refusal = { reason: "code", sentence: "This approval needs a one-time code." };
    await (await handlers.decide(click))();
    expect(said).toMatchObject([
      {
        how: "dialog",
        reply: { kind: "restart code", request: "id-of-the-request", message, number: 18, daemon: "zope" },
      },
    ]);
  });

  it("counts with the right code, by who typed it and for the message that was clicked", async () => {
    const { restarts, looks, handlers } = bot();
    looks.codes.set("123456", "right");
    expect(await handlers.submit({ ...filledIn, code: "123456" })).toBeNull();
    expect(restarts.asked).toMatchObject([
      {
        decide: {
          request: "id-of-the-request",
          by: { user: "U02", team: "T01" },
          message,
          verdict: "approve",
          coded: true,
          clickedAt: "7.7",
        },
      },
    ]);
  });

  it.each([
    ["wrong", /not right/],
    ["used", /used already/],
    ["locked", /15 min/],
    ["none", /No one-time code is set up/],
  ] as const)("decides nothing with one that is %s, and says what to do", async (verdict, said) => {
    const { restarts, looks, handlers } = bot();
    looks.codes.set("1", verdict);
    expect(await handlers.submit({ ...filledIn, code: "1" })).toEqual({ code: expect.stringMatching(said) });
    expect(restarts.asked).toEqual([]);
  });

  it("shows in the dialog why the approval itself was refused", async () => {
    const { restarts, looks, handlers } = bot();
    looks.codes.set("1", "right");
    restarts.refusal = { reason: "decided", sentence: "Restart 18 is denied already." };
    expect(await handlers.submit({ ...filledIn, code: "1" })).toEqual({ code: "Restart 18 is denied already." });
  });

  it("says so where the request is over or Slack opens no dialog", async () => {
    const made = answeringBot({ dialogFails: { reason: "refused", detail: "It is busy." } });
    made.restarts.refusal = { reason: "code", sentence: "" };
    await (await made.handlers.decide(click))();
    made.restarts.requests = [aRequest()];
    await (await made.handlers.decide(click))();
    expect(made.said.map(({ reply }) => JSON.stringify(reply))).toEqual([
      expect.stringContaining("it is over"),
      expect.stringContaining("It is busy. Press Approve again."),
    ]);
  });
});
