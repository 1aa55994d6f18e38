import { describe, expect, it } from "vitest";
import { botHost } from "../../../src/domain/alert/rule.ts";
import { type SilenceSubmission, submitLimit } from "../../../src/services/answers/answer-silence-dialog.ts";
import { aClick, alice, answeringBot, whispered } from "../../support/answering-bot.ts";
import { aSilence } from "../../support/fake-alert-desk.ts";
import { aFiringAlert } from "../../support/firing-alert.ts";

const ofWeb = { host: "web-1", daemon: null, rule: null };
const filledIn: SilenceSubmission = {
  kind: "silence",
  user: "U01",
  alert: null,
  scope: ofWeb,
  choice: "2 h",
  ownDuration: "",
  reason: "deploying",
};

describe("the dialog of a silence", () => {
  it("opens with nothing chosen, and shows all that is open", async () => {
    const { said, desk, clock, handlers } = answeringBot();
    desk.alerts = [aFiringAlert()];
    await handlers.command({ ...alice, text: "silence" });
    expect(said).toMatchObject([
      {
        how: "dialog",
        where: "trigger",
        reply: {
          alert: null,
          scope: { host: null, daemon: null, rule: null },
          hosts: ["web-1", "db-1"],
          daemons: [{ host: "web-1", name: "zope" }],
          wouldSilence: [{ id: "alert-1" }],
          choice: "2 h",
          reason: "",
          now: clock.now(),
        },
      },
    ]);
  });

  it("opens with the only host chosen where one is watched", async () => {
    const { said, handlers } = answeringBot({ hosts: ["web-1"] });
    await handlers.command({ ...alice, text: "silence" });
    expect(said[0]?.reply).toMatchObject({ scope: ofWeb });
  });

  it("opens from an alert for what that alert is about, with its times on the wall clock", async () => {
    const { said, desk, handlers } = answeringBot();
    const alert = aFiringAlert();
    desk.alerts = [alert, aFiringAlert({ id: "other", key: { host: "db-1", rule: "load", daemon: null } })];
    desk.wallOffsetMs = 5000;
    await handlers.click(aClick("alert_silence", "alert-1"));
    expect(said[0]).toMatchObject({
      how: "dialog",
      reply: {
        alert: "alert-1",
        scope: { host: "web-1", rule: "heap", daemon: "zope" },
        wouldSilence: [{ id: "alert-1", firedAt: alert.firedAt + 5000 }],
      },
    });
  });

  it("can be chosen for the bot itself when it opens from an alert about it", async () => {
    const { said, desk, handlers } = answeringBot();
    desk.alerts = [aFiringAlert({ key: { host: botHost, rule: "bot", daemon: null } })];
    await handlers.click(aClick("alert_silence", "alert-1"));
    expect(said[0]?.reply).toMatchObject({ hosts: ["web-1", "db-1", botHost] });
    const scope = { host: botHost, rule: "bot", daemon: null } as const;
    expect(await handlers.submit({ ...filledIn, scope })).toBeNull();
  });

  it("does not open for a problem that is over", async () => {
    const { said, handlers } = answeringBot();
    await handlers.click(aClick("alert_silence", "closed"));
    expect(whispered(said)).toEqual([
      "This problem is over, so there is nothing to silence. To keep it quiet should it come back, type /scipy silence.",
    ]);
  });

  it("says what to type when it does not open", async () => {
    const { said, handlers } = answeringBot({ dialogFails: { reason: "refused", detail: "The trigger has expired." } });
    await handlers.command({ ...alice, text: "silence" });
    expect(whispered(said)).toEqual([
      "Slack did not open the dialog. The trigger has expired. Try again, or type /scipy silence HOST 2 h REASON.",
    ]);
  });

  it("shows what would be silenced anew when the scope changes, and keeps what was filled in", async () => {
    const { said, desk, handlers } = answeringBot();
    desk.alerts = [aFiringAlert()];
    const view = { id: "V1", hash: "h" };
    await handlers.changed({ view, draft: { ...filledIn, scope: { ...ofWeb, host: "db-1" }, choice: "own" } });
    await handlers.changed({ view, draft: { ...filledIn, scope: { ...ofWeb, daemon: "zope" } } });
    expect(said).toMatchObject([
      { how: "change", where: view, reply: { wouldSilence: [], choice: "own", reason: "deploying" } },
      { how: "change", where: view, reply: { wouldSilence: [{ id: "alert-1" }], scope: { daemon: "zope" } } },
    ]);
  });

  it("lets the daemon go when another host is chosen that has none such", async () => {
    const { said, handlers } = answeringBot();
    const scope = { host: "db-1", daemon: "zope", rule: null };
    await handlers.changed({ view: { id: "V1", hash: "h" }, draft: { ...filledIn, scope } });
    expect(said[0]?.reply).toMatchObject({ scope: { host: "db-1", daemon: null } });
  });

  it("stays as it is when the change cannot be shown", async () => {
    const { said, logged, handlers } = answeringBot({ dialogFails: { reason: "refused", detail: "hash_conflict" } });
    await handlers.changed({ view: { id: "V1", hash: "h" }, draft: filledIn });
    expect(said).toEqual([]);
    expect(logged).toMatchObject([{ message: "could not show what would be silenced" }]);
  });
});

