import { bytes, renderBytes, renderPart } from "../../bytes.ts";
import { memoryCulprits, reliefPhrase } from "../../diagnosis/culprits.ts";
import { renderNumber } from "../../diagnosis/evaluate.ts";
import { type Facts, factsOf } from "../../diagnosis/facts.ts";
import { limits } from "../../diagnosis/limits.ts";
import { loadPhrase, percent } from "../../diagnosis/phrases.ts";
import type { Figure } from "../../figure.ts";
import type { Sample } from "../../sample.ts";
import type { DaemonStatus, ReadHost } from "../../status.ts";
import type { AlertFigure } from "../alert.ts";

type HostFigure = "waited" | "stalled" | "available" | "swap" | "swapping" | "load" | "busy" | "blocked" | "relief";

/** The figures of a reading as an alert shows them, each with its unit; an absent one says why it is not known. */
export type HostFigures = Readonly<Record<HostFigure, AlertFigure>>;

export function hostFigures(status: ReadHost): HostFigures {
  const { sample } = status;
  const facts = factsOf(status);
  const minute = (share: number): string => `${percent(share)} of the last minute`;
  return {
    waited: { name: "Some task waited for memory", text: textOf(facts.memorySome, minute) },
    stalled: { name: "Every task waited for memory", text: textOf(facts.memoryFull, minute) },
    available: { name: "Memory available", text: availableText(sample) },
    swap: { name: "Swap used", text: swapText(sample) },
    swapping: { name: "Swapped in / out", text: swappingText(facts) },
    load: { name: "Load", text: loadText(facts) },
    busy: { name: "CPUs busy", text: textOf(facts.busy, percent) },
    blocked: { name: "Waiting tasks", text: textOf(facts.blocked, renderNumber) },
    relief: { name: "Gives back most", text: reliefText(status.daemons) },
  };
}

/** The figure in words, or why it is not known. */
export function textOf<T>(figure: Figure<T>, render: (value: T) => string): string {
  return figure.reason === undefined ? render(figure.value) : `not known (${figure.reason})`;
}

/** What is known of a daemon beside the figure that its rule is about. */
export function daemonFigures({ figures, share, givesBackBytes }: DaemonStatus): {
  readonly heap: AlertFigure;
  readonly givesBack: AlertFigure;
  readonly share: AlertFigure;
  readonly connections: readonly AlertFigure[];
} {
  // Swapping out makes RSS shrink, so a person has to know that this figure cannot see it.
  const source = figures.heapSource === "rss" ? " (RSS, blind to swap)" : "";
  return {
    heap: { name: "Heap", text: textOf(figures.heapBytes, (heap) => `${renderBytes(heap)}${source}`) },
    givesBack: { name: "A restart gives back", text: textOf(givesBackBytes, renderBytes) },
    share: { name: "Share of RAM", text: textOf(share, (ratio) => percent(ratio * 100)) },
    connections: connectionsOf(figures.connections),
  };
}

/** A poll does not count them, since that costs the host more than all other figures: what nobody counted is left out. */
function connectionsOf(connections: Figure): readonly AlertFigure[] {
  if (connections.reason === "it was not asked for") return [];
  return [{ name: "Connections", text: textOf(connections, String) }];
}

function availableText({ system: { memory } }: Sample): string {
  return textOf(memory.availableBytes, (available) =>
    textOf(memory.totalBytes, (total) => renderPart(available, total)),
  );
}

function swapText({ system: { swap } }: Sample): string {
  return textOf(swap.totalBytes, (total) =>
    total === 0 ? "no swap" : textOf(swap.freeBytes, (free) => renderPart(bytes(total - free), total)),
  );
}

function swappingText({ swapIn, swapOut }: Facts): string {
  return textOf(swapIn, (pagesIn) =>
    textOf(swapOut, (pagesOut) => `${renderNumber(pagesIn)} / ${renderNumber(pagesOut)} pages/s`),
  );
}

function loadText(facts: Facts): string {
  return facts.load.value === null ? textOf(facts.load, String) : loadPhrase(facts).replace(/^load /, "");
}

function reliefText(daemons: readonly DaemonStatus[]): string {
  const [first] = memoryCulprits(daemons);
  return first === undefined ? `no configured daemon holds ${limits.culpritShare.value} % of RAM` : reliefPhrase(first);
}
