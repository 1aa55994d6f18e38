import { describe, expect, it } from "vitest";
import { howRuleWorks } from "../../../src/domain/alert/how-rule-works.ts";
import { defaultAlertSettings } from "../../../src/domain/alert/settings.ts";
import { instant } from "../../../src/domain/time.ts";
import { shownTransitionsMax } from "../../../src/services/answers/answer-alert-details.ts";
import type { ClickAction } from "../../../src/services/ports.ts";
import { aClick, answeringBot, whispered } from "../../support/answering-bot.ts";
import { aFiringAlert } from "../../support/firing-alert.ts";
import { aTransition } from "../../support/transition.ts";

describe("the buttons of an alert", () => {
  it("acknowledge without a word, since its message shows it", async () => {
    const { said, desk, handlers } = answeringBot();
    desk.alerts = [aFiringAlert()];
    await handlers.click(aClick("alert_acknowledge", "alert-1"));
    expect(desk.asked).toEqual([{ what: "acknowledge", with: { alert: "alert-1", by: "U01" } }]);
    expect(said).toEqual([]);
  });

  it("bring the private list up to date in which they were pressed", async () => {
    const { said, desk, handlers } = answeringBot();
    desk.alerts = [aFiringAlert()];
    await handlers.click(aClick("alert_acknowledge", "alert-1", { isPrivate: true }));
    expect(said).toMatchObject([{ how: "update", where: { ts: "1.0" }, reply: { kind: "alerts" } }]);
  });

  it("say that it is done when the private list cannot be brought up to date", async () => {
    const { said, desk, handlers } = answeringBot({ updateFails: { reason: "message gone", detail: "" } });
    desk.alerts = [aFiringAlert()];
    await handlers.click(aClick("alert_acknowledge", "alert-1", { isPrivate: true }));
    expect(whispered(said)).toEqual(["Done. This list is older than that: /scipy alerts shows it anew."]);
  });

  it.each([
    ["alert_useful", { what: "judge", with: { alert: "x", by: "U01", verdict: "useful" } }, "counted as useful."],
    ["alert_noise", { what: "judge", with: { alert: "x", by: "U01", verdict: "noise" } }, "counted as noise."],
  ] as const)("%s is handed on and thanked for, since no message shows it", async (action, asked, sentence) => {
    const { said, desk, handlers } = answeringBot();
    await handlers.click(aClick(action, "x"));
    expect(desk.asked).toEqual([asked]);
    expect(whispered(said)).toEqual([expect.stringContaining(sentence)]);
  });

  it.each([
    ["report_better", "better"],
    ["report_worse", "worse"],
  ] as const)("%s is handed on without a word, since the question itself is answered", async (action, answer) => {
    const { said, desk, handlers } = answeringBot();
    await handlers.click(aClick(action, "x"));
    expect(desk.asked).toEqual([{ what: "answer report", with: { report: "x", by: "U01", answer } }]);
    expect(said).toEqual([]);
  });

  const refusable: readonly ClickAction[] = [
    "alert_acknowledge",
    "alert_useful",
    "alert_noise",
    "silence_end",
    "report_better",
    "report_worse",
  ];

  it.each(refusable)("%s tells a refusal to the person alone", async (action) => {
    const { said, desk, handlers } = answeringBot();
    desk.refusal = { reason: "resolved", sentence: "It was resolved at 09:12 already." };
    await handlers.click(aClick(action, "x"));
    expect(said).toMatchObject([{ how: "whisper", reply: { sentence: "It was resolved at 09:12 already." } }]);
  });

  it("name who was quicker", async () => {
    const { said, desk, handlers } = answeringBot();
    desk.refusal = { reason: "already", sentence: "Somebody else has already acknowledged this alert.", by: "U02BOB" };
    await handlers.click(aClick("alert_acknowledge", "x"));
    expect(said).toMatchObject([{ how: "whisper", reply: { kind: "notice", by: "U02BOB" } }]);
  });

  it("leave a refusal to the log where there is no address to tell it to", async () => {
    const { said, logged, desk, handlers } = answeringBot();
    desk.refusal = { reason: "resolved", sentence: "It was resolved at 09:12 already." };
    await handlers.click(aClick("alert_acknowledge", "x", { answerTo: null, message: null }));
    expect(said).toEqual([]);
    expect(logged).toMatchObject([{ message: "could not answer", fields: { reason: "no address" } }]);
  });
});

