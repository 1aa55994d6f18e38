import type { Figure } from "../figure.ts";
import { renderNumber } from "./evaluate.ts";
import type { Explanation, Symptoms } from "./explanation.ts";
import type { Facts } from "./facts.ts";
import { loadPhrase, percent, toSentence, waitingPhrase } from "./phrases.ts";

/** The load is not high, or not known, and no shortage of memory was found. */
export function explainNothing({ facts, shortage, rates }: Symptoms): Explanation {
  const loadIsKnown = facts.loadPerCpu.reason === undefined;
  const memoryIsKnown = shortage.shortage === "none";
  const load = loadIsKnown ? "the load is not high" : `whether the load is high cannot be told: ${unknownLoad(facts)}`;
  const memory = memoryIsKnown
    ? "memory is not short"
    : `whether memory is short cannot be told ${from(rates === null)}`;
  const isKnown = loadIsKnown && memoryIsKnown;
  return {
    kind: isKnown ? "none" : "unknown",
    sentence: toSentence([loadIsKnown ? `${load} (${loadPhrase(facts)})` : load, memory]),
    clause: loadIsKnown ? memory : load,
    advice: isKnown
      ? "Nothing."
      : "Ask again; if it stays so, the details name the figures that the host does not give.",
    culprits: [],
  };
}

/** The load is high and no test says why: the figures that there are, for a person to judge. */
export function explainUnknown({ facts, rates }: Symptoms): Explanation {
  const clause = rates === null ? `why cannot be told ${from(true)}` : "the figures do not say why";
  const waiting = waitingPhrase(facts.blocked, "memory or a disk");
  return {
    kind: "unknown",
    sentence: toSentence([loadPhrase(facts), clause, waiting, ...figures(facts)]),
    clause: waiting === null ? clause : `${waiting}, and ${clause}`,
    advice:
      rates === null ? "Ask again in a few seconds." : "Look at the evidence in the details; ask again in a minute.",
    culprits: [],
  };
}

function from(isFirstReading: boolean): string {
  return isFirstReading ? "from one reading" : "from the figures that this host gives";
}

function unknownLoad({ load, cpus }: Facts): string {
  if (load.reason !== undefined) return `the load is not known, because ${load.reason}`;
  return cpus.reason === undefined
    ? "the number of CPUs is not sensible"
    : `the number of CPUs is not known, because ${cpus.reason}`;
}

function figures(facts: Facts): readonly (string | null)[] {
  return [
    inWords("CPUs", facts.busy, (value) => `${percent(value)} busy`),
    inWords("memory", facts.available, (value) => `${percent(value)} available`),
    inWords("swapped in", facts.swapIn, (value) => `${renderNumber(value)} pages/s`),
    inWords("every task waited for a disk for", facts.ioFull, (value) => `${percent(value)} of the last minute`),
  ];
}

function inWords(name: string, figure: Figure, render: (value: number) => string): string | null {
  return figure.value === null ? null : `${name} ${render(figure.value)}`;
}
