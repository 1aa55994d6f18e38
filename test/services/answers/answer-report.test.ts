import { describe, expect, it } from "vitest";
import { reportTextMax } from "../../../src/domain/command/parse-report.ts";
import { rememberAddresses, rememberedUsersMax } from "../../../src/services/answers/remember-addresses.ts";
import { alice, answeringBot, whispered } from "../../support/answering-bot.ts";
import { aFiringAlert } from "../../support/firing-alert.ts";

describe("a report", () => {
  it("goes to the desk with a fresh reading of its host", async () => {
    const { desk, handlers } = answeringBot();
    await handlers.command({ ...alice, text: "report web-1: pages take a minute" });
    expect(desk.asked).toEqual([
      {
        what: "report",
        with: {
          host: "web-1",
          text: "pages take a minute",
          by: "U01",
          reading: expect.stringMatching(/^web-1 is fine: load 0\.4 on 2 CPUs, .*\.$/),
        },
      },
    ]);
  });

  it("goes with a reading of all hosts where none is named, and with that of the only one where one is watched", async () => {
    const several = answeringBot();
    await several.handlers.command({ ...alice, text: "report it is slow" });
    const one = answeringBot({ hosts: ["db-1"] });
    await one.handlers.command({ ...alice, text: "report it is slow" });
    expect([...several.desk.asked, ...one.desk.asked]).toMatchObject([
      { with: { host: null, reading: expect.stringMatching(/^Both hosts are fine: .*\.$/) } },
      { with: { host: "db-1", reading: expect.stringMatching(/^db-1 is fine: .*\.$/) } },
    ]);
  });

  it("is told to have been added to the open problem, and how many have reported it", async () => {
    const { said, desk, handlers } = answeringBot();
    desk.outcome = { report: "r", foldedInto: aFiringAlert(), count: 3 };
    await handlers.command({ ...alice, text: "report web-1 is slow" });
    expect(whispered(said)).toEqual([
      "Added to the open problem: zope on web-1, heap 3.1 of 3.6 GiB, 86 % of its threshold. You are the 3rd to report it. Once it is over you are asked whether it is better.",
    ]);
  });

  it("is told to stand in the channel when nothing was known to be wrong, with the reading", async () => {
    const { said, handlers } = answeringBot();
    await handlers.command({ ...alice, text: "report web-1 is slow" });
    expect(whispered(said)).toEqual([
      expect.stringMatching(/^Nothing was known to be wrong; posted in #ops\. Just now: web-1 is fine: /),
    ]);
  });

  it("is told to be refused, and why", async () => {
    const { said, desk, handlers } = answeringBot();
    desk.refusal = { reason: "already", sentence: "You reported this a minute ago." };
    await handlers.command({ ...alice, text: "report web-1 is slow" });
    expect(whispered(said)).toEqual(["You reported this a minute ago."]);
  });
});

describe("the dialog of a report", () => {
  it("opens with the host that was typed", async () => {
    const { said, handlers } = answeringBot();
    await handlers.command({ ...alice, text: "report WEB-1" });
    expect(said).toMatchObject([
      { how: "dialog", where: "trigger", reply: { kind: "report", host: "web-1", text: "", hosts: ["web-1", "db-1"] } },
    ]);
  });

  it("opens from the menu of a message with its text, and the host that it names", async () => {
    const { said, handlers } = answeringBot();
    const shortcut = { user: "U01", trigger: "t" };
    await handlers.reportShortcut({ ...shortcut, text: "Is zope down again?" });
    await handlers.reportShortcut({ ...shortcut, text: "hello".repeat(1000) });
    expect(said).toMatchObject([
      { how: "dialog", where: "t", reply: { host: "web-1", text: "Is zope down again?" } },
      { how: "dialog", reply: { host: null, text: expect.stringMatching(/^hello.*…$/) } },
    ]);
    const reply = said[1]?.reply;
    expect(reply?.kind === "report" ? reply.text : "").toHaveLength(reportTextMax);
  });

  it("says what to type when it does not open", async () => {
    const { said, handlers } = answeringBot({ dialogFails: { reason: "refused", detail: "Too late." } });
    await handlers.command({ ...alice, text: "report" });
    await handlers.reportShortcut({ user: "U01", trigger: "t", text: "x", answerTo: alice.answerTo });
    const sentence = "Slack did not open the dialog. Too late. Type /scipy report and what is wrong.";
    expect(whispered(said)).toEqual([sentence, sentence]);
  });

  it("closes before the reading is in, and its outcome goes to where it was opened from", async () => {
    const { said, desk, clock, looks, handlers } = answeringBot();
    let release = (): void => undefined;
    looks.hold = () =>
      new Promise((resolve) => {
        release = resolve;
      });
    await handlers.reportShortcut({ user: "U01", trigger: "t", text: "x", answerTo: alice.answerTo });
    expect(await handlers.submit({ kind: "report", user: "U01", host: "web-1", text: "slow" })).toBeNull();
    expect(desk.asked).toEqual([]);
    release();
    await clock.advance(0);
    expect(desk.asked).toMatchObject([{ with: { host: "web-1", text: "slow" } }]);
    expect(said.at(-1)).toMatchObject({ how: "whisper", where: alice.answerTo });
  });

  it("is given back with what is wrong", async () => {
    const { desk, handlers } = answeringBot();
    const submission = { kind: "report", user: "U01", host: "web-1", text: "slow" } as const;
    expect(await handlers.submit({ ...submission, text: " " })).toEqual({ text: "Say what is wrong, in a few words." });
    expect(await handlers.submit({ ...submission, host: "gone" })).toEqual({
      host: "No host gone is watched any more.",
    });
    expect(desk.asked).toEqual([]);
  });

  it("is in the log with its text when it was lost by a fault", async () => {
    const { logged, looks, clock, handlers } = answeringBot();
    looks.hold = () => Promise.reject(new Error("broken"));
    await handlers.submit({ kind: "report", user: "U01", host: "web-1", text: "slow" });
    await clock.advance(0);
    expect(logged).toMatchObject([{ message: "a report was lost", fields: { text: "slow", by: "U01" } }]);
  });
});

describe("where a person is answered who fills in a dialog", () => {
  it("is where that person opened the last one", () => {
    const addresses = rememberAddresses();
    addresses.opened("U01", alice.answerTo);
    addresses.opened("U02", null);
    expect([addresses.of("U01"), addresses.of("U02"), addresses.of("U03")]).toEqual([alice.answerTo, null, null]);
  });

  it("is held for the newest up to a limit", () => {
    const addresses = rememberAddresses();
    for (let user = 0; user <= rememberedUsersMax; user += 1) addresses.opened(`U${user}`, alice.answerTo);
    expect([addresses.of("U0"), addresses.of("U1")]).toEqual([null, alice.answerTo]);
  });
});
