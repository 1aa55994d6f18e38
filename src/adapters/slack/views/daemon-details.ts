import { renderBytes } from "../../../domain/bytes.ts";
import { finderPhrase } from "../../../domain/daemon.ts";
import { daemonTrouble } from "../../../domain/diagnosis/daemon-trouble.ts";
import { mapFigure } from "../../../domain/figure.ts";
import type { DaemonFigures, ProcessFigures } from "../../../domain/sample.ts";
import type { DaemonStatus, ReadHost } from "../../../domain/status.ts";
import { type Instant, millis, renderDuration } from "../../../domain/time.ts";
import { detail } from "./detail-line.ts";
import { bold, codeSpan, escapeMrkdwn } from "./escape.ts";
import { dateToken, share } from "./phrases.ts";

/** A pool of a hundred workers would push everything else out of the dialog. */
const processesMax = 8;

/** One daemon with all its figures, as lines of mrkdwn. */
export function daemonDetails(status: DaemonStatus, { rates }: ReadHost, now: Instant): readonly string[] {
  const { figures, daemon } = status;
  // Without a process there is no figure: how it is looked for may be what is wrong.
  if (figures.state === "down")
    return [`${bold(figures.name)} is down: no process matches ${codeSpan(finderPhrase(daemon.find))}`];
  const own = rates !== null && Object.hasOwn(rates.daemons, figures.name) ? rates.daemons[figures.name] : undefined;
  return [
    `${bold(figures.name)} is ${figures.state}${isOverThreshold(status) ? " and over its threshold" : ""}`,
    detail(
      "heap (anonymous memory and swap)",
      figures.heapBytes,
      (heap) => `${renderBytes(heap)}${sourceText(figures)}`,
    ),
    detail("share of RAM", status.share, share),
    detail("threshold", status.thresholdBytes, renderBytes),
    detail("a restart would give back", status.givesBackBytes, renderBytes),
    detail("connections", figures.connections, String),
    startLine(status, now),
    ...(own === undefined
      ? []
      : [
          detail("CPUs in use", own.cpus, (cpus) => cpus.toFixed(2)),
          detail("major faults per s", own.majorFaultsPerSecond, (faults) => faults.toFixed(1)),
        ]),
    ...(figures.cgroup === null
      ? []
      : [`• cgroup ${codeSpan(figures.cgroup.path)}`, detail("its limit", figures.cgroup.maxBytes, renderBytes)]),
    ...processLines(figures.processes),
  ];
}

function isOverThreshold(status: DaemonStatus): boolean {
  return daemonTrouble(status) === "is over its threshold";
}

function sourceText({ heapSource, processes }: DaemonFigures): string {
  if (heapSource === "cgroup") return ", counted by its cgroup";
  if (heapSource === "rss") return ", by RSS, blind to swap";
  return heapSource === "status" && processes.length > 1 ? ", summed over its processes" : "";
}

function startLine({ figures: { startedAt } }: DaemonStatus, now: Instant): string {
  if (startedAt.value === null) return detail("up since", startedAt, String);
  const upFor = renderDuration(millis(Math.max(0, now - startedAt.value)));
  return `• up for ${upFor}, since ${dateToken(startedAt.value, "{date_short_pretty} {time}")}`;
}

function processLines(processes: readonly ProcessFigures[]): readonly string[] {
  const rest = processes.length - processesMax;
  const lines = processes.slice(0, processesMax).map((process) => {
    const resident = mapFigure(process.rssBytes, renderBytes);
    const peak = mapFigure(process.peakRssBytes, renderBytes);
    const known = [
      resident.value === null ? null : `${resident.value} resident`,
      peak.value === null ? null : `at most ${peak.value} so far`,
    ];
    return `• ${escapeMrkdwn([`process ${process.pid}`, ...known.filter((each) => each !== null)].join(", "))}`;
  });
  return rest > 0 ? [...lines, `• and ${rest} more processes`] : lines;
}
