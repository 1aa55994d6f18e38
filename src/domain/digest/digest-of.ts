import { plural } from "../diagnosis/phrases.ts";
import type { DigestNotice } from "../notice/notice.ts";
import { millis, renderDuration } from "../time.ts";
import {
  driftLine,
  happeningLine,
  noiseLine,
  openLine,
  restartLines,
  silenceLine,
  sourceLine,
} from "./digest-lines.ts";
import { day } from "./find-drift.ts";
import { type Happening, happeningsOf } from "./happenings.ts";
import { worstWeeks } from "./host-week.ts";
import type { Week } from "./week.ts";

/** Twelve lines of a section fit a screen; the rest are counted. */
export const sectionLinesMax = 12;

/** The digest of a week, worst first; null when there is nothing to say, since a message that says so teaches to skip it. */
export function digestOf(week: Week): DigestNotice | null {
  const { span, now } = week;
  const open = week.open.filter(({ specimen }) => !specimen);
  const happenings = happeningsOf(week.transitions, span.to);
  const judged = week.noise?.rows.filter(({ useful, noise }) => useful + noise > 0) ?? [];
  const sections = [
    section(
      "Open now",
      open.map((alert) => openLine(alert, now)),
    ),
    section(
      "No readings",
      week.sourcesDown.map((source) => sourceLine(source, now)),
    ),
    section("What happened", happenings.map(happeningLine)),
    section("Restarts, and what they gave back", restartLines(week.restarts)),
    section("Daemons that keep growing", week.drifts.map(driftLine)),
    section(
      "Silenced",
      week.silences.map((silence) => silenceLine(silence, now)),
    ),
    section("Noise, as people judged it", judged.map(noiseLine)),
    section("Not known", week.unread),
  ].filter(({ lines }) => lines.length > 0);
  const isOnlyNotKnown = sections.every(({ title }) => title === "Not known");
  if (isOnlyNotKnown) return null;
  const hosts = worstWeeks(week.hosts);
  return {
    kind: "digest",
    sentence: sentenceOf(week, { open: open.length, happenings }),
    ...span,
    sections,
    ...(hosts.length === 0 ? {} : { hosts }),
  };
}

function section(title: string, lines: readonly string[]): DigestNotice["sections"][number] {
  const rest = lines.length - sectionLinesMax;
  return rest > 0 ? { title, lines: lines.slice(0, sectionLinesMax), more: rest } : { title, lines };
}

function sentenceOf(
  { span, restarts, drifts, sourcesDown }: Week,
  { open, happenings }: { readonly open: number; readonly happenings: readonly Happening[] },
): string {
  const fired = happenings.reduce((sum, happening) => sum + happening.fired, 0);
  const hosts = new Set(happenings.filter((one) => one.fired > 0).map(({ key }) => key.host)).size;
  const parts = [
    fired === 0 ? "no alert fired" : `${plural(fired, "alert")} fired on ${plural(hosts, "host")}`,
    open === 0 ? "nothing is open" : `${plural(open, "problem")} ${open === 1 ? "is" : "are"} open now`,
    restarts.length === 0 ? null : plural(restarts.length, "restart"),
    drifts.length === 0 ? null : `${plural(drifts.length, "daemon")} ${drifts.length === 1 ? "keeps" : "keep"} growing`,
    sourcesDown.length === 0
      ? null
      : `${plural(sourcesDown.length, "host")} ${sourcesDown.length === 1 ? "gives" : "give"} no readings`,
  ];
  return `The last ${spanPhrase(span)}: ${parts.filter((part) => part !== null).join("; ")}.`;
}

/** A week across a change of summer time is still 7 d. */
function spanPhrase({ from, to }: Week["span"]): string {
  const days = Math.round((to - from) / day);
  return days >= 1 ? `${days} d` : renderDuration(millis(to - from));
}
