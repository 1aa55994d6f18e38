import { describe, expect, it } from "vitest";
import { instant } from "../../../src/domain/time.ts";
import { alice, answeringBot, type Said, whispered } from "../../support/answering-bot.ts";
import { heapHistory } from "../../support/heap-history.ts";

const gibi = 1024 ** 3;
const hourMs = 3_600_000;
const locked = { reason: "locked", detail: "Another process holds data/scipy.db: stop it." } as const;

function posted(said: readonly Said[]): readonly unknown[] {
  return said.flatMap(({ how, where, reply }) => (how === "post" ? [{ where, reply }] : []));
}

function heapIn(said: readonly Said[]) {
  const found = said.find(({ reply }) => reply.kind === "heap")?.reply;
  if (found?.kind !== "heap") throw new Error("no heap was told of");
  return found.daemons[0];
}

describe("deploy", () => {
  it("is recorded as of now with its release, and told in the channel with who marked it and how it is taken back", async () => {
    const { said, deploys, clock, handlers } = answeringBot();
    await handlers.command({ ...alice, text: "deploy zope release 4.2" });
    expect(deploys.all).toMatchObject([
      { host: "web-1", daemon: "zope", at: clock.now(), by: "U01", note: "release 4.2" },
    ]);
    const sentence =
      "zope on web-1 is marked as deployed: release 4.2. Its heap is judged anew from now on; /scipy deploy web-1/zope --undo takes that back.";
    expect(posted(said)).toEqual([{ where: "#ops", reply: { kind: "notice", sentence, by: "U01" } }]);
  });

  it("of a daemon that is not known is answered with the nearest one, and recorded nowhere", async () => {
    const { said, deploys, handlers } = answeringBot();
    await handlers.command({ ...alice, text: "deploy zoep 4.2" });
    expect(deploys.all).toEqual([]);
    expect(said).toMatchObject([
      { how: "whisper", reply: { kind: "usage", suggestion: "/scipy deploy web-1/zope 4.2" } },
    ]);
  });

  it("is neither marked nor taken back by who is no full member", async () => {
    const { said, deploys, looks, handlers } = answeringBot();
    await handlers.command({ ...alice, text: "deploy zope" });
    looks.whyNoMember = "You are a guest in this workspace";
    await handlers.command({ ...alice, text: "deploy zope 4.3" });
    await handlers.command({ ...alice, text: "deploy zope --undo" });
    expect(deploys.all).toHaveLength(1);
    const refused = "You are a guest in this workspace, so you may not mark a deploy.";
    expect(whispered(said)).toEqual([refused, refused]);
  });

  it("is taken back, the last one first, and the channel is told which", async () => {
    const { said, deploys, clock, handlers } = answeringBot();
    await handlers.command({ ...alice, text: "deploy zope 4.2" });
    await clock.advance(2 * hourMs);
    await handlers.command({ ...alice, text: "deploy zope" });
    await clock.advance(hourMs);
    said.length = 0;
    await handlers.command({ ...alice, text: "deploy zope --undo" });
    await handlers.command({ ...alice, text: "deploy zope --undo" });
    await handlers.command({ ...alice, text: "deploy zope --undo" });
    expect(deploys.all).toEqual([]);
    expect(posted(said)).toMatchObject([
      {
        reply: {
          sentence: expect.stringMatching(/^The deploy of zope on web-1 that was marked 1 h ago is taken back\. /),
        },
      },
      {
        reply: {
          sentence: expect.stringMatching(/that was marked 3 h ago is taken back: 4\.2\. Its heap is judged as/),
        },
      },
    ]);
    expect(whispered(said)).toEqual([
      "No deploy of zope on web-1 is marked. One that stands in scipy.yml is taken back there.",
    ]);
  });

  it("that cannot be recorded or taken back says why, and tells the channel nothing", async () => {
    const { said, deploys, handlers } = answeringBot();
    deploys.failure = locked;
    await handlers.command({ ...alice, text: "deploy zope" });
    await handlers.command({ ...alice, text: "deploy zope --undo" });
    expect(posted(said)).toEqual([]);
    expect(whispered(said)).toEqual([
      `The deploy was not recorded: ${locked.detail}`,
      `Nothing was taken back: ${locked.detail}`,
    ]);
  });

  it("is recorded even where the channel cannot be told, and then its maker is told so", async () => {
    const { said, deploys, handlers } = answeringBot({
      postFails: { reason: "not in channel", detail: "Invite the bot to #ops." },
    });
    await handlers.command({ ...alice, text: "deploy zope" });
    expect(deploys.all).toHaveLength(1);
    expect(whispered(said)).toEqual(["It is done, but the channel was not told: Invite the bot to #ops."]);
  });

  it("makes the heap undecided until there is a day of data again, and heap says when and by whom", async () => {
    const { said, heaps, clock, handlers } = answeringBot();
    await handlers.command({ ...alice, text: "deploy zope 4.2" });
    await clock.advance(3 * hourMs);
    heaps.points = heapHistory({ endsAt: clock.now(), days: 5, levelAt: (days) => (1 + 0.4 * days) * gibi });
    await handlers.command({ ...alice, text: "heap zope" });
    expect(heapIn(said)).toMatchObject({ deploys: [{ at: clock.now() - 3 * hourMs, by: "U01", note: "4.2" }] });
    expect(heapIn(said)?.outlook?.analysis.verdict).toMatchObject({
      kind: "undecided",
      sentence: expect.stringMatching(/^No forecast yet: deployed 3 h ago/),
    });
    said.length = 0;
    await handlers.command({ ...alice, text: "deploy zope --undo" });
    await handlers.command({ ...alice, text: "heap zope" });
    expect(heapIn(said)).toMatchObject({ deploys: [], outlook: { analysis: { verdict: { kind: "growing" } } } });
  });

  it("that stands in the configuration counts as one that was marked, but not before its time", async () => {
    const { said, heaps, clock, zope, handlers } = answeringBot();
    const configured = (hours: number) => ({ at: instant(clock.now() + hours * hourMs), by: null, note: "yml" });
    heaps.points = heapHistory({ endsAt: clock.now(), days: 5, levelAt: (days) => (1 + 0.4 * days) * gibi });
    zope.deploys.push(configured(-5), configured(1));
    await handlers.command({ ...alice, text: "heap zope" });
    expect(heapIn(said)).toMatchObject({ deploys: [configured(-5)] });
    expect(heapIn(said)?.outlook?.analysis.regime.because).toBe("deploy");
  });

  it("of which nothing can be read leaves the heap unjudged", async () => {
    const { said, heaps, deploys, clock, handlers } = answeringBot();
    heaps.points = heapHistory({ endsAt: clock.now(), days: 5, levelAt: () => gibi });
    deploys.failure = locked;
    await handlers.command({ ...alice, text: "heap zope" });
    expect(heapIn(said)).toMatchObject({
      outlook: null,
      problem: `What was deployed of it cannot be read: ${locked.detail}`,
    });
  });
});
