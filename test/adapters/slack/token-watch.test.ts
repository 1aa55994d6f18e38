import { WebAPIPlatformError, type WebClient } from "@slack/web-api";
import { describe, expect, it } from "vitest";
import { slackLimits } from "../../../src/adapters/slack/limits.ts";
import { createTokenWatch } from "../../../src/adapters/slack/token-watch.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";
import { memoryLog } from "./slack-harness.ts";

/** A watch that has just heard of a refusal, and asks again with these outcomes. */
async function refusedOnce(...outcomes: readonly ("known" | "refused" | "lost")[]) {
  const clock = new VirtualClock();
  const faults: unknown[] = [];
  let asked = 0;
  const test = async () => {
    const outcome = outcomes[asked];
    asked += 1;
    if (outcome === "refused") throw new WebAPIPlatformError({ ok: false, error: "invalid_auth" });
    if (outcome === "lost") throw new Error("nobody answered");
    return { ok: true };
  };
  const client = { auth: { test } } as unknown as WebClient;
  const onFault = (fault: unknown) => faults.push(fault);
  const watch = createTokenWatch({ client, clock, log: memoryLog([]), limits: slackLimits, onFault });
  watch.arm();
  watch.botToken("refused");
  await clock.advance(60_000);
  return { faults, asked };
}

describe("a bot token that Slack refuses", () => {
  it("ends the bot when it is refused three times in a row, and once only", async () => {
    expect(await refusedOnce("refused", "refused")).toMatchObject({
      faults: [{ reason: "token refused", token: "bot" }],
      asked: 2,
    });
  });

  it.each([
    ["once", ["known"], 1],
    ["twice", ["refused", "known"], 2],
    ["once, before Slack is not to be reached", ["lost"], 1],
  ] as const)("does not end the bot when it is refused in passing %s", async (_, outcomes, asks) => {
    expect(await refusedOnce(...outcomes)).toEqual({ faults: [], asked: asks });
  });
});
