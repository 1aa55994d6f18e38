import type { RequestListener } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import type { CallProblem } from "../../../src/adapters/slack/failures.ts";
import { respond } from "../../../src/adapters/slack/respond.ts";
import { systemClock } from "../../../src/adapters/system/clock.ts";
import { seconds } from "../../../src/domain/time.ts";
import type { AnswerAddress } from "../../../src/services/ports.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";
import { createHostileServer, EndlessBody, type HostileServer } from "./hostile-server.ts";
import { until } from "./slack-harness.ts";

let server: HostileServer | null = null;
afterEach(async () => {
  await server?.stop();
  server = null;
});

/** What a response URL comes to that is answered so. */
async function respondTo(answer: RequestListener): Promise<CallProblem | null> {
  server = await createHostileServer(answer);
  const address = server.url as AnswerAddress;
  return respond(address, { text: "hello", blocks: [] }, { clock: systemClock, within: seconds(10), replaces: false });
}

describe("an answer to one person alone", () => {
  it.each([
    ["7", 7000],
    ["0", 1000],
    ["-1", 1000],
    ["soon", 5000],
    ["Infinity", 5000],
    [null, 5000],
  ])("that Slack holds back waits at least a second: Retry-After %s", async (header, retryAfter) => {
    const problem = await respondTo((_, response) => {
      response.writeHead(429, header === null ? {} : { "retry-after": header });
      response.end("rate_limited");
    });
    expect(problem).toEqual({ kind: "limited", retryAfter });
  });

  it.each([
    [200, null],
    [404, { kind: "failed", executed: "no" }],
  ])("is judged by status %i where a body without end comes back, of which little is read", async (status, problem) => {
    const body = new EndlessBody();
    const answered = await respondTo((_, response) => {
      response.writeHead(status);
      void body.send(response);
    });
    expect(answered).toEqual(problem === null ? null : expect.objectContaining(problem));
    await until("the transfer was cancelled", () => body.isCutOff);
    expect(body.wasReadToItsEnd).toBe(false);
  });

  it("is not waited for when a body never goes on after its beginning", async () => {
    const began = performance.now();
    const problem = await respondTo((_, response) => {
      response.writeHead(200);
      response.write("<p>".repeat(1000));
    });
    expect(problem).toBeNull();
    expect(performance.now() - began).toBeLessThan(9000);
  });
});

async function urlOf(listener: RequestListener): Promise<AnswerAddress> {
  server = await createHostileServer(listener);
  return server.url as AnswerAddress;
}

/** By the machine's clock it would not come within this test. */
const anHour = seconds(3600);
const message = { text: "for you", blocks: [] };

describe("an answer through a response URL", () => {
  const silences: readonly (readonly [what: string, listener: RequestListener])[] = [
    ["says nothing", () => undefined],
    ["stops in the middle of its answer", (_request, response) => void response.writeHead(200).write("o")],
  ];
  it.each(silences)("is given up by the bot's own clock when Slack %s", async (_what, listener) => {
    const clock = new VirtualClock();
    let asked = (): void => undefined;
    const isAsked = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const to = await urlOf((request, response) => {
      listener(request, response);
      asked();
    });
    const told = respond(to, message, { clock, within: anHour, replaces: false });
    await isAsked;
    await clock.advance(anHour);
    expect(await told).toMatchObject({
      kind: "failed",
      executed: "perhaps",
      failure: { reason: "no answer", detail: expect.stringContaining("TimeoutError") },
    });
    expect(clock.pending).toBe(0);
  });

  it("leaves no timer behind, whether it was taken or not", async () => {
    const clock = new VirtualClock();
    const options = { clock, within: anHour, replaces: false };
    const to = await urlOf((_request, response) => void response.end("ok"));
    expect(await respond(to, message, options)).toBeNull();
    expect(await respond("http://127.0.0.1:1/" as AnswerAddress, message, options)).toMatchObject({ kind: "failed" });
    expect(clock.pending).toBe(0);
  });
});
