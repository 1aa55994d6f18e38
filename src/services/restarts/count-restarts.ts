import type { Present } from "../../domain/restart/check-plan.ts";
import type { RestartRequest } from "../../domain/restart/restart-request.ts";
import { fail, type Result, succeed } from "../../domain/result.ts";
import { instant } from "../../domain/time.ts";
import type { RestartState } from "./restart-state.ts";

const hourMs = 3_600_000;
/** A request for a quiet window may be a week old when it is run. */
const lookBackMs = 8 * 86_400_000;
/** Requests of one host within that time; with more the count would not be whole, and nothing is restarted. */
const countedMax = 1000;

type Counts = Pick<Present, "restartsOfDaemon" | "restartsOfHost">;

/** What the budgets of an hour are held against: by when restarts were, whenever they were asked for. The error is a phrase. */
export async function restartsOfHour(
  { store, clock }: Pick<RestartState, "store" | "clock">,
  { id, host, daemon }: RestartRequest,
): Promise<Result<Counts, string>> {
  const now = clock.now();
  const span = { from: instant(now - lookBackMs), to: now };
  const past = await store.pastRestarts({ host, daemon: null, span, max: countedMax });
  if (!past.ok) return fail(past.error.detail);
  if (past.value.length >= countedMax) return fail(`${countedMax} requests or more within 8 days cannot be counted`);
  const ran = past.value.filter((one) => one.id !== id && mayHaveRunSince(one, now - hourMs));
  const ofDaemon = ran.filter((one) => one.daemon === daemon);
  return succeed({ restartsOfDaemon: ofDaemon.length, restartsOfHost: ran.length });
}

/** What nobody knows counts, too: rather a restart too few. */
function mayHaveRunSince({ state }: RestartRequest, since: number): boolean {
  const mayHaveRun = "ran" in state || (state.kind === "failed" && state.closedBy !== undefined);
  return mayHaveRun && state.at > since;
}
