import { millis, renderDuration } from "../time.ts";
import type { RuleName } from "./rule.ts";
import type { AlertSettings } from "./settings.ts";

/** How a rule is computed, with the numbers that hold here: whole sentences, and the page that says more. */
export function howRuleWorks(rule: RuleName, settings: AlertSettings): string {
  const { pendingMs, keepFiringMs } = settings[rule].timing;
  const fires = pendingMs === 0 ? "It fires at once" : `It fires when that has lasted ${shown(pendingMs)}`;
  const ends = `and resolves when it has been clear for ${shown(keepFiringMs)}, longer each time that it comes back.`;
  return `${meanings[rule](settings)} ${fires}, ${ends} Every number can be changed; see docs/alerts.md, section ${rule}.`;
}

function shown(ms: number): string {
  return renderDuration(millis(ms));
}

const meanings: Readonly<Record<RuleName, (settings: AlertSettings) => string>> = {
  memory: ({ memory }) =>
    `Warns when some tasks wait for memory ${memory.someWarning} % of the time or all tasks ${memory.fullWarning} %, averaged over 60 s (critical: ${memory.someCritical} % and ${memory.fullCritical} %), or when less than ${memory.availableWarning} % of RAM is available (critical: ${memory.availableCritical} %) and swap cannot help.`,
  swap: ({ swap }) =>
    `Warns when swap in use grows by ${swap.climbWarning} % of RAM per hour (critical: ${swap.climbCritical} %) over at least ${shown(swap.spanMs)} while pages are swapped out, or when ${swap.thrash} pages a second go in and out both. A full but idle swap is harmless and is not told.`,
  load: ({ load }) =>
    `Warns when the load over one minute is ${load.warning} for each CPU (critical: ${load.critical}); clear below ${load.clear}.`,
  heap: ({ heap }) =>
    `Warns when the daemon's heap, anonymous memory and swap together, reaches ${share(heap.warning)} of its threshold (critical: ${share(heap.critical)}); clear below ${share(heap.clear)}.`,
  forecast: ({ forecast }) =>
    `Warns when the daemon's heap has reached ${share(forecast.level)} of its threshold and most likely reaches it within ${shown(forecast.withinMs)}, with a chance of 50 % or more (critical: of 95 %, within ${shown(forecast.criticalWithinMs)}). Without enough history for a range nothing is said.`,
  down: () => "Tells when no process of the daemon is found on a host that answers.",
  restarted: () => "Tells when the daemon, or the whole host, is another process or boot than at the reading before.",
  oom: () => "Tells when the kernel's count of processes killed for want of memory has grown.",
  unreachable: ({ unreachable }) =>
    `Tells when ${unreachable.missed} readings in a row were missed; critical after ${shown(unreachable.criticalAfterMs)} without any.`,
  health: ({ health }) =>
    `Warns when the daemon's health address failed ${health.failedWarning} times in a row (critical: ${health.failedCritical}).`,
  clock: ({ clock }) =>
    `Warns when the host's clock and the bot's are ${clock.warning} s apart (critical: ${clock.critical} s).`,
  bot: () => "Tells when something keeps the bot itself from doing its work.",
};

function share(ratio: number): string {
  return `${Math.round(ratio * 100)} %`;
}
