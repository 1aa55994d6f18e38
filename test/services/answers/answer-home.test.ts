import { describe, expect, it } from "vitest";
import type { HomeReply } from "../../../src/services/ports-home.ts";
import { aClick, answeringBot } from "../../support/answering-bot.ts";
import { aFiringAlert } from "../../support/firing-alert.ts";
import { aRequest } from "../../support/restart-request.ts";

const second = 1000;
const homes = ({ said }: ReturnType<typeof answeringBot>) =>
  said.flatMap(({ how, where, reply }) => (how === "home" ? [{ user: where, home: reply as HomeReply }] : []));

describe("the Home tab", () => {
  it("is shown when it is opened, with what waits for whoever opened it and where to decide it", async () => {
    const bot = answeringBot();
    bot.restarts.requests = [aRequest({ id: "r1" })];
    bot.restarts.waiting = ["r1"];
    bot.restarts.shownAt = () => ({ channel: "C01", ts: "2.0" });
    await bot.handlers.homeOpened("U02");
    expect(homes(bot)).toMatchObject([
      {
        user: "U02",
        home: { status: { kind: "status" }, requests: [{ id: "r1" }], forYou: new Set(["r1"]), canAsk: true },
      },
    ]);
    expect(homes(bot)[0]?.home.links).toEqual(new Map([["r1", "https://chat.example/C01/2.0"]]));
    bot.handlers.stop();
  });

  it("is shown anew within 15 s when an alert, a request or a trouble of the bot comes, and only then", async () => {
    const bot = answeringBot();
    await bot.handlers.homeOpened("U02");
    await bot.clock.advance(60 * second);
    expect(homes(bot)).toHaveLength(1);
    bot.desk.alerts = [aFiringAlert()];
    await bot.clock.advance(15 * second);
    expect(homes(bot)).toHaveLength(2);
    bot.restarts.requests = [aRequest()];
    await bot.clock.advance(15 * second);
    bot.looks.troubles = [{ name: "store", severity: "critical", sentence: "The disk is full.", advice: "" }];
    await bot.clock.advance(15 * second);
    expect(homes(bot).at(-1)?.home).toMatchObject({ requests: [{ number: 18 }], troubles: [{ name: "store" }] });
    expect(homes(bot)).toHaveLength(4);
    bot.handlers.stop();
  });

  it("is let go an hour after it was opened, and when the bot stops", async () => {
    const bot = answeringBot();
    await bot.handlers.homeOpened("U02");
    await bot.clock.advance(3700 * second);
    bot.desk.alerts = [aFiringAlert()];
    await bot.clock.advance(60 * second);
    await bot.handlers.homeOpened("U03");
    bot.handlers.stop();
    bot.desk.alerts = [];
    await bot.clock.advance(60 * second);
    expect(homes(bot).map(({ user }) => user)).toEqual(["U02", "U03"]);
  });

  it("shows at once what a click on it has changed", async () => {
    const bot = answeringBot();
    bot.desk.alerts = [aFiringAlert()];
    await bot.handlers.homeOpened("U01");
    await bot.handlers.click({ ...aClick("alert_acknowledge", "alert-1"), message: null });
    expect(homes(bot)).toHaveLength(2);
    bot.handlers.stop();
  });

  it("asks for a restart of a daemon that can be chosen from all hosts", async () => {
    const bot = answeringBot();
    await bot.handlers.click({ ...aClick("restart_request", "any"), message: null });
    expect(bot.said[0]).toMatchObject({
      how: "dialog",
      reply: {
        kind: "restart",
        host: "web-1",
        daemon: "zope",
        alert: null,
        choices: [{ host: "web-1", daemon: "zope" }],
      },
    });
  });
});
