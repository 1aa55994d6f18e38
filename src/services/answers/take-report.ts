import type { ActionRefusal } from "../../domain/alert/act.ts";
import { hostVerdict, verdictOf } from "../../domain/diagnosis/verdict.ts";
import type { Result } from "../../domain/result.ts";
import { succeed } from "../../domain/result.ts";
import type { ReportOutcome } from "../alerts/alert-desk.ts";
import type { AnswerOptions } from "./answer-options.ts";

export interface GivenReport {
  readonly host: string | null;
  /** Printable, not empty. */
  readonly text: string;
  /** Slack id. */
  readonly by: string;
}

export interface TakenReport extends ReportOutcome {
  readonly host: string | null;
  /** A whole sentence with its figures. */
  readonly reading: string;
}

/**
 * Takes in that users suffer: with a fresh reading of the host, or of all hosts where none is named, which takes at most
 * the 3 s of a look. Where one host is watched it is that one.
 */
export async function takeReport(
  { watch, desk, clock, hosts }: Pick<AnswerOptions, "watch" | "desk" | "clock" | "hosts">,
  given: GivenReport,
): Promise<Result<TakenReport, ActionRefusal>> {
  const host = given.host ?? (hosts.length === 1 ? (hosts[0]?.name ?? null) : null);
  const board = await watch.look(host, () => undefined);
  const [status] = board.hosts;
  const now = clock.now();
  const verdict = host === null || status === undefined ? verdictOf(board, now) : hostVerdict(status, now);
  const reading = `${verdict}.`;
  const reported = await desk.report({ ...given, host, reading });
  return reported.ok ? succeed({ ...reported.value, host, reading }) : reported;
}
