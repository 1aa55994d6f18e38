import { WebClient } from "@slack/web-api";
import { afterEach, describe, expect, it } from "vitest";
import { findMessage } from "../../../src/adapters/slack/find-message.ts";
import { noticeMetadata } from "../../../src/adapters/slack/notice-metadata.ts";
import { succeed } from "../../../src/domain/result.ts";
import { createHostileServer, type HostileServer } from "./hostile-server.ts";

let server: HostileServer | null = null;
afterEach(async () => {
  await server?.stop();
  server = null;
});

/** Looks for "m-1" by the bot B1 in a channel of which Slack gives these messages. */
async function findAmong(messages: readonly unknown[]) {
  server = await createHostileServer((_, response) => void response.end(JSON.stringify({ ok: true, messages })));
  const client = new WebClient("xoxb-1", { slackApiUrl: server.url, retryConfig: { retries: 0 } });
  const looking = { client, pagesMax: 3, look: async <T>(_: string, act: () => Promise<T>) => succeed(await act()) };
  return findMessage(looking, { channel: "C1", thread: null }, { id: "m-1", since: 0, botId: "B1" });
}

const ours = { ts: "1.2", bot_id: "B1", metadata: noticeMetadata("m-1") };

describe("the look for a message of the bot's own", () => {
  it("does not take another app's message for it, whose metadata is a copy", async () => {
    expect(await findAmong([{ ...ours, bot_id: "B2" }])).toEqual({ ok: true, value: null });
    await server?.stop();
    expect(await findAmong([{ ...ours, bot_id: "B2", ts: "1.1" }, ours])).toMatchObject({ value: { ts: "1.2" } });
  });

  it.each<[string, unknown]>([
    ["none", undefined],
    ["null", null],
    ["a text", "scipy_notice"],
    ["of another event", { ...noticeMetadata("m-1"), event_type: "other" }],
    ["without payload", { event_type: "scipy_notice" }],
    ["of another message", noticeMetadata("m-2")],
  ])("passes by what has other metadata: %s", async (_, metadata) => {
    expect(await findAmong([{ ...ours, metadata }])).toEqual({ ok: true, value: null });
  });
});
