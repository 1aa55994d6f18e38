import type { ReplayReport } from "../app-replay.ts";
import type { ReplayOutcome } from "../domain/replay/outcome.ts";
import type { Instant } from "../domain/time.ts";
import { hasDates } from "./replay-text.ts";

/** The report as data: sizes of time in seconds, instants ISO 8601 in UTC and null where the recording has no dates. */
export function replayJson({ outcomes, notes }: ReplayReport) {
  return { hosts: outcomes.map(hostJson), notes };
}

function hostJson(outcome: ReplayOutcome) {
  const { host, from, to, polls, gaps, sayings, rules } = outcome;
  const at = (time: Instant): string | null => (hasDates(outcome) ? new Date(time).toISOString() : null);
  return {
    name: host,
    from: at(from),
    fromSeconds: from / 1000,
    to: at(to),
    toSeconds: to / 1000,
    polls,
    gaps: { count: gaps.count, seconds: Math.round(gaps.forMs / 1000) },
    sayings: sayings.map((saying) => ({
      at: at(saying.at),
      atSeconds: saying.at / 1000,
      how: saying.how,
      alert: saying.alert,
      rule: saying.key.rule,
      daemon: saying.key.daemon,
      severity: saying.severity,
      sentence: saying.sentence,
    })),
    rules: rules.map(({ rule, fired, posted, notified, firingFor, firingAtEnd }) => ({
      rule,
      fired,
      posted,
      notified,
      firingSeconds: Math.round(firingFor / 1000),
      firingAtEnd,
    })),
  };
}
