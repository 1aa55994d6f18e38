import { describe, expect, it } from "vitest";
import { alice, answeringBot, whispered } from "../../support/answering-bot.ts";
import { aSilence } from "../../support/fake-alert-desk.ts";
import { aFiringAlert } from "../../support/firing-alert.ts";
import { aTransition } from "../../support/transition.ts";

describe("alerts", () => {
  it("lists to the asker alone what is open and what is silenced, and how the times in it are to be read", async () => {
    const { said, desk, handlers, clock } = answeringBot();
    desk.alerts = [aFiringAlert()];
    desk.silenced = [aSilence()];
    desk.wallOffsetMs = 5000;
    await handlers.command({ ...alice, text: "alerts" });
    expect(said).toEqual([
      {
        how: "whisper",
        where: alice.answerTo,
        reply: {
          kind: "alerts",
          open: desk.alerts,
          silences: desk.silenced,
          commandName: "/scipy",
          now: clock.now(),
          wallOffsetMs: 5000,
        },
      },
    ]);
  });
});

describe("alerts noise", () => {
  it("is the table of the last 7 days by the wall clock, whatever the desk's clock says", async () => {
    const { said, desk, past, handlers, clock } = answeringBot();
    desk.wallOffsetMs = 5000;
    past.records = [aTransition({ transition: "fired", rule: "swap" })];
    await handlers.command({ ...alice, text: "alerts noise" });
    const now = clock.now() - 5000;
    expect(past.asked).toMatchObject([{ from: now - 7 * 86_400_000, to: now }]);
    expect(said).toMatchObject([{ how: "whisper", reply: { kind: "noise", rows: [{ rule: "swap", fired: 1 }] } }]);
  });

  it("says so when nothing has fired", async () => {
    const { said, handlers } = answeringBot();
    await handlers.command({ ...alice, text: "alerts noise" });
    expect(whispered(said)).toEqual(["No alert has fired in the last 7 d, so none can have been noise."]);
  });

  it("says what is wrong with the store, and shows no table of half of it", async () => {
    const { said, past, handlers } = answeringBot();
    past.failure = { reason: "locked", detail: "Another process holds data/scipy.db: stop it." };
    await handlers.command({ ...alice, text: "alerts noise" });
    expect(whispered(said)).toEqual([
      "The history of the alerts cannot be read: Another process holds data/scipy.db: stop it.",
    ]);
  });
});

describe("alerts test", () => {
  it("says where the specimen will stand, and that nothing is wrong", async () => {
    const { said, desk, handlers } = answeringBot();
    await handlers.command({ ...alice, text: "alerts test swap WEB-1" });
    expect(desk.asked).toEqual([{ what: "test", with: { rule: "swap", host: "web-1", by: "U01" } }]);
    expect(whispered(said)).toEqual([
      "A specimen of the rule swap for web-1 is on its way to #ops. Nothing is wrong; it resolves by itself within minutes.",
    ]);
  });

  it("tells the person alone why there is none", async () => {
    const { said, desk, handlers } = answeringBot();
    desk.refusal = { reason: "not allowed", sentence: "The rule swap is off: remove it from alerts.off." };
    await handlers.command({ ...alice, text: "alerts test swap" });
    expect(whispered(said)).toEqual(["The rule swap is off: remove it from alerts.off."]);
  });
});

it("an answer that the chat does not take is in the log", async () => {
  const { logged, handlers } = answeringBot({ whisperFails: { reason: "refused", detail: "expired_url" } });
  await handlers.command({ ...alice, text: "alerts" });
  expect(logged).toEqual([{ message: "could not answer", fields: { reason: "refused", detail: "expired_url" } }]);
});
