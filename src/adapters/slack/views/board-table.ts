import { bytes, renderBytes, renderPart } from "../../../domain/bytes.ts";
import { daemonTrouble } from "../../../domain/diagnosis/daemon-trouble.ts";
import { standingOf } from "../../../domain/diagnosis/standing.ts";
import type { DaemonStatus, HostStatus, ReadHost } from "../../../domain/status.ts";
import type { Instant } from "../../../domain/time.ts";
import type { TableText } from "./blocks.ts";
import { tableRowsMax } from "./blocks.ts";
import { bold, escapeMrkdwn } from "./escape.ts";
import { age, none, roughSpan, share, size, wordOf } from "./phrases.ts";

/** Five columns are what a phone shows without scrolling. */
const heads = ["Host, daemon", "State", "Memory", "Of RAM", "Gives back"];
const figures = [3, 4];

/**
 * Hosts, each with its daemons below it. Memory is what is used of the RAM for a host, the heap (of its threshold) for a
 * daemon; "gives back" is what a restart would free.
 */
export function boardTable(hosts: readonly HostStatus[], now: Instant): TableText {
  return { heads, figures, rows: boardRows(hosts, now) };
}

/** The same as lines of mrkdwn, for where a native table cannot stand. */
export function boardLines(hosts: readonly HostStatus[], now: Instant): readonly string[] {
  return boardRows(hosts, now).map(lineOf);
}

/** The daemons of a host alone, likewise; none where its figures are not of now. */
export function daemonLines(host: HostStatus, now: Instant): readonly string[] {
  return host.kind === "read" ? troubledFirst(host.daemons).map((daemon) => lineOf(daemonRow(daemon, now))) : [];
}

function lineOf([name, ...cells]: Row): string {
  const said = cells.map((cell, index) => (index < 2 || cell === none ? cell : `${cell} ${tails[index - 2]}`));
  return `${bold(name)} ${escapeMrkdwn(said.filter((cell) => cell !== none).join(" · "))}`;
}

const tails = ["of RAM", "given back by a restart"];

type Row = readonly [name: string, state: string, memory: string, ofRam: string, givesBack: string];

function boardRows(hosts: readonly HostStatus[], now: Instant): readonly Row[] {
  const rows = hosts.flatMap((host) => hostRows(host, now));
  if (rows.length <= tableRowsMax) return rows;
  const rest = rows.slice(tableRowsMax - 1);
  return [...rows.slice(0, tableRowsMax - 1), [`… and ${rest.length} more rows`, none, none, none, none]];
}

function hostRows(status: HostStatus, now: Instant): readonly Row[] {
  if (status.kind === "waiting") return [[status.host, `${wordOf.waiting}…`, none, none, none]];
  const read = status.kind === "read" ? status : status.lastGood;
  const word = wordOf[standingOf(status)];
  if (read === null) return [[status.host, word, none, none, none]];
  // Old figures say how old they are, and those of daemons are left out: they change too fast.
  if (status.kind === "failed") return [hostRow(read, `${word}; ${age(read.sample.takenAt, now)}`)];
  return [hostRow(read, word), ...troubledFirst(read.daemons).map((daemon) => daemonRow(daemon, now))];
}

/** Where rows are left out, they are those of daemons that need nothing. */
function troubledFirst(daemons: readonly DaemonStatus[]): readonly DaemonStatus[] {
  return daemons.toSorted((one, other) => Number(isFine(one)) - Number(isFine(other)));
}

function isFine(daemon: DaemonStatus): boolean {
  return daemonTrouble(daemon) === null;
}

function hostRow({ host, sample }: ReadHost, state: string): Row {
  const { totalBytes, availableBytes } = sample.system.memory;
  if (totalBytes.value === null || availableBytes.value === null) return [host, state, none, none, none];
  const used = bytes(totalBytes.value - availableBytes.value);
  return [
    host,
    state,
    renderPart(used, totalBytes.value),
    share(totalBytes.value === 0 ? null : used / totalBytes.value),
    none,
  ];
}

function daemonRow(status: DaemonStatus, now: Instant): Row {
  const { figures: own, share: ofRam, thresholdBytes, givesBackBytes } = status;
  const heap = own.heapBytes.value;
  const memory =
    heap !== null && thresholdBytes.value !== null ? renderPart(heap, thresholdBytes.value) : size(own.heapBytes);
  const back = givesBackBytes.value === null ? none : renderBytes(givesBackBytes.value);
  return [`↳ ${own.name}`, daemonState(status, now), memory, share(ofRam.value), back];
}

function daemonState(status: DaemonStatus, now: Instant): string {
  const { state, startedAt } = status.figures;
  if (state !== "up") return state;
  const up = startedAt.value === null ? "up" : `up ${roughSpan(now - startedAt.value)}`;
  return isFine(status) ? up : `over threshold, ${up}`;
}
