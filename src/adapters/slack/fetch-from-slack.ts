import type { FetchFunction } from "@slack/web-api";
import { pauseAskedFor } from "./failures.ts";
import { readAtMost } from "./read-at-most.ts";

/**
 * `fetch` for the SDK, which takes two things on trust: that an answer has an end, and that Slack says how long to wait when
 * a call comes too fast. Rejects where an answer is too long, as it does where none comes.
 */
export const fetchFromSlack: FetchFunction = async (url, init) => {
  const response = await fetch(url, init);
  const body = await readAtMost(response, answerBytesMax + 1);
  if (body.length > answerBytesMax) throw new Error("the answer is too long");
  const { status, statusText } = response;
  const headers = new Headers(response.headers);
  if (status === 429) headers.set(pauseHeader, String(pauseIn(headers)));
  return new Response(body.length === 0 ? null : body, { status, statusText, headers });
};

/** The longest that the bot asks for: a page of 200 channels, well under 1 MB, or of 100 messages, about 1 MB. */
const answerBytesMax = 4_000_000;

const pauseHeader = "retry-after";

function pauseIn(headers: Headers): number {
  return pauseAskedFor(Number.parseFloat(headers.get(pauseHeader) ?? "")) / 1000;
}
