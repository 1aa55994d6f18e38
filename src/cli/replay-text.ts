import type { ReplayReport } from "../app-replay.ts";
import type { ReplayOutcome } from "../domain/replay/outcome.ts";
import type { RuleTally } from "../domain/replay/tally.ts";
import { type Instant, millis, renderDuration } from "../domain/time.ts";
import { renderTable } from "./table.ts";

/** A line for each thing that would have been said, then a line for each rule; times in the zone of the configuration. */
export function replayText({ outcomes }: ReplayReport, zone: string): string {
  return `${outcomes.map((outcome) => hostText(outcome, zone)).join("\n\n")}\n`;
}

/** Recordings that count from a beginning of their own have no dates: nobody records the seventies. */
export function hasDates({ from }: Pick<ReplayOutcome, "from">): boolean {
  return from >= Date.UTC(2000, 0, 1);
}

function hostText(outcome: ReplayOutcome, zone: string): string {
  const { host, from, to, polls, gaps, sayings, rules } = outcome;
  const time = timeRenderer(outcome, zone);
  const head = `${host}: ${polls.toLocaleString("en")} ${polls === 1 ? "poll" : "polls"}, ${time(from)} to ${time(to)} (${renderDuration(millis(to - from))})`;
  const lines = sayings.map((saying) => [
    time(saying.at),
    saying.how,
    saying.severity,
    saying.key.rule,
    saying.sentence,
  ]);
  const said = lines.length === 0 ? "Nothing would have been said." : renderTable(lines);
  return [head, ...gapLines(gaps), "", said, ...(rules.length === 0 ? [] : ["", rulesText(rules)])].join("\n");
}

function gapLines({ count, forMs }: ReplayOutcome["gaps"]): readonly string[] {
  if (count === 0) return [];
  const what = count === 1 ? "1 gap" : `${count} gaps`;
  return [`${what} without a reading, ${renderDuration(millis(forMs))} in all: nothing is known of that time.`];
}

const hourMs = 3_600_000;

function rulesText(rules: readonly RuleTally[]): string {
  const head = ["rule", "fired", "messages", "notified", "hours firing", "fires at the end"];
  const rows = rules.map(({ rule, fired, posted, notified, firingFor, firingAtEnd }) => [
    rule,
    ...[fired, posted, notified].map(String),
    (firingFor / hourMs).toFixed(1),
    firingAtEnd === 0 ? "" : String(firingAtEnd),
  ]);
  return renderTable([head, ...rows]);
}

function timeRenderer(outcome: ReplayOutcome, zone: string): (at: Instant) => string {
  if (!hasDates(outcome)) return renderSince;
  // Swedish writes dates as ISO 8601 does.
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" });
  return (at) => format.format(at);
}

/** "3 d 04:05:06" on the recording's own clock. */
function renderSince(at: Instant): string {
  const whole = Math.floor(at / 1000);
  const [days, hours, minutes, seconds] = [whole / 86_400, (whole / 3600) % 24, (whole / 60) % 60, whole % 60];
  const two = (count: number): string => String(Math.floor(count)).padStart(2, "0");
  return `${Math.floor(days)} d ${two(hours)}:${two(minutes)}:${two(seconds)}`;
}
