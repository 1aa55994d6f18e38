import { describe, expect, it } from "vitest";
import {
  addressOfMessage,
  askedMessageOf,
  messageAt,
  threadOfAnswer,
} from "../../../src/adapters/slack/asked-message.ts";
import type { AnswerAddress } from "../../../src/services/ports.ts";

const reader = { botUserId: "U0BOT", commandName: "/scipy" };
const mention = { type: "app_mention", channel: "C01", ts: "1.1", user: "U01", text: "<@U0BOT> status", team: "T01" };
const direct = { type: "message", channel_type: "im", channel: "D01", ts: "1.1", user: "U01", text: "status" };

describe("a message that asks the bot", () => {
  it("is a mention, answered in its thread", () => {
    const asked = askedMessageOf(mention, "T02", reader);
    expect(asked).toMatchObject({ channel: "C01", user: "U01", team: "T01", words: "status", isDirect: false });
    expect(asked === null ? "" : threadOfAnswer(asked)).toBe("1.1");
  });

  it("is a mention in a thread, answered in that thread", () => {
    const asked = askedMessageOf({ ...mention, ts: "2.1", thread_ts: "1.1" }, "T01", reader);
    expect(asked).toMatchObject({ thread: "1.1" });
    expect(asked === null ? "" : threadOfAnswer(asked)).toBe("1.1");
  });

  it("is a direct message, answered below it, or in its thread where it has one", () => {
    const asked = askedMessageOf(direct, "T02", reader);
    expect(asked).toMatchObject({ isDirect: true, team: "T02", thread: null });
    expect(asked === null ? "" : threadOfAnswer(asked)).toBeNull();
    const threaded = askedMessageOf({ ...direct, ts: "2.1", thread_ts: "1.1" }, "T02", reader);
    expect(threaded === null ? "" : threadOfAnswer(threaded)).toBe("1.1");
  });

  it("names the workspace of the person, not of the channel, and none where Slack says none", () => {
    expect(askedMessageOf({ ...mention, user_team: "T09" }, "T01", reader)).toMatchObject({ team: "T09" });
    expect(askedMessageOf({ ...direct }, undefined, reader)).toMatchObject({ team: "" });
  });

  it.each([
    ["the bot itself", { ...direct, user: "U0BOT" }],
    ["another bot", { ...mention, bot_id: "B01" }],
    ["another bot by its profile", { ...mention, bot_profile: {} }],
    ["Slack itself", { ...direct, user: "USLACKBOT" }],
    ["nobody", { ...direct, user: undefined }],
    ["an edit", { ...direct, subtype: "message_changed" }],
    ["what was edited to mention it", { ...mention, edited: { user: "U01", ts: "2.1" } }],
    ["a deletion", { ...direct, subtype: "message_deleted" }],
    ["what is hidden", { ...direct, hidden: true }],
    ["a message in a channel that does not mention it", { ...direct, channel_type: "channel" }],
    ["a picture without a word", { ...direct, subtype: "file_share", text: "" }],
    ["something without a time", { ...direct, ts: undefined }],
    ["something in no conversation", { ...direct, channel: undefined }],
  ])("is not %s", (_, event) => {
    expect(askedMessageOf(event, "T01", reader)).toBeNull();
  });

  it.each([
    ["with a picture", { ...direct, subtype: "file_share", text: "report it hangs" }],
    ["that is shown in the channel, too", { ...mention, subtype: "thread_broadcast" }],
    ["of nothing but the mention", { ...mention, text: "<@U0BOT>" }],
    ["without a text", { ...direct, text: undefined }],
  ])("may be one %s", (_, event) => {
    expect(askedMessageOf(event, "T01", reader)).not.toBeNull();
  });

  it("has an address of its own, which no response URL is", () => {
    const asked = askedMessageOf(mention, "T01", reader);
    expect(asked === null ? null : messageAt(addressOfMessage(asked))).toEqual({
      ...{ channel: "C01", ts: "1.1", thread: null, user: "U01", isDirect: false },
    });
    expect(messageAt("https://hooks.slack.com/x" as AnswerAddress)).toBeNull();
  });
});
