import { describe, expect, it } from "vitest";
import { bytes } from "../../../src/domain/bytes.ts";
import { known } from "../../../src/domain/figure.ts";
import type { HeapReply } from "../../../src/services/ports-heap.ts";
import { alice, answeringBot, type Said, whispered } from "../../support/answering-bot.ts";
import { heapHistory } from "../../support/heap-history.ts";

const gibi = 1024 ** 3;

function replyIn(said: readonly Said[]): HeapReply {
  const found = said.find(({ how, reply }) => how === "whisper" && reply.kind === "heap")?.reply;
  if (found?.kind !== "heap") throw new Error("no heap was told of");
  return found;
}

describe("heap", () => {
  it("tells the asker alone where the heap is going, by the history of 60 days and the RAM of now", async () => {
    const { said, heaps, clock, handlers } = answeringBot();
    heaps.points = heapHistory({ endsAt: clock.now(), days: 5, levelAt: (days) => (1 + 0.4 * days) * gibi });
    await handlers.command({ ...alice, text: "heap zope" });
    expect(heaps.asked).toEqual([
      { host: "web-1", daemon: "zope", from: clock.now() - 60 * 86_400_000, to: clock.now() },
    ]);
    const [finding] = replyIn(said).daemons;
    expect(finding).toMatchObject({ host: "web-1", daemon: "zope", problem: null });
    // 45 % of 8 GiB, for want of a threshold.
    expect(finding?.limit).toEqual({ bytes: Math.round(3.6 * gibi), by: "share of RAM" as const });
    expect(finding?.outlook?.analysis).toMatchObject({
      verdict: { kind: "growing" },
      crossings: [{ in: { p50: expect.any(Number) } }],
    });
  });

  it("holds the heap against the threshold that was measured for it, as alerts and status do", async () => {
    const { said, heaps, watch, clock, handlers } = answeringBot();
    heaps.points = heapHistory({ endsAt: clock.now(), days: 5, levelAt: (days) => (1 + 0.4 * days) * gibi });
    watch.setThresholds("web-1", new Map([["zope", known(bytes(4.2 * gibi))]]));
    await handlers.command({ ...alice, text: "heap zope" });
    const [finding] = replyIn(said).daemons;
    expect(finding?.limit).toEqual({ bytes: bytes(4.2 * gibi), by: "measured" });
    expect(finding?.outlook?.analysis.crossings).toMatchObject([{ thresholdBytes: bytes(4.2 * gibi) }]);
  });

  it("says how long it takes until anything can be said", async () => {
    const { said, heaps, clock, handlers } = answeringBot();
    heaps.points = heapHistory({ endsAt: clock.now(), days: 7 / 24, levelAt: () => gibi });
    await handlers.command({ ...alice, text: "heap zope" });
    expect(replyIn(said).daemons[0]?.outlook?.analysis.verdict.sentence).toMatch(
      /^No forecast yet: .* of data, 24 h needed\.$/,
    );
  });

  it("says what is wrong with the store or the model, and what to do", async () => {
    const { said, heaps, handlers } = answeringBot();
    heaps.failure = { reason: "locked", detail: "Another process holds data/scipy.db: stop it." };
    await handlers.command({ ...alice, text: "heap" });
    expect(replyIn(said).daemons).toMatchObject([
      { outlook: null, problem: "Its history cannot be read: Another process holds data/scipy.db: stop it." },
    ]);
    said.length = 0;
    heaps.failure = null;
    heaps.modelFailure = { reason: "too slow", detail: "Ask again." };
    await handlers.command({ ...alice, text: "heap" });
    expect(replyIn(said).daemons).toMatchObject([{ outlook: null, problem: "Ask again." }]);
  });

  it("says where to name a daemon when there is none", async () => {
    const { said, handlers } = answeringBot({ hosts: ["db-1"] });
    await handlers.command({ ...alice, text: "heap" });
    expect(whispered(said)).toEqual(["No daemon is watched: name one under its host in scipy.yml."]);
  });
});