describe("the details of an alert", () => {
  it("are its state, how its rule works, and its own history on the wall clock, newest last", async () => {
    const { said, desk, past, clock, handlers } = answeringBot();
    const alert = aFiringAlert();
    desk.alerts = [alert];
    desk.wallOffsetMs = 5000;
    past.records = [
      aTransition({ id: "other", alert: "other" }),
      ...Array.from({ length: shownTransitionsMax + 1 }, (_, at) => aTransition({ id: `t${at}`, at: instant(at) })),
    ];
    await handlers.click(aClick("alert_details", "alert-1"));
    expect(said).toMatchObject([
      {
        how: "dialog",
        reply: {
          kind: "alert details",
          alert: { firedAt: alert.firedAt + 5000 },
          how: howRuleWorks("heap", defaultAlertSettings),
          now: clock.now(),
        },
      },
    ]);
    const reply = said[0]?.reply;
    const history = reply?.kind === "alert details" ? reply.history : [];
    expect(history).toHaveLength(shownTransitionsMax);
    expect(history.at(-1)).toMatchObject({ id: `t${shownTransitionsMax}`, at: shownTransitionsMax + 5000 });
  });

  it("open without the history when the store fails or is slow, since the trigger lasts 3 s", async () => {
    for (const breakStore of [
      (past: ReturnType<typeof answeringBot>["past"]) => {
        past.failure = { reason: "locked", detail: "" };
      },
      (past: ReturnType<typeof answeringBot>["past"]) => {
        past.gate = new Promise(() => undefined);
      },
    ]) {
      const { said, logged, desk, past, clock, handlers } = answeringBot();
      desk.alerts = [aFiringAlert()];
      past.records = [aTransition()];
      breakStore(past);
      const clicked = handlers.click(aClick("alert_details", "alert-1"));
      await clock.advance(1000);
      await clicked;
      expect(said).toMatchObject([{ how: "dialog", reply: { history: [] } }]);
      expect(logged).toMatchObject([{ message: "the history of an alert is not shown" }]);
    }
  });

  it("are those of a pending or resolved one too, as long as the desk holds it", async () => {
    const { said, desk, handlers } = answeringBot();
    const { id, key, finding, foundAt, specimen, ...rest } = aFiringAlert();
    const base = { key, finding, foundAt, specimen, severity: "warning" } as const;
    const { firedAt, keepFiringMs, count, worst, peak, toldAt, transitions, flappingSince } = rest;
    const held = { heldSince: null, pendingMs: 0, keepFiringMs };
    const acknowledged = { by: "U01", at: firedAt, askedAt: null };
    const fired = { firedAt, keepFiringMs, count, worst, peak, toldAt, acknowledged, transitions, flappingSince };
    desk.alerts = [
      { ...base, id: "p", kind: "pending", since: firedAt, criticalSince: null, ...held },
      { ...base, ...fired, id: "r", kind: "resolved", resolvedAt: foundAt, holdUntil: foundAt, endedBy: null },
    ];
    desk.wallOffsetMs = 5000;
    await handlers.click(aClick("alert_details", "p"));
    await handlers.click(aClick("alert_details", "r"));
    expect(said.map(({ reply }) => reply)).toMatchObject([
      { alert: { since: firedAt + 5000, criticalSince: null } },
      { alert: { resolvedAt: foundAt + 5000, acknowledged: { at: firedAt + 5000, askedAt: null } } },
    ]);
    expect(id).toBe("alert-1");
  });

  it("are gone with the alert", async () => {
    const { said, handlers } = answeringBot();
    await handlers.click(aClick("alert_details", "closed"));
    expect(whispered(said)).toEqual([
      "This problem is over, and the bot no longer holds its details. /scipy alerts lists what is open.",
    ]);
  });

  it("say so when they do not open", async () => {
    const { said, desk, handlers } = answeringBot({ dialogFails: { reason: "no answer", detail: "It was silent." } });
    desk.alerts = [aFiringAlert()];
    await handlers.click(aClick("alert_details", "alert-1"));
    expect(whispered(said)).toEqual(["Slack did not open the details. It was silent. Press Details again."]);
  });
});
