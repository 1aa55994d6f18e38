import { describe, expect, it } from "vitest";
import { succeed } from "../../../src/domain/result.ts";
import { answerTrackRecord } from "../../../src/services/answers/answer-track-record.ts";
import type { Reply } from "../../../src/services/ports.ts";
import type { TrackRecordReply } from "../../../src/services/ports-heap.ts";
import { alice, answeringBot, type Said } from "../../support/answering-bot.ts";
import { FakeForecasts } from "../../support/fake-forecasts.ts";
import { aForecast, scoredForecasts } from "../../support/logged-forecasts.ts";
import { quietLog } from "../../support/quiet-log.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";

function replyIn(said: readonly Said[]): TrackRecordReply {
  const reply = said.at(-1)?.reply;
  if (reply?.kind !== "track record") throw new Error("there is no track record");
  return reply;
}

const misses = (held: number, scored: number) =>
  Array.from({ length: scored }, (_, index) => (index < held ? 0.5 : 1.6));

/** Asked of zope on each of these hosts. */
async function answered(forecasts: FakeForecasts, hosts: readonly string[]): Promise<TrackRecordReply> {
  const said: Said[] = [];
  const whisper = async (where: unknown, reply: Reply) => {
    said.push({ how: "whisper", where, reply });
    return succeed(null);
  };
  const options = { forecasts, commandName: "/scipy", clock: new VirtualClock(), log: quietLog(), chat: { whisper } };
  const daemons = hosts.map((host) => ({ host, name: "zope" }));
  await answerTrackRecord(options, alice, daemons);
  return replyIn(said);
}

describe("heap --track-record", () => {
  it("tells whoever asked, alone, how the forecasts of a daemon held and what widens the next", async () => {
    const { said, forecasts, handlers } = answeringBot();
    forecasts.all = scoredForecasts(misses(29, 40));
    await handlers.command({ ...alice, text: "heap --track-record web-1 zope" });
    expect(said.at(-1)).toMatchObject({ how: "whisper", where: alice.answerTo });
    expect(replyIn(said)).toMatchObject({
      daemons: [{ host: "web-1", daemon: "zope", record: { spans: { day: { held: 29, above: 11 } } }, problem: null }],
      more: 0,
    });
    expect(replyIn(said).daemons[0]?.widening).toMatchObject({ factor: 1.6, because: { of: "daemon" } });
  });

  it("lists the worst first, and last those of which nothing is known yet", async () => {
    const forecasts = new FakeForecasts();
    forecasts.all = [
      ...scoredForecasts(misses(40, 40)),
      ...scoredForecasts(misses(10, 40), { host: "db-2" }),
      aForecast({ host: "db-1" }),
    ];
    const { daemons } = await answered(forecasts, ["web-1", "db-1", "db-2"]);
    expect(daemons.map(({ host }) => host)).toEqual(["db-2", "web-1", "db-1"]);
    // Its own record is too short, so that of all daemons counts.
    expect(daemons.at(-1)?.widening.because).toMatchObject({ of: "all" });
    expect(daemons.at(1)?.widening).toEqual({ factor: 1, because: null });
  });

  it("looks at thirty daemons at most, and says how many more there are", async () => {
    const hosts = Array.from({ length: 33 }, (_, index) => `web-${index}`);
    const { daemons, more } = await answered(new FakeForecasts(), hosts);
    expect([daemons.length, more]).toEqual([30, 3]);
  });

  it("objects where no daemon is watched", async () => {
    const { said, handlers } = answeringBot({ hosts: ["db-1"] });
    await handlers.command({ ...alice, text: "heap --track-record" });
    expect(said.at(-1)?.reply).toMatchObject({
      kind: "notice",
      sentence: expect.stringMatching(/^No daemon is watched/),
    });
  });

  it("says what keeps it from knowing, and so do heap and plan", async () => {
    const { said, forecasts, handlers } = answeringBot();
    forecasts.failure = { reason: "unreachable", detail: "The database is away." };
    await handlers.command({ ...alice, text: "heap --track-record web-1" });
    expect(replyIn(said).daemons).toMatchObject([
      { record: null, problem: "Its forecasts cannot be read: The database is away.", widening: { factor: 1 } },
    ]);
    await handlers.command({ ...alice, text: "heap web-1" });
    expect(said.at(-1)?.reply).toMatchObject({
      kind: "heap",
      daemons: [{ problem: "How earlier forecasts held cannot be read: The database is away." }],
    });
  });
});

describe("heap and plan", () => {
  it("ask the model for ranges as wide as the record wants them", async () => {
    const { said, forecasts, heaps, handlers } = answeringBot();
    forecasts.all = scoredForecasts(misses(29, 40));
    const asked: unknown[] = [];
    const { analyze } = heaps.model;
    Object.assign(heaps.model, {
      analyze: (...[points, question]: Parameters<typeof analyze>) => {
        asked.push(question.widening);
        return analyze(points, question);
      },
    });
    await handlers.command({ ...alice, text: "heap web-1" });
    expect(asked).toEqual([1.6]);
    expect(said.at(-1)?.reply).toMatchObject({ daemons: [{ widening: { factor: 1.6 } }] });
  });
});
