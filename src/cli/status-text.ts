import { type Bytes, bytes, renderBytes, renderPart } from "../domain/bytes.ts";
import { adviceOn, daemonTrouble } from "../domain/diagnosis/daemon-trouble.ts";
import { failureAfterName } from "../domain/diagnosis/host-sentence.ts";
import { needsHelp, type Standing, standingOf } from "../domain/diagnosis/standing.ts";
import { verdictOf } from "../domain/diagnosis/verdict.ts";
import type { Figure } from "../domain/figure.ts";
import { printable } from "../domain/printable.ts";
import type { DaemonStatus, HostStatus, ReadHost, StatusBoard } from "../domain/status.ts";
import { type Instant, millis, renderDuration } from "../domain/time.ts";
import { renderTable } from "./table.ts";

/** Long enough for a sentence with its advice, short enough that a hostile host cannot fill the screen. */
const sentenceMax = 400;

/**
 * The board for a terminal: the verdict, the hosts, their daemons, and where something is wrong the cause and what to do.
 * `width` is the terminal's in columns, or null where there is none.
 */
export function statusText(board: StatusBoard, { now, width }: { now: Instant; width: number | null }): string {
  const hosts = board.hosts.map((host) => (isRead(host) ? hostRow(host, now) : failedRow(host)));
  const parts = [
    printable(verdictOf(board, now), sentenceMax),
    renderTable([hostHeads, ...hosts], { width, spare: spareHostColumns }),
  ];
  const daemons = board.hosts
    .filter(isRead)
    .flatMap((host) => host.daemons.map((daemon) => daemonRow(host, daemon, now)));
  if (daemons.length > 0) parts.push(renderTable([daemonHeads, ...daemons], { width, spare: spareDaemonColumns }));
  parts.push(...board.hosts.map(trouble).filter((text) => text !== null));
  return `${parts.join("\n\n")}\n`;
}

function isRead(host: HostStatus): host is ReadHost {
  return host.kind === "read";
}

const hostHeads = ["HOST", "STATE", "LOAD 1 5 15 MIN", "CPU BUSY", "MEMORY USED", "SWAP USED", "SWAP IN/OUT", "AGE"];

/** A narrow terminal does without these, the first of them first: age, swap traffic, swap. */
const spareHostColumns = [7, 6, 5];

/** As in the sentences; "unknown" is a host that tells too little to be judged. */
const words: Readonly<Record<Standing, string>> = {
  ok: "fine",
  suffering: "suffering",
  starving: "starving",
  unknown: "not judged",
  unreachable: "unreachable",
  stale: "stale",
  waiting: "waiting",
};

function hostRow(host: ReadHost, now: Instant): string[] {
  const { load, memory, swap } = host.sample.system;
  const rates = host.rates?.perSecond;
  return [
    host.host,
    words[standingOf(host)],
    load.value === null
      ? "–"
      : [load.value.one, load.value.five, load.value.fifteen].map((one) => one.toFixed(2)).join(" "),
    percent(host.rates?.cpu.value?.busy ?? null),
    used(memory.totalBytes, memory.availableBytes),
    swap.totalBytes.value === 0 ? "no swap" : used(swap.totalBytes, swap.freeBytes),
    `${perSecond(rates?.swapInPages)}/${perSecond(rates?.swapOutPages)} pages/s`,
    renderDuration(millis(now - host.sample.takenAt)),
  ];
}

function failedRow(host: Exclude<HostStatus, ReadHost>): string[] {
  return [host.host, words[standingOf(host)], ...hostHeads.slice(2).map(() => "–")];
}

const daemonHeads = [
  "DAEMON",
  "HOST",
  "STATE",
  "HEAP",
  "OF RAM",
  "THRESHOLD",
  "CONNECTIONS",
  "GIVES BACK",
  "UP FOR",
  "PIDS",
];
/** Likewise: pids, age, share, connections, threshold. */
const spareDaemonColumns = [9, 8, 4, 6, 5];

function daemonRow(host: ReadHost, status: DaemonStatus, now: Instant): string[] {
  const { figures } = status;
  const blind = figures.heapSource === "rss" ? " (RSS, blind to swap)" : "";
  return [
    figures.name,
    host.host,
    daemonTrouble(status) === "is over its threshold" ? "over threshold" : figures.state,
    `${size(figures.heapBytes)}${blind}`,
    percent(status.share.value),
    size(status.thresholdBytes),
    figures.connections.value === null ? "–" : String(figures.connections.value),
    size(status.givesBackBytes),
    figures.startedAt.value === null ? "–" : renderDuration(millis(now - figures.startedAt.value)),
    pidList(figures.processes.map((process) => process.pid)),
  ];
}

/** A pool of a hundred workers would push every other figure off the screen. */
const pidsShownMax = 4;

function pidList(pids: readonly number[]): string {
  const rest = pids.length - pidsShownMax;
  return pids.slice(0, pidsShownMax).join(" ") + (rest > 0 ? ` and ${rest} more` : "");
}

/** What is wrong on one host, what to do now and what decided so; null when all is well. */
function trouble(host: HostStatus): string | null {
  if (host.kind === "waiting") return null;
  if (host.kind === "failed") return `${host.host}: ${printable(failureAfterName(host), sentenceMax)}`;
  if (!needsHelp(host)) return null;
  const { sentence, evidence } = host.diagnosis.cause;
  const lines = [sentence, `What to do now: ${adviceOn(host)}`, ...evidence].map((line) =>
    printable(line, sentenceMax),
  );
  return `${host.host}: ${lines.join("\n  ")}`;
}

function used(total: Figure<Bytes>, free: Figure<Bytes>): string {
  if (total.value === null || free.value === null) return "–";
  return renderPart(bytes(total.value - free.value), total.value);
}

function size(figure: Figure<Bytes>): string {
  return figure.value === null ? "–" : renderBytes(figure.value);
}

function percent(ratio: number | null): string {
  return ratio === null ? "–" : `${Math.round(ratio * 100)} %`;
}

function perSecond(figure: Figure | undefined): string {
  return figure === undefined || figure.value === null ? "–" : String(Math.round(figure.value));
}
