import { fail, type Result } from "../../src/domain/result.ts";
import type { ChatFailure } from "../../src/services/ports.ts";
import type { NoticeChat } from "../../src/services/ports-notices.ts";

/** The chat of a bot in a process of its own: every call goes to the parent over loopback, and may never come back. */
export function createServerChat(server: string): NoticeChat {
  return {
    postNotice: (to, posted) => call(server, "post", [to, posted]),
    editNotice: (message, notice) => call(server, "edit", [message, notice]),
    findNotice: (to, posted) => call(server, "find", [to, posted]),
    linkTo: async () => null,
  };
}

/** Tells the parent where the process is; the parent answers, or kills it. */
export async function passPoint(server: string, point: string): Promise<void> {
  await fetch(`${server}/point`, { method: "POST", body: JSON.stringify(point) });
}

async function call<T>(server: string, what: string, given: unknown): Promise<Result<T, ChatFailure>> {
  try {
    const options = { method: "POST", body: JSON.stringify(given), signal: AbortSignal.timeout(answerMs) };
    const response = await fetch(`${server}/${what}`, options);
    return (await response.json()) as Result<T, ChatFailure>;
  } catch (error) {
    return fail({ reason: "no answer", detail: String(error) });
  }
}

/** On loopback; a parent that is busy takes a while. */
const answerMs = 10_000;
