import { bytes, renderBytes } from "../bytes.ts";
import type { Instant } from "../time.ts";
import type { HostPlan } from "./plan-host.ts";
import type { PlannedRestart, RestartPlan } from "./plan-restarts.ts";
import type { PolicyCost } from "./replay-policy.ts";
import type { RamSize, RamSizing } from "./size-ram.ts";

/** A plan in sentences, the conclusion first. Names are as they are configured: to be escaped by who shows them. */
export interface ExplainedPlan {
  readonly headline: string;
  /** One for each restart, at most `restartsShown`. */
  readonly restarts: readonly string[];
  readonly notes: readonly string[];
  readonly habits: readonly string[];
  readonly ram: string;
  /** Null where nothing is. */
  readonly widened: string | null;
}

/** More is no plan but a list; it is made anew before the next anyway. */
export const restartsShown = 5;

/** `tell` shows an instant to the reader: "Tue 3 Nov 03:00". */
export function explainPlan(
  { plan, habits, ram, budgetBytes, widened }: HostPlan,
  tell: (at: Instant) => string,
): ExplainedPlan {
  return {
    headline: headlineOf(plan, tell),
    restarts: plan.restarts.slice(0, restartsShown).map((restart) => restartLine(restart, tell)),
    notes: notesOf(plan, { budgetBytes, tell }),
    habits: habits.map(habitLine),
    ram: explainRam(ram),
    widened: widenedLine(widened),
  };
}

function headlineOf({ firstRestartAt, windows, windowsWithout }: RestartPlan, tell: (at: Instant) => string): string {
  if (windows.length === 0) return "There is no quiet window ahead to restart anything in.";
  if (firstRestartAt === null) return `No restart is needed in the next ${count(windows.length, "quiet window")}.`;
  if (windowsWithout === 0) return `The next quiet window, ${tell(firstRestartAt)}, needs a restart.`;
  return `${count(windowsWithout, "quiet window")} may pass without a restart; the one of ${tell(firstRestartAt)} needs one.`;
}

function restartLine({ daemon, at }: PlannedRestart, tell: (at: Instant) => string): string {
  return `${tell(at)}: restart ${daemon}`;
}

function notesOf(
  plan: RestartPlan,
  { budgetBytes, tell }: { readonly budgetBytes: number; readonly tell: (at: Instant) => string },
): readonly string[] {
  const notes = [`All daemons together may hold ${renderBytes(bytes(budgetBytes))}; each window is safe at 99 %.`];
  const tight = plan.windows.find(({ fits }) => !fits);
  if (tight !== undefined)
    notes.push(
      `From ${tell(tight.opensAt)} on no restart that is allowed is enough: up to ${renderBytes(bytes(tight.upperBytes))} are to be expected. More RAM, or less on this host.`,
    );
  if (plan.measuring !== null)
    notes.push(`Measuring: ${plan.measuring} is let run while the others suffice, so that its plateau is seen.`);
  const more = plan.restarts.length - restartsShown;
  if (more > 0) notes.push(`${count(more, "later restart")} ${more === 1 ? "is" : "are"} not shown.`);
  if (plan.reviewAt !== null) notes.push(`To be reviewed at ${tell(plan.reviewAt)} with what was measured until then.`);
  return notes;
}

function habitLine({ policy, restarts, hoursOver, isAtLeast }: PolicyCost): string {
  const least = isAtLeast ? "at least " : "";
  return `${policy}: ${count(restarts, "restart")}, ${least}${hoursOver} h over the limit`;
}

function widenedLine(widened: HostPlan["widened"]): string | null {
  if (widened.length === 0) return null;
  const each = widened.map(({ daemon, factor }) => `${daemon} ×${factor}`).join(", ");
  return `Ranges are widened, since earlier ones held less often than promised: ${each}.`;
}

/** How much RAM would end the restarts, in a sentence or two. */
export function explainRam(ram: RamSizing): string {
  switch (ram.kind) {
    case "no daemons":
      return "No daemon of this host is watched.";
    case "for good": {
      const saved = ram.restartsSaved;
      const saving = saved === null || saved === 0 ? "" : ` That saves about ${count(saved, "restart")} a year.`;
      return `RAM for all heaps at their plateaus: ${sizePhrases(ram.sizes)}.${saving}`;
    }
    case "for days": {
      const spans = ram.spans.map(
        ({ days, sizes }) => `${count(days, "day")} without a restart: ${sizePhrases(sizes)}`,
      );
      const who = ram.because.join(", ");
      return `No RAM ends the restarts while ${who} may grow on. For ${spans.join(". For ")}.`;
    }
  }
}

/** Of sizes that come to the same purchase, or to none, the one with the highest probability says it. */
function sizePhrases(sizes: readonly RamSize[]): string {
  const isSaid = (size: RamSize, next: RamSize | undefined): boolean =>
    next !== undefined &&
    size.isThere === next.isThere &&
    (size.isThere || (size.purchasableBytes !== null && size.purchasableBytes === next.purchasableBytes));
  return sizes
    .filter((size, at) => !isSaid(size, sizes[at + 1]))
    .map(sizePhrase)
    .join("; ");
}

function sizePhrase({ probability, neededBytes, purchasableBytes, isThere }: RamSize): string {
  const likely = `${Math.round(100 * probability)} % probability`;
  if (isThere) return `what is there suffices with ${likely}`;
  const needed = renderBytes(bytes(neededBytes));
  return purchasableBytes === null
    ? `${needed} are needed for ${likely}, more than one host is sold with`
    : `${renderBytes(bytes(purchasableBytes))} suffice with ${likely} (${needed} needed)`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
