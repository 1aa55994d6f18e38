import { slotHoursDefault } from "../../domain/heap/quiet-windows.ts";
import { fail, type Result, succeed } from "../../domain/result.ts";
import { type Instant, instant } from "../../domain/time.ts";
import type { AnswerOptions } from "./answer-options.ts";
import { planOfHost } from "./answer-plan.ts";

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
  return succeed({ opensAt, closesAt: instant(opensAt + slotHoursDefault * 3_600_000) });
}
