import type { Host } from "../../domain/host.ts";
import { fail, type Result, succeed } from "../../domain/result.ts";
import { type Millis, seconds } from "../../domain/time.ts";
import { type GuardAnswer, guardOrder, parseGuardAnswer } from "../../guard/answer.ts";
import type { OrderOutcome } from "../ports-restart.ts";
import type { RestartState } from "./restart-state.ts";

/** The guard reads a few files; most of it is for connecting. */
const askFor: Millis = seconds(15);

/** Which generation the guard would restart, and whether it would. The error is a sentence for the asker. */
export async function planAtGuard(
  self: RestartState,
  { host, daemon }: { readonly host: Host; readonly daemon: string },
): Promise<Result<{ readonly hostKey: string | null; readonly generation: string | null }, string>> {
  const outcome = await self.commands.run(host, { argv: guardOrder("plan", daemon), hostKey: null }, askFor);
  if (outcome.kind !== "ended") return fail(`The guard on ${host.name} does not answer: ${outcome.detail}`);
  const answer = parseGuardAnswer(outcome.output);
  if (answer.kind === "planned") return succeed({ hostKey: outcome.hostKey, generation: answer.generation });
  return fail(`The guard on ${host.name} does not restart ${daemon}: ${guardSentence(answer)}`);
}

/** What has become of an operation, as the guard says; "unknown" where it cannot be asked. */
export async function resultAtGuard(
  self: RestartState,
  { host, operation }: { readonly host: Host; readonly operation: string },
): Promise<GuardAnswer> {
  const outcome = await self.commands.run(host, { argv: guardOrder("result", operation), hostKey: null }, askFor);
  return guardAnswerOf(outcome);
}

export function guardAnswerOf(outcome: OrderOutcome): GuardAnswer {
  if (outcome.kind !== "ended")
    return { kind: "unknown", why: outcome.detail, output: outcome.kind === "unknown" ? outcome.output : "" };
  return parseGuardAnswer(outcome.output);
}

export function guardSentence(answer: GuardAnswer): string {
  return "why" in answer ? `${answer.why}.` : `it said "${answer.kind}", which is no answer to that.`;
}
