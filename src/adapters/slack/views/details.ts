import type { HeaderBlock, SectionBlock } from "@slack/types";
import { renderBytes } from "../../../domain/bytes.ts";
import { standingOf, worstFirst } from "../../../domain/diagnosis/standing.ts";
import type { Rates } from "../../../domain/rates.ts";
import type { Pressure, SwapFigures } from "../../../domain/sample.ts";
import type { HostStatus, ReadHost, StatusBoard } from "../../../domain/status.ts";
import { type Instant, renderDuration, seconds } from "../../../domain/time.ts";
import { header, sectionsOf } from "./blocks.ts";
import { daemonDetails } from "./daemon-details.ts";
import { detail } from "./detail-line.ts";
import { bold, escapeMrkdwn } from "./escape.ts";
import { hostLine } from "./host-line.ts";
import { loads, share, wordOf } from "./phrases.ts";
import { takeWithin } from "./take-within.ts";

/** Every figure and test behind an answer, worst host first, as at most `blocksMax` blocks; names the hosts left out. */
export function detailBlocks(
  board: StatusBoard,
  now: Instant,
  blocksMax: number,
): readonly (HeaderBlock | SectionBlock)[] {
  const hosts = worstFirst(board.hosts);
  const all = hosts.flatMap((host) => hostBlocks(host, now));
  if (all.length <= blocksMax) return all;
  const shown: (HeaderBlock | SectionBlock)[] = [];
  const left: string[] = [];
  for (const host of hosts) {
    const blocks = hostBlocks(host, now);
    const room = blocksMax - 1 - shown.length;
    if (blocks.length > room || left.length > 0) left.push(escapeMrkdwn(host.host));
    // A part of the worst host says more than nothing.
    if (blocks.length <= room ? left.length === 0 : shown.length === 0) shown.push(...blocks.slice(0, room));
  }
  return [...shown, ...sectionsOf([leftLine(left)])];
}

/** Room for some dozens of names. */
const namesMax = 1000;

function leftLine(names: readonly string[]): string {
  return `… there is more than fits here. Ask for one host by its name: ${takeWithin(names, namesMax).join(", ")}.`;
}

function hostBlocks(status: HostStatus, now: Instant): readonly (HeaderBlock | SectionBlock)[] {
  const title = header(`${status.host}: ${wordOf[standingOf(status)]}`);
  if (status.kind === "read") return [title, ...sectionsOf(readLines(status, now))];
  const old = status.kind === "failed" && status.lastGood !== null ? readLines(status.lastGood, now) : [];
  const caption = old.length === 0 ? [] : [bold("Its last figures, which are not live")];
  return [title, ...sectionsOf([hostLine(status, now), ...caption, ...old])];
}

function readLines(host: ReadHost, now: Instant): readonly string[] {
  const { cause } = host.diagnosis;
  return [
    escapeMrkdwn(cause.sentence),
    bold("Evidence"),
    ...cause.evidence.map((line) => `• ${escapeMrkdwn(line)}`),
    bold(`Load and CPU${overSpan(host)}`),
    ...cpuLines(host),
    bold("Memory and swap"),
    ...memoryLines(host),
    bold("Waiting for it (pressure, % of the time: 10 s, 60 s, 300 s)"),
    ...pressureLines(host),
    ...host.daemons.flatMap((daemon) => daemonDetails(daemon, host, now)),
  ].filter((line) => line !== "");
}

/** What the rates below are means over. */
function overSpan({ rates }: ReadHost): string {
  return rates === null ? "" : ` (rates over ${renderDuration(seconds(rates.overSeconds))})`;
}

function cpuLines({ sample: { system }, rates }: ReadHost): readonly string[] {
  return [
    detail("load 1, 5, 15 min", system.load, loads),
    detail("CPUs", system.cpus, String),
    detail("tasks running", system.tasksRunning, String),
    detail("tasks waiting for memory or a disk", system.tasksBlocked, String),
    rates === null
      ? "• CPU shares and rates need two readings"
      : detail(
          "CPU",
          rates.cpu,
          ({ busy, system, iowait, steal }) =>
            `${share(busy)} busy, of it ${share(system)} in the kernel; ${share(iowait)} idle while disks work, ${share(steal)} taken by the hypervisor`,
        ),
  ];
}

function memoryLines({ sample: { system }, rates }: ReadHost): readonly string[] {
  const { memory, swap } = system;
  return [
    detail("RAM", memory.totalBytes, renderBytes),
    detail("available", memory.availableBytes, renderBytes),
    detail("anonymous", memory.anonBytes, renderBytes),
    detail("shared", memory.sharedBytes, renderBytes),
    detail("active file pages", memory.activeFileBytes, renderBytes),
    ...swapLines(swap, rates),
    ...(rates === null ? [] : rateLines(rates.perSecond)),
  ];
}

function swapLines({ totalBytes, freeBytes, devices }: SwapFigures, rates: Rates | null): readonly string[] {
  if (totalBytes.value === 0) return ["• no swap"];
  return [
    detail("swap", totalBytes, renderBytes),
    detail("swap free", freeBytes, renderBytes),
    detail("swap areas", devices, (names) => names.join(", ") || "none"),
    ...(rates === null
      ? []
      : [
          detail("pages swapped in", rates.perSecond.swapInPages, rate),
          detail("pages swapped out", rates.perSecond.swapOutPages, rate),
        ]),
  ];
}

function rate(value: number): string {
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} per s`;
}

function rateLines(perSecond: Rates["perSecond"]): readonly string[] {
  return [
    detail("major faults", perSecond.majorFaults, rate),
    detail("dropped file pages read again", perSecond.fileRefaults, rate),
    detail("allocations that had to wait", perSecond.allocStalls, rate),
    detail("processes killed for memory", perSecond.oomKills, rate),
  ];
}

function pressureLines({ sample: { system } }: ReadHost): readonly string[] {
  const { memory, io, cpu } = system.pressure;
  return [
    detail("memory", memory, pressureText),
    detail("input and output", io, pressureText),
    detail("CPU", cpu, pressureText),
  ];
}

function pressureText({ some10, some60, some300, full10, full60, full300 }: Pressure): string {
  const some = `some ${[some10, some60, some300].map((each) => each.toFixed(1)).join(" ")}`;
  const full = [full10, full60, full300].filter((each) => each !== null);
  return full.length === 3 ? `${some}; all ${full.map((each) => each.toFixed(1)).join(" ")}` : some;
}
