import { slotHoursDefault } from "../../domain/heap/quiet-windows.ts";
import { fail, type Result, succeed } from "../../domain/result.ts";
import { type Instant, instant } from "../../domain/time.ts";
import type { AnswerOptions } from "./answer-options.ts";
import { type PlanSources, planOfHost } from "./answer-plan.ts";

export interface QuietWindow {
  readonly opensAt: Instant;
  readonly closesAt: Instant;
}

/** The next quiet window of a host, by what was measured of its traffic. The error is a sentence for the asker. */
export async function nextWindow(self: AnswerOptions, host: string): Promise<Result<QuietWindow, string>> {
  const known = self.hosts.find(({ name }) => name === host);
  if (known === undefined) return fail(`No host ${host} is watched any more.`);
  const found = await planOfHost(self, known);
  const now = self.clock.now();
  if (!found.ok) return fail(`The next quiet window is not known yet: ${found.error} Ask for it now instead.`);
  const opensAt = found.value.plan.windows.map((window) => window.opensAt).find((at) => at > now);
  if (opensAt === undefined) return fail("No quiet window is known. Ask for it now instead.");
  return succeed(windowFrom(opensAt));
}

/** The window in which the plan of its host wants a daemon restarted next; null where it wants none, or there is no plan. */
export async function nextDue(
  self: PlanSources & Pick<AnswerOptions, "hosts">,
  { host, daemon }: { readonly host: string; readonly daemon: string },
): Promise<QuietWindow | null> {
  const known = self.hosts.find(({ name }) => name === host);
  const found = known === undefined ? null : await planOfHost(self, known);
  if (found === null || !found.ok) return null;
  const now = self.clock.now();
  // Only the first window is to be acted on: by the next one more has been measured, and it is planned anew.
  const first = found.value.plan.windows.find(({ restarts, opensAt }) => restarts.length > 0 && opensAt > now);
  if (first === undefined || !first.restarts.some((restart) => restart.daemon === daemon)) return null;
  return windowFrom(first.opensAt);
}

function windowFrom(opensAt: Instant): QuietWindow {
  return { opensAt, closesAt: instant(opensAt + slotHoursDefault * 3_600_000) };
}
