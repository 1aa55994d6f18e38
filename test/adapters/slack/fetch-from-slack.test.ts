import type { RequestListener } from "node:http";
import { WebClient } from "@slack/web-api";
import { afterEach, describe, expect, it } from "vitest";
import { createSlack } from "../../../src/adapters/slack/create-slack.ts";
import { problemOf } from "../../../src/adapters/slack/failures.ts";
import { fetchFromSlack } from "../../../src/adapters/slack/fetch-from-slack.ts";
import { systemClock } from "../../../src/adapters/system/clock.ts";
import { Secret } from "../../../src/domain/secret.ts";
import { millis } from "../../../src/domain/time.ts";
import { createHostileServer, EndlessBody, type HostileServer } from "./hostile-server.ts";
import { deafHandlers, memoryLog, until } from "./slack-harness.ts";

let server: HostileServer | null = null;
afterEach(async () => {
  await server?.stop();
  server = null;
});

/** A client of the SDK as the bot uses it, at a server that answers so. */
async function clientAt(answer: RequestListener): Promise<WebClient> {
  server = await createHostileServer(answer);
  const options = { slackApiUrl: server.url, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, timeout: 5000 };
  return new WebClient("xoxb-1", { ...options, fetch: fetchFromSlack });
}

describe("a call of Slack's Web API", () => {
  it("comes to what Slack answers", async () => {
    const client = await clientAt((_, response) => {
      response.setHeader("x-oauth-scopes", "commands,chat:write");
      response.end(JSON.stringify({ ok: true, user: "scipy", note: "ü".repeat(1_000_000) }));
    });
    const answer = await client.auth.test();
    expect(answer).toMatchObject({ user: "scipy", note: "ü".repeat(1_000_000) });
    expect(answer.response_metadata?.scopes).toEqual(["commands", "chat:write"]);
  });

  it.each([
    ["7", 7000],
    ["-1", 1000],
    ["soon", 5000],
    [null, 5000],
  ])(
    "that comes too fast waits, also where Slack does not say how long: Retry-After %s",
    async (header, retryAfter) => {
      const client = await clientAt((_, response) => {
        response.writeHead(429, header === null ? {} : { "retry-after": header });
        response.end();
      });
      expect(await client.auth.test().catch(problemOf)).toEqual({ kind: "limited", retryAfter });
    },
  );

  it.each([200, 500])(
    "has perhaps been executed where an answer without end comes back with status %i",
    async (status) => {
      const body = new EndlessBody();
      const client = await clientAt((_, response) => {
        response.writeHead(status);
        void body.send(response);
      });
      const problem = await client.auth.test().catch(problemOf);
      expect(problem).toMatchObject({ kind: "failed", failure: { reason: "no answer" }, executed: "perhaps" });
      await until("the transfer was cancelled", () => body.isCutOff);
      expect(body.wasReadToItsEnd).toBe(false);
    },
  );

  it("ends in the same way for the bot itself, which does not start", async () => {
    const bodies: EndlessBody[] = [];
    server = await createHostileServer((_, response) => {
      const body = new EndlessBody();
      bodies.push(body);
      void body.send(response);
    });
    const tokens = { botToken: new Secret("xoxb-1"), appToken: new Secret("xapp-1") };
    const slack = createSlack({
      settings: { ...tokens, apiUrl: server.url, sockets: 1 },
      commandName: "/scipy",
      clock: systemClock,
      chance: () => 0.5,
      log: memoryLog([]),
      limits: { startWithin: millis(300), reconnectMin: millis(200) },
    });
    const started = await slack.start(deafHandlers);
    expect(started).toMatchObject({ ok: false, error: { reason: "unreachable" } });
    await until("all transfers were cancelled", () => bodies.length > 0 && bodies.every((body) => body.isCutOff));
    expect(bodies.some((body) => body.wasReadToItsEnd)).toBe(false);
  });
});