describe("a filled-in silence", () => {
  it("is asked of the desk, and said to its maker alone where no open alert shows it", async () => {
    const { said, desk, handlers } = answeringBot();
    await handlers.command({ ...alice, text: "silence" });
    expect(await handlers.submit({ ...filledIn, choice: "own", ownDuration: "3 h" })).toBeNull();
    expect(desk.asked).toMatchObject([{ what: "silence", with: { forMs: 3 * 3_600_000, by: "U01" } }]);
    expect(whispered(said)).toEqual([
      "All alerts on web-1 are quiet for 3 h. Nothing of it is open now. /scipy unsilence web-1 ends it before.",
    ]);
  });

  it("needs no more words where the message of an open alert says it", async () => {
    const { said, desk, handlers } = answeringBot();
    desk.alerts = [aFiringAlert()];
    await handlers.command({ ...alice, text: "silence" });
    await handlers.submit(filledIn);
    expect(whispered(said)).toEqual([]);
  });

  it.each([
    [{ scope: { host: null, daemon: null, rule: null } }, { scope: expect.stringContaining("/scipy silence all 2 h") }],
    [{ scope: { ...ofWeb, host: "gone" } }, { scope: "No host gone is watched any more." }],
    [
      { scope: { host: "db-1", daemon: "zope", rule: null } },
      { scope: expect.stringContaining("db-1 has no daemon zope") },
    ],
    [{ scope: { host: null, daemon: "nginx", rule: null } }, { scope: "No host has a daemon nginx." }],
    [{ scope: { ...ofWeb, rule: "nonsense" as "swap" } }, { scope: "There is no rule nonsense." }],
    [{ choice: "until next restart" as const }, { duration: expect.stringContaining("Choose the daemon") }],
    [{ choice: "own" as const, ownDuration: "soon" }, { duration: expect.stringContaining('"3 h"') }],
    [{ choice: "own" as const, ownDuration: "8 d" }, { duration: "A silence lasts at most 7 d." }],
    [{ choice: "own" as const, ownDuration: "10 s" }, { duration: expect.stringContaining('"3 h"') }],
    [{ choice: "own" as const, ownDuration: "0.1 min" }, { duration: "A silence lasts at least 1 min." }],
    [{ reason: " \n " }, { reason: "Say why, so that others know." }],
    [
      { reason: "", choice: "own" as const },
      { reason: expect.any(String), duration: expect.any(String) },
    ],
  ])("with %j is given back with what is wrong at each field, and nothing is silenced", async (change, errors) => {
    const { desk, handlers } = answeringBot();
    expect(await handlers.submit({ ...filledIn, ...change })).toEqual(errors);
    expect(desk.asked).toEqual([]);
  });

  it.each(["30 min", "2 h", "until tomorrow"] as const)("takes the choice %s", async (choice) => {
    const { handlers } = answeringBot();
    expect(await handlers.submit({ ...filledIn, choice })).toBeNull();
  });

  it("takes a rule of all hosts, and a daemon until its restart", async () => {
    const { desk, handlers } = answeringBot();
    await handlers.submit({ ...filledIn, scope: { host: null, daemon: null, rule: "swap" } });
    await handlers.submit({ ...filledIn, scope: { ...ofWeb, daemon: "zope" }, choice: "until next restart" });
    expect(desk.asked).toMatchObject([{ with: { untilRestart: false } }, { with: { untilRestart: true } }]);
  });

  it("stays open with the desk's refusal", async () => {
    const { desk, handlers } = answeringBot();
    desk.refusal = { reason: "already", sentence: "web-1 is silenced until 14:00." };
    expect(await handlers.submit(filledIn)).toEqual({ scope: "web-1 is silenced until 14:00." });
  });

  it("closes in time when the desk is slow, and the refusal comes later to its maker alone", async () => {
    const { said, desk, clock, handlers } = answeringBot();
    const { release, gate } = closedGate();
    desk.gate = gate;
    desk.refusal = { reason: "already", sentence: "web-1 is silenced until 14:00." };
    await handlers.command({ ...alice, text: "silence" });
    const submitted = handlers.submit(filledIn);
    await clock.advance(submitLimit);
    expect(await submitted).toBeNull();
    expect(whispered(said)).toEqual([]);
    release();
    await clock.advance(0);
    expect(whispered(said)).toEqual(["web-1 is silenced until 14:00."]);
  });

  it("leaves no timer behind", async () => {
    const { clock, handlers } = answeringBot();
    await handlers.submit(filledIn);
    expect(clock.pending).toBe(0);
  });
});

describe("the end of a silence by its button", () => {
  it("is told where no message shows it, and shown in the list where that is", async () => {
    const { said, desk, handlers } = answeringBot();
    desk.silenced = [aSilence({ id: "1" }), aSilence({ id: "2" })];
    await handlers.click(aClick("silence_end", "1"));
    await handlers.click(aClick("silence_end", "2", { isPrivate: true }));
    expect(whispered(said)).toEqual([
      "The silence of all alerts on web-1 (deploying) has ended: what is wrong there is told again.",
    ]);
    expect(said.at(-1)).toMatchObject({ how: "update", reply: { kind: "alerts", silences: [] } });
  });
});

function closedGate() {
  let release = (): void => undefined;
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { gate, release: () => release() };
}
