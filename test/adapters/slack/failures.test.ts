import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from "@slack/web-api";
import { describe, expect, it } from "vitest";
import { outcomeOf, show } from "../../../src/adapters/slack/call.ts";
import { problemOf } from "../../../src/adapters/slack/failures.ts";
import { section } from "../../../src/adapters/slack/views/blocks.ts";
import type { Message, MessageBlock } from "../../../src/adapters/slack/views/message.ts";

const platform = (error: string, more: object = {}) => new WebAPIPlatformError({ ok: false, error, ...more });
const network = (code: string) =>
  new WebAPIRequestError(new TypeError("fetch failed", { cause: Object.assign(new Error("low"), { code }) }));

describe("an error of Slack's", () => {
  it.each([
    ["not_in_channel", "not in channel"],
    ["channel_not_found", "no such channel"],
    ["is_archived", "no such channel"],
    ["message_not_found", "message gone"],
    ["restricted_action", "refused"],
    ["something_new", "refused"],
    ["internal_error", "no answer"],
  ])("%s means: %s", (code, reason) => {
    expect(problemOf(platform(code))).toMatchObject({ kind: "failed", failure: { reason } });
  });

  it.each(["invalid_auth", "token_revoked", "account_inactive"])("%s is about the token", (code) => {
    expect(problemOf(platform(code))).toMatchObject({ kind: "token refused", code });
  });

  it.each(["invalid_blocks", "msg_blocks_too_long", "msg_too_long"])("%s asks for a plainer message", (code) => {
    expect(problemOf(platform(code))).toMatchObject({ kind: "unshowable" });
  });

  it.each([
    ["a page", "<!doctype html><title>Sign in to the hotel</title>"],
    ["too long for one", "a".repeat(10_000)],
    ["no text", {}],
    ["left out", undefined],
  ])("is no answer of Slack's where its code is %s, and is quoted nowhere", (_, error) => {
    const problem = problemOf(new WebAPIPlatformError({ ok: false, error: error as string }));
    expect(problem).toEqual({
      kind: "failed",
      failure: { reason: "no answer", detail: "What answered was not Slack, or cannot be read." },
      executed: "perhaps",
    });
  });

  it("names the scope that is missing and the block that is bad", () => {
    expect(JSON.stringify(problemOf(platform("missing_scope", { needed: "chat:write" })))).toContain(
      "needs the scope chat:write",
    );
    const response_metadata = { messages: ["[ERROR] too long [json-pointer:/blocks/1/text]"] };
    expect(JSON.stringify(problemOf(platform("invalid_blocks", { response_metadata })))).toContain(
      "json-pointer:/blocks/1/text",
    );
  });

  it.each([
    [7, 7000],
    [0.2, 1000],
    [0, 1000],
    [-1, 1000],
    [Number.NaN, 5000],
    [Number.POSITIVE_INFINITY, 5000],
  ])("tells how long to wait, and at least a second: %d s", (asked, retryAfter) => {
    expect(problemOf(new WebAPIRateLimitedError(asked))).toEqual({ kind: "limited", retryAfter });
  });

  it.each([
    ["never reached Slack", network("ECONNREFUSED"), "no"],
    ["was lost on the way", network("ECONNRESET"), "perhaps"],
    ["took too long", new WebAPIRequestError(new DOMException("late", "TimeoutError")), "perhaps"],
    ["was a fault of Slack", new WebAPIHTTPError(503, "Service Unavailable", {}), "perhaps"],
    ["was refused by a proxy", new WebAPIHTTPError(403, "Forbidden", {}), "no"],
    ["is nothing known", "a string", "perhaps"],
  ])("tells whether the call may have been executed: it %s", (_, error, executed) => {
    expect(problemOf(error)).toMatchObject({ kind: "failed", executed });
  });

  it.each([
    ["a post that was lost", network("ECONNRESET"), "if not executed", false],
    ["a post that never left", network("ECONNREFUSED"), "if not executed", true],
    ["an edit that was lost", network("ECONNRESET"), "always", true],
    ["an edit that was refused", platform("message_not_found"), "always", false],
  ] as const)("is repeated only where that does no harm: %s", (...[, error, repeat, again]) => {
    expect(outcomeOf(problemOf(error), repeat)).toMatchObject({ kind: "failed", again });
  });
});

describe("a message that Slack cannot show", () => {
  const blocks: readonly MessageBlock[] = [section("native")];
  const plainBlocks: readonly MessageBlock[] = [section("plain")];
  const message: Message = { text: "text", blocks, plainBlocks };

  it.each([
    ["without tables and charts", 1, plainBlocks],
    ["as text alone", 2, []],
  ])("is shown %s after %i refusals", async (_, refusals, shown) => {
    const tried: (readonly MessageBlock[])[] = [];
    const attempt = await show<string>(
      message,
      async (_text, version) => {
        tried.push(version);
        const problem = { kind: "unshowable", failure: { reason: "refused", detail: "bad" } } as const;
        return tried.length <= refusals ? problem : { kind: "sent", value: "ts" };
      },
      () => undefined,
    );
    expect(attempt).toEqual({ kind: "sent", value: "ts" });
    expect(tried.at(-1)).toEqual(shown);
  });

  it("is given up when not even its text can be shown", async () => {
    const unshowable = { kind: "unshowable", failure: { reason: "refused", detail: "bad" } } as const;
    const attempt = await show(
      message,
      async () => unshowable,
      () => undefined,
    );
    expect(attempt).toMatchObject({ kind: "failed", again: false, failure: { reason: "refused" } });
  });
});
