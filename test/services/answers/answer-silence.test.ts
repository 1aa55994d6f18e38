import { describe, expect, it } from "vitest";
import { silenceMaxMs } from "../../../src/domain/alert/silence.ts";
import { silenceRequestOf } from "../../../src/services/answers/answer-silence.ts";
import { alice, answeringBot, whispered } from "../../support/answering-bot.ts";
import { aSilence } from "../../support/fake-alert-desk.ts";
import { aFiringAlert } from "../../support/firing-alert.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";

const hour = 3_600_000;

describe("the command silence", () => {
  it("asks the desk for exactly what was typed", async () => {
    const { desk, handlers } = answeringBot();
    await handlers.command({ ...alice, text: "silence Web-1 ZOPE 2 h deploying 4.2" });
    expect(desk.asked).toEqual([
      {
        what: "silence",
        with: {
          scope: { host: "web-1", daemon: "zope", rule: null },
          forMs: 2 * hour,
          untilRestart: false,
          reason: "deploying 4.2",
          by: "U01",
        },
      },
    ]);
  });

  it.each([
    [
      "silence web-1 2 h x",
      "All alerts on web-1 are quiet for 2 h. 1 open alert no longer tells anybody, unless it gets worse. /scipy unsilence web-1 ends it before.",
    ],
    [
      "silence db-1 until tomorrow x",
      "All alerts on db-1 are quiet until tomorrow 09:00. Nothing of it is open now. /scipy unsilence db-1 ends it before.",
    ],
    [
      "silence web-1 zope heap until restart x",
      "The rule heap of zope on web-1 is quiet until zope is restarted, at most 7 d. 1 open alert no longer tells anybody, unless it gets worse. /scipy unsilence web-1 zope heap ends it before.",
    ],
    [
      "silence all swap 1 d 12 h x",
      "The rule swap on all hosts is quiet for 1 d 12 h. Nothing of it is open now. /scipy unsilence all swap ends it before.",
    ],
  ])("%j is confirmed with its end, what it keeps quiet and how to end it", async (text, sentence) => {
    const { said, desk, handlers } = answeringBot();
    desk.alerts = [aFiringAlert()];
    await handlers.command({ ...alice, text });
    expect(whispered(said)).toEqual([sentence]);
  });

  it("tells the person alone why it was refused", async () => {
    const { said, desk, handlers } = answeringBot();
    desk.refusal = { reason: "already", sentence: "web-1 is silenced until 14:00." };
    await handlers.command({ ...alice, text: "silence web-1 2 h x" });
    expect(whispered(said)).toEqual(["web-1 is silenced until 14:00."]);
  });
});

describe("how long a silence is asked for", () => {
  const clock = new VirtualClock("2026-01-15T14:00:00Z");
  const scope = { host: "web-1", daemon: "zope", rule: null };
  const lastsMs = (kind: "until tomorrow" | "until restart", hoursToNext: number | null) => {
    const next = (_cron: string, after: number) =>
      hoursToNext === null ? null : ((after + hoursToNext * hour) as ReturnType<VirtualClock["now"]>);
    const wanted = { scope, length: { kind }, reason: "x" } as const;
    return silenceRequestOf({ clock, calendar: { next, last: () => null } }, wanted, "U01");
  };

  it("is the time to the morning for one until tomorrow", () => {
    expect(lastsMs("until tomorrow", 9)).toMatchObject({ forMs: 18 * hour, untilRestart: false });
  });

  it("is a day where the zone's morning is not known", () => {
    expect(lastsMs("until tomorrow", null)).toMatchObject({ forMs: 24 * hour });
  });

  it("is the longest there is for one until a restart, which ends it before", () => {
    expect(lastsMs("until restart", 9)).toMatchObject({ forMs: silenceMaxMs, untilRestart: true });
  });
});

describe("the command unsilence", () => {
  it("ends every silence of the host, and says that what is wrong there is told again", async () => {
    const { said, desk, handlers } = answeringBot();
    desk.silenced = [
      aSilence({ id: "1" }),
      aSilence({ id: "2", scope: { host: "web-1", daemon: "zope", rule: null }, reason: "leak" }),
      aSilence({ id: "3", scope: { host: "db-1", daemon: null, rule: null } }),
      aSilence({ id: "4", scope: { host: null, daemon: null, rule: null } }),
    ];
    await handlers.command({ ...alice, text: "unsilence web-1" });
    expect(desk.silenced.map(({ id }) => id)).toEqual(["3", "4"]);
    expect(whispered(said)).toEqual([
      "The silence of all alerts on web-1 (deploying) has ended: what is wrong there is told again. The silence of zope on web-1 (leak) has ended: what is wrong there is told again.",
    ]);
  });

  it("ends that of the daemon alone where one is named", async () => {
    const { desk, handlers } = answeringBot();
    desk.silenced = [
      aSilence({ id: "1" }),
      aSilence({ id: "2", scope: { host: "web-1", daemon: "zope", rule: null } }),
    ];
    await handlers.command({ ...alice, text: "unsilence web-1 zope" });
    expect(desk.silenced.map(({ id }) => id)).toEqual(["1"]);
  });

  it("ends none where there is none such, and says which there are", async () => {
    const { said, desk, handlers } = answeringBot();
    await handlers.command({ ...alice, text: "unsilence web-1" });
    desk.silenced = ["a", "b", "c", "d"].map((id) =>
      aSilence({ id, scope: { host: null, daemon: null, rule: "swap" } }),
    );
    await handlers.command({ ...alice, text: "unsilence web-1 zope" });
    await handlers.command({ ...alice, text: "unsilence db-1" });
    expect(desk.asked).toEqual([]);
    expect(whispered(said)).toEqual([
      "There is no silence of all alerts on web-1: nothing is silenced.",
      "There is no silence of zope on web-1. Silenced: the rule swap on all hosts; the rule swap on all hosts; the rule swap on all hosts; and 1 more. /scipy silence list has a button to end each.",
      expect.stringMatching(/^There is no silence of all alerts on db-1\. Silenced: /),
    ]);
  });

  it("tells why one did not end", async () => {
    const { said, desk, handlers } = answeringBot();
    desk.silenced = [aSilence()];
    desk.refusal = { reason: "unknown", sentence: "That silence has ended already." };
    await handlers.command({ ...alice, text: "unsilence web-1" });
    expect(whispered(said)).toEqual(["That silence has ended already."]);
  });
});
