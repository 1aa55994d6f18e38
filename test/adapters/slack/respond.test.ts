import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { CallProblem } from "../../../src/adapters/slack/failures.ts";
import { respond } from "../../../src/adapters/slack/respond.ts";
import { seconds } from "../../../src/domain/time.ts";
import type { AnswerAddress } from "../../../src/services/ports.ts";
import { until } from "./slack-harness.ts";

let server: Server | null = null;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** What a response URL comes to that is answered so. */
async function respondTo(answer: RequestListener): Promise<CallProblem | null> {
  const opened = createServer((request, response) => {
    request.resume();
    answer(request, response);
  });
  server = opened;
  await new Promise<void>((resolve) => opened.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(opened.address() as AddressInfo).port}/` as AnswerAddress;
  return respond(address, { text: "hello", blocks: [] }, { within: seconds(10), replaces: false });
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
    let sentBytes = 0;
    let cutOff = false;
    const answered = await respondTo(async (_, response) => {
      response.on("close", () => {
        cutOff = true;
      });
      response.writeHead(status);
      const piece = "<p>".repeat(20_000);
      while (!cutOff && sentBytes < endlessBytes) {
        sentBytes += piece.length;
        if (!response.write(piece)) await Promise.race([once(response, "drain"), once(response, "close")]);
      }
      response.end();
    });
    expect(answered).toEqual(problem === null ? null : expect.objectContaining(problem));
    await until("the transfer was cancelled", () => cutOff);
    expect(sentBytes).toBeLessThan(endlessBytes);
  });

  it("is not waited for when a body never goes on after its beginning", async () => {
    const began = performance.now();
    const problem = await respondTo((_, response) => {
      response.writeHead(200);
      response.write("<p>".repeat(1000));
    });
    expect(problem).toBeNull();
    expect(performance.now() - began).toBeLessThan(5000);
  });
});

/** More than the buffers between server and client hold, so that only who reads on gets it all. */
const endlessBytes = 100_000_000;
