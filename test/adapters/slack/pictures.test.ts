import { afterEach, describe, expect, it } from "vitest";
import { botScopes } from "../../../src/adapters/slack/inspect-slack.ts";
import { notWidened } from "../../../src/domain/heap/widening.ts";
import { restartNotice } from "../../../src/domain/notice/restart-notice.ts";
import { fail, succeed } from "../../../src/domain/result.ts";
import { instant, millis } from "../../../src/domain/time.ts";
import type { AnswerAddress } from "../../../src/services/ports.ts";
import type { HeapReply } from "../../../src/services/ports-heap.ts";
import type { Painter } from "../../../src/services/ports-pictures.ts";
import { outlook } from "../../support/heap-outlooks.ts";
import { aRequest, states } from "../../support/restart-request.ts";
import { type Harness, type HarnessOptions, startHarness } from "./slack-harness.ts";

let harness: Harness;
afterEach(() => harness.end());

const png = new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10]);

function countingPainter(): Painter & { readonly painted: string[] } {
  const painted: string[] = [];
  return {
    painted,
    paint: async ({ title }) => {
      painted.push(title);
      return succeed(png);
    },
  };
}

const reply: HeapReply = {
  kind: "heap",
  daemons: [
    {
      host: "scipy",
      daemon: "zope",
      outlook: outlook(),
      problem: null,
      limit: null,
      deploys: [],
      widening: notWidened,
    },
  ],
  more: 0,
  horizonDays: 7,
  commandName: "/scipy",
  now: instant(Date.UTC(2026, 0, 15)),
};

async function begin(options: HarnessOptions): Promise<AnswerAddress> {
  harness = await startHarness(options);
  await harness.ask("heap zope");
  const asked = harness.commands[0];
  if (asked === undefined) throw new Error("nothing was asked");
  return asked.answerTo;
}

/** Types of the blocks that the asker alone sees, of the newest answer. */
async function shown(): Promise<readonly string[]> {
  const newest = (await harness.whispers()).at(-1) as unknown as { blocks: { type: string }[] };
  return newest.blocks.map(({ type }) => type);
}

describe("a picture in an answer", () => {
  it("is uploaded into no channel and shown by its file, once Slack has looked at it", async () => {
    const painter = countingPainter();
    const to = await begin({ painter, limits: { pictureTries: [millis(0), millis(500)] } });
    expect(await harness.slack.chat.whisper(to, reply)).toMatchObject({ ok: true });
    expect(await shown()).toContain("image");
    expect(await shown()).not.toContain("data_visualization");
    const [place] = await harness.calls("files.getUploadURLExternal");
    expect(place?.args).toMatchObject({ filename: "picture.png", length: String(png.length) });
    expect(JSON.stringify(place?.args)).toContain("Heap of zope on scipy");
    const [done] = await harness.calls("files.completeUploadExternal");
    expect(done?.args).not.toHaveProperty("channel_id");
    expect(await harness.violations()).toEqual([]);
  });

  it("is painted and uploaded once for the same figures", async () => {
    const painter = countingPainter();
    const to = await begin({ painter });
    await harness.slack.chat.whisper(to, reply);
    await harness.slack.chat.whisper(to, reply);
    expect(painter.painted).toHaveLength(1);
    expect(await harness.calls("files.completeUploadExternal")).toHaveLength(1);
  });

  it("gives way to the native chart where Slack does not show it, within the uses of a response URL", async () => {
    const to = await begin({ painter: countingPainter(), limits: { pictureTries: [millis(0), millis(0)] } });
    expect(await harness.slack.chat.whisper(to, reply)).toMatchObject({ ok: true });
    expect(await shown()).toContain("data_visualization");
    expect(await harness.violations()).toEqual([]);
  });

  it("gives way to the native chart without the scope, says so in the log, and does not ask again at once", async () => {
    const scopes = botScopes.filter((scope) => scope !== "files:write");
    const to = await begin({ painter: countingPainter(), scopes });
    await harness.slack.chat.whisper(to, reply);
    await harness.slack.chat.whisper(to, reply);
    expect(await shown()).toContain("data_visualization");
    expect(await harness.calls("files.getUploadURLExternal")).toHaveLength(1);
    const why = harness.logged.find(({ message }) => message === "shown without its picture")?.fields?.["why"];
    expect(why).toContain("files:write");
  });

  it("gives way to the native chart where it cannot be painted, or takes too long", async () => {
    const to = await begin({ painter: { paint: async () => fail("the painter ended with 1") } });
    await harness.slack.chat.whisper(to, reply);
    expect(await shown()).toContain("data_visualization");
    await harness.end();
    const never: Painter = { paint: () => new Promise(() => undefined) };
    const again = await begin({ painter: never, limits: { pictureWithin: millis(50) } });
    await harness.slack.chat.whisper(again, reply);
    expect(await shown()).toContain("data_visualization");
  });

  it.each(["files.getUploadURLExternal", "files.completeUploadExternal"])(
    "gives way to the native chart where %s fails",
    async (method) => {
      const to = await begin({ painter: countingPainter() });
      await harness.control("fault", { kind: "lost-response", method });
      expect(await harness.slack.chat.whisper(to, reply)).toMatchObject({ ok: true });
      expect(await shown()).toContain("data_visualization");
    },
  );

  it("stands in what is told unasked, too, and an edit keeps its file", async () => {
    const painter = countingPainter();
    harness = await startHarness({ painter });
    const notice = restartNotice(aRequest({ state: states.succeeded }));
    const to = { kind: "channel", channel: "C01OPS" } as const;
    const posted = await harness.slack.notices.postNotice(to, { id: "m-1", notice });
    if (!posted.ok) throw new Error(posted.error.detail);
    expect(await harness.slack.notices.editNotice(posted.value, notice)).toMatchObject({ ok: true });
    const [message] = (await harness.messages()) as unknown as { blocks: { type: string }[] }[];
    expect(message?.blocks.map(({ type }) => type)).toContain("image");
    expect(painter.painted).toEqual(["Restart 18 of zope on web-1"]);
    expect(await harness.violations()).toEqual([]);
  });

  it("is posted natively, and once, where Slack never shows its file", async () => {
    harness = await startHarness({ painter: countingPainter(), limits: { pictureTries: [millis(0)] } });
    const notice = restartNotice(aRequest({ state: states.succeeded }));
    const to = { kind: "channel", channel: "C01OPS" } as const;
    expect(await harness.slack.notices.postNotice(to, { id: "m-1", notice })).toMatchObject({ ok: true });
    const messages = (await harness.messages()) as unknown as { blocks: { type: string }[] }[];
    expect(messages).toHaveLength(1);
    expect(messages[0]?.blocks.map(({ type }) => type)).toContain("table");
    expect(JSON.stringify(messages)).not.toContain("slack_file");
  });

  it("is not shown where nothing paints", async () => {
    const to = await begin({});
    await harness.slack.chat.whisper(to, reply);
    expect(await shown()).toContain("data_visualization");
    expect(harness.logged.filter(({ level }) => level !== "info")).toEqual([]);
  });
});
