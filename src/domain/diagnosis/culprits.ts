import { renderBytes } from "../bytes.ts";
import type { Figure } from "../figure.ts";
import type { DaemonRates, Rates } from "../rates.ts";
import type { DaemonStatus } from "../status.ts";
import { limits } from "./limits.ts";
import { percent, plural } from "./phrases.ts";

/**
 * The daemons whose restart would relieve the host's memory, largest relief first: heap now less heap at start, or the
 * heap where the start was not seen. What a restart costs is not weighed yet. A daemon with little of the RAM is left out.
 */
export function memoryCulprits(daemons: readonly DaemonStatus[]): readonly DaemonStatus[] {
  const large = daemons.filter(({ share }) => share.value !== null && share.value * 100 >= limits.culpritShare.value);
  return large.toSorted((one, other) => relief(other) - relief(one));
}

function relief({ givesBackBytes, figures }: DaemonStatus): number {
  return givesBackBytes.value ?? figures.heapBytes.value ?? 0;
}

/** The daemons that fill the CPUs, most first. */
export function cpuCulprits(
  daemons: readonly DaemonStatus[],
  rates: Rates | null,
  cpus: Figure,
): readonly DaemonStatus[] {
  const least = ((cpus.value ?? 1) * limits.cpuCulpritShare.value) / 100;
  return most(daemons, (daemon) => cpusOf(daemon, rates), least);
}

/** The daemons that wait for their own pages to be read again, by major faults per second, most first. */
export function victims(daemons: readonly DaemonStatus[], rates: Rates | null): readonly DaemonStatus[] {
  const faults = (daemon: DaemonStatus): number => ratesOf(daemon, rates)?.majorFaultsPerSecond.value ?? 0;
  return most(daemons, faults, limits.victimFaults.value);
}

function most(
  daemons: readonly DaemonStatus[],
  figure: (daemon: DaemonStatus) => number,
  least: number,
): readonly DaemonStatus[] {
  return daemons.filter((daemon) => figure(daemon) >= least).toSorted((one, other) => figure(other) - figure(one));
}

function cpusOf(daemon: DaemonStatus, rates: Rates | null): number {
  return ratesOf(daemon, rates)?.cpus.value ?? 0;
}

/** A daemon may be called "constructor", which every object seems to have. */
function ratesOf({ figures }: DaemonStatus, rates: Rates | null): DaemonRates | undefined {
  return rates !== null && Object.hasOwn(rates.daemons, figures.name) ? rates.daemons[figures.name] : undefined;
}

/** "zope would give back 35 % of RAM", or what it holds where the bot has not seen its start. */
export function reliefPhrase({ figures, share, givesBackBytes }: DaemonStatus): string {
  const { name, heapBytes } = figures;
  if (share.value === null) return `${name} holds most`;
  const held = share.value * 100;
  const back = held * ratio(givesBackBytes.value, heapBytes.value);
  return back >= 1 ? `${name} would give back ${percent(back)} of RAM` : `${name} holds ${percent(held)} of RAM`;
}

function ratio(part: number | null, whole: number | null): number {
  return part === null || whole === null || whole === 0 ? 0 : part / whole;
}

/** "zope uses 1.8 of 2 CPUs". */
export function cpuPhrase(daemon: DaemonStatus, rates: Rates | null, cpus: Figure): string {
  const of = cpus.value === null ? "CPUs" : `of ${plural(cpus.value, "CPU")}`;
  return `${daemon.figures.name} uses ${cpusOf(daemon, rates).toFixed(1)} ${of}`;
}

/** What restarting the first culprit brings, as advice. */
export function restartAdvice([first]: readonly DaemonStatus[]): string {
  if (first === undefined) {
    return `No configured daemon holds ${limits.culpritShare.value} % of RAM: find what does (ps aux --sort=-rss) and add it to scipy.yml.`;
  }
  const { name, heapBytes } = first.figures;
  const when = `Restart ${name} when few are connected`;
  const back = first.givesBackBytes.value;
  if (back !== null) return `${when}: it gives back about ${renderBytes(back)}.`;
  return heapBytes.value === null
    ? `${when}.`
    : `${when}: it holds ${renderBytes(heapBytes.value)} and gives back a part of that.`;
}
