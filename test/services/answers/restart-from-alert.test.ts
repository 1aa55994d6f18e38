import { describe, expect, it } from "vitest";
import type { RestartDialog } from "../../../src/services/ports-dialogs.ts";
import { aClick, answeringBot } from "../../support/answering-bot.ts";
import { aFiringAlert } from "../../support/firing-alert.ts";

describe("the button Restart… of an alert", () => {
  it("opens the dialog about its daemon, and fills in what the restart costs", async () => {
    const { said, desk, handlers } = answeringBot();
    desk.alerts = [aFiringAlert()];
    await handlers.click(aClick("restart_request", "alert-1"));
    expect(said).toMatchObject([
      { how: "dialog", reply: { kind: "restart", host: "web-1", daemon: "zope", alert: "alert-1", plan: null } },
      { how: "change", reply: { reason: "Alert: heap", plan: { argv: expect.arrayContaining(["systemctl"]) } } },
    ]);
  });

  it("shows what another daemon costs when that is chosen, and not what was asked before it", async () => {
    const { said, restarts, handlers } = answeringBot();
    let answer: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const { prepare } = restarts;
    restarts.prepare = async (of) => {
      if (of.daemon === "slow") await slow;
      return prepare(of);
    };
    const draft = { user: "U01", team: "T01", host: "web-1", alert: null, timing: "now", reason: "" } as const;
    const view = { id: "V1", hash: "1" };
    await handlers.changed({ view, draft: { kind: "restart", ...draft, daemon: "slow" } });
    await handlers.changed({ view, draft: { kind: "restart", ...draft, daemon: "zope" } });
    await expect.poll(() => said.length).toBe(1);
    answer();
    await slow;
    expect(said.map(({ reply }) => (reply as RestartDialog).daemon)).toEqual(["zope"]);
  });

  it("says what to type where its problem is over", async () => {
    const { said, handlers } = answeringBot();
    await handlers.click(aClick("restart_request", "gone"));
    expect(said).toMatchObject([{ how: "whisper", reply: { sentence: expect.stringContaining("/scipy restart") } }]);
  });
});
