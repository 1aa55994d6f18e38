import type { Millis } from "../../domain/time.ts";
import type { AnswerAddress, Clock } from "../../services/ports.ts";
import { type CallProblem, pauseAskedFor, problemOf, problemOfCode, problemOfStatus } from "./failures.ts";
import { readAtMost } from "./read-at-most.ts";
import type { MessageBlock } from "./views/message.ts";

export interface RespondOptions {
  readonly clock: Clock;
  readonly within: Millis;
  /** In the place of the message that was clicked, or below it. */
  readonly replaces: boolean;
}

/** One use of a response URL: shows a message to the person alone who asked. Null when Slack took it. */
export async function respond(
  to: AnswerAddress,
  { text, blocks }: { readonly text: string; readonly blocks: readonly MessageBlock[] },
  options: RespondOptions,
): Promise<CallProblem | null> {
  const body = {
    response_type: "ephemeral",
    replace_original: options.replaces,
    text,
    ...(blocks.length > 0 ? { blocks } : {}),
  };
  const giveUp = new AbortController();
  const cancel = options.clock.after(options.within, () => giveUp.abort(tooLate));
  try {
    const response = await fetch(to, {
      method: "POST",
      headers: { "content-type": "application/json; charset=utf-8" },
      body: JSON.stringify(body),
      redirect: "error",
      signal: giveUp.signal,
    });
    return problemIn(response, new TextDecoder().decode(await readAtMost(response, answerBytesMax)));
  } catch (error) {
    return problemOf(error);
  } finally {
    cancel();
  }
}

/** What `fetch` fails with when the time is over. */
const tooLate = new DOMException("Slack did not answer in time.", "TimeoutError");

/** Slack answers "ok" or a code; a longer answer is somebody else's page, or has no end. */
const answerBytesMax = 2000;

function problemIn(response: Response, answer: string): CallProblem | null {
  if (response.status === 429)
    return { kind: "limited", retryAfter: pauseAskedFor(Number.parseFloat(response.headers.get("retry-after") ?? "")) };
  const code = codeIn(answer);
  if (code !== null) return problemOfCode(code);
  return response.ok ? null : problemOfStatus(response.status);
}

function codeIn(answer: string): string | null {
  if (/^[a-z][a-z_]+$/.test(answer) && answer !== "ok") return answer;
  try {
    const { ok, error } = JSON.parse(answer) as { ok?: unknown; error?: unknown };
    return ok === false && typeof error === "string" ? error : null;
  } catch {
    return null;
  }
}
