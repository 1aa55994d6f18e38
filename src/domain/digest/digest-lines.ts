import type { AlertKey, FiringAlert } from "../alert/alert.ts";
import { botHost } from "../alert/rule.ts";
import type { Silence } from "../alert/silence.ts";
import { bytes, renderBytes } from "../bytes.ts";
import { scopePhrase } from "../command/take-target.ts";
import type { NoiseNotice } from "../notice/notice.ts";
import { type Instant, millis, renderDuration } from "../time.ts";
import type { Happening } from "./happenings.ts";
import type { Drift, RestartEffect, SourceDown } from "./week.ts";

/** Lines of a digest: what it is about, a colon, what is to be known of it; without full stop. */
export function openLine({ key, finding, severity, firedAt, acknowledged }: FiringAlert, now: Instant): string {
  const owner = acknowledged === null ? "nobody is on it" : "acknowledged";
  return `${subjectOf(key)}: ${finding.sentence} (${severity} for ${ago(firedAt, now)}, ${owner})`;
}

function subjectOf({ host, daemon }: Pick<AlertKey, "host" | "daemon">): string {
  if (host === botHost) return "the bot itself";
  return daemon === null ? host : `${daemon} on ${host}`;
}

function ago(then: Instant, now: Instant): string {
  return renderDuration(millis(Math.max(0, now - then)));
}

export function sourceLine({ host, lastReadAt }: SourceDown, now: Instant): string {
  return lastReadAt === null
    ? `${host}: no reading in the last 7 d`
    : `${host}: no reading for ${ago(lastReadAt, now)}`;
}

export function happeningLine({ key, fired, resolved, longest }: Happening): string {
  const ends = resolved === 0 ? "never resolved" : `resolved ${times(resolved)}`;
  const counts = fired === 0 ? `began before, ${ends}` : `fired ${times(fired)}, ${ends}`;
  return `${key.rule} of ${subjectOf(key)}: ${counts}${longest === null ? "" : `, longest ${renderDuration(longest)}`}`;
}

function times(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}

/** One line a daemon, with what its last restart gave back, since that is the one that holds. */
export function restartLines(restarts: readonly RestartEffect[]): readonly string[] {
  const lines = new Map<string, string>();
  for (const last of restarts) {
    const subject = subjectOf(last);
    const count = restarts.filter((one) => subjectOf(one) === subject).length;
    lines.set(subject, `${subject}: restarted ${times(count)}; ${effectPhrase(last, count)}`);
  }
  return [...lines.values()];
}

function effectPhrase({ beforeBytes: before, afterBytes: after }: RestartEffect, count: number): string {
  const which = count === 1 ? "it" : "the last";
  if (before === null || after === null) return `what ${which} gave back was not measured`;
  const heaps = `heap ${renderBytes(before)} before ${which} and ${renderBytes(after)} half an hour after`;
  return after < before
    ? `${heaps}, so it gave back ${renderBytes(bytes(before - after))}`
    : `${heaps}, so it gave nothing back`;
}

export function driftLine({ host, daemon, fromBytes, toBytes, over }: Drift): string {
  const growth = Math.round((toBytes / fromBytes - 1) * 100);
  return `${daemon} on ${host}: daily peak ${renderBytes(fromBytes)}, ${renderDuration(over)} later ${renderBytes(toBytes)} (+${growth} %)`;
}

export function silenceLine({ scope, reason, until, untilRestart }: Silence, now: Instant): string {
  const left = until <= now ? "ends now" : `for ${ago(now, until)} more`;
  return `${scopePhrase(scope)}: ${left}${untilRestart ? ", or until its restart" : ""} (${reason})`;
}

export function noiseLine({ rule, fired, useful, noise, suggestion }: NoiseNotice["rows"][number]): string {
  const advice = suggestion === null ? "" : `; ${suggestion}`;
  return `${rule}: fired ${times(fired)}, useful ${useful}, noise ${noise}${advice}`;
}
