import { renderPart } from "../bytes.ts";
import type { FailedHost, ReadHost } from "../status.ts";
import { type Instant, millis, renderDuration, seconds } from "../time.ts";
import { cpuPhrase, reliefPhrase } from "./culprits.ts";
import { factsOf } from "./facts.ts";
import { busyLoadPhrase, loadPhrase, percent } from "./phrases.ts";
import { standingOf } from "./standing.ts";

/** Older figures are told with their age: at the default interval of 15 s they are those of four polls ago. */
export const liveFor = seconds(60);

/** A host that answered, with the figures that matter and no more. */
export function readSentence(status: ReadHost, now: Instant): string {
  return `${standingSentence(status)}${ageOf(status, now)}`;
}

/** A host that did not answer: why, and how it was when it last did. */
export function failedSentence({ host, state, failure, lastGood }: FailedHost, now: Instant): string {
  const what = state === "stale" ? "does not answer just now" : "is unreachable";
  const why = failure.reason === "unreachable" ? "" : ` (${failure.reason})`;
  const before = lastGood === null ? "" : `; ${beforeThat(lastGood, now)}`;
  return `${host} ${what}${why}${before}`;
}

/** Why a host gave no reading and what to do, to stand behind its name: "It has not …", "10.0.0.1:22 refuses …". */
export function failureAfterName({ host, failure: { detail } }: FailedHost): string {
  if (host === "" || !detail.startsWith(`${host} `)) return detail;
  const rest = detail.slice(host.length + 1);
  const [, address, said] = /^\(([^)]+)\) (.*)$/s.exec(rest) ?? [];
  return address === undefined || said === undefined ? `It ${rest}` : `${address} ${said}`;
}

function standingSentence(status: ReadHost): string {
  const { host, diagnosis } = status;
  const facts = factsOf(status);
  const { clause } = diagnosis.cause;
  switch (standingOf(status)) {
    case "ok":
      return `${host} is fine: ${fineFigures(status)}`;
    case "unknown":
      return `${host} cannot be judged: ${facts.loadPerCpu.value === null ? clause : `${loadPhrase(facts)}; ${clause}`}`;
    default:
      return [`${host} is ${diagnosis.state}: ${busyLoadPhrase(facts)}`, clause, ...culprit(status)].join("; ");
  }
}

function fineFigures(status: ReadHost): string {
  const parts = [loadPhrase(factsOf(status)), memoryPhrase(status), swapPhrase(status)];
  return parts.filter((part) => part !== null).join(", ");
}

function memoryPhrase({ sample }: ReadHost): string | null {
  const { availableBytes: available, totalBytes: total } = sample.system.memory;
  if (available.value === null || total.value === null) return null;
  return `${renderPart(available.value, total.value)} available`;
}

function swapPhrase({ sample }: ReadHost): string | null {
  const { freeBytes: free, totalBytes: total } = sample.system.swap;
  if (total.value === 0) return "no swap";
  if (free.value === null || total.value === null) return null;
  return free.value >= total.value ? "swap unused" : `swap ${percent((1 - free.value / total.value) * 100)} used`;
}

/** The daemon whose restart would relieve the host most. */
function culprit(status: ReadHost): readonly string[] {
  const [name] = status.diagnosis.culprits;
  const daemon = status.daemons.find(({ figures }) => figures.name === name);
  if (daemon === undefined) return [];
  switch (status.diagnosis.cause.kind) {
    case "cpu":
      return [cpuPhrase(daemon, status.rates, status.sample.system.cpus)];
    case "cgroup-limit":
      return [`${daemon.figures.name} is at its own memory limit`];
    default:
      return [reliefPhrase(daemon)];
  }
}

function ageOf({ sample }: ReadHost, now: Instant): string {
  const age = millis(now - sample.takenAt);
  return age > liveFor ? ` (figures of ${renderDuration(age)} ago)` : "";
}

const standingBefore = { ok: "fine", suffering: "suffering", starving: "starving" } as const;

function beforeThat(lastGood: ReadHost, now: Instant): string {
  const age = renderDuration(millis(now - lastGood.sample.takenAt));
  const standing = standingOf(lastGood) === "unknown" ? "up" : standingBefore[lastGood.diagnosis.state];
  return `${age} ago it was ${standing}`;
}
