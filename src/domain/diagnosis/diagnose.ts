import { victims } from "./culprits.ts";
import type { Diagnosis } from "./diagnosis.ts";
import { evaluate } from "./evaluate.ts";
import { explainByCpu, explainByShortBursts, explainByStorage, explainByStuckTasks } from "./explain-load.ts";
import { explainMemory } from "./explain-memory.ts";
import { explainNothing, explainUnknown } from "./explain-rest.ts";
import type { Explanation, Step, Symptoms } from "./explanation.ts";
import { type DiagnosisInput, factsOf } from "./facts.ts";
import { findShortage, isShort, type Shortage } from "./find-shortage.ts";
import { loadTest } from "./tests.ts";

/**
 * Why the host's load is high, and whether memory is short though it is not. Memory goes before all else, since a host
 * that swaps is busy and waits for disks too. The figures are those of the last minute; a figure that is absent decides
 * nothing and is named in the evidence. Never throws.
 */
export function diagnose(input: DiagnosisInput): Diagnosis {
  const facts = factsOf(input);
  const symptoms: Symptoms = { ...input, facts, shortage: findShortage(facts) };
  const load = evaluate(loadTest, facts);
  const { evidence, explanation } = load.passed === true ? explainHighLoad(symptoms) : explainQuietLoad(symptoms);
  const { culprits, ...cause } = explanation;
  const suffers = victims(input.daemons, input.rates);
  return {
    state: stateBy(symptoms.shortage.shortage, load.passed === true),
    cause: { ...cause, evidence: [...new Set([load.line, ...evidence])] },
    culprits: culprits.map(({ figures }) => figures.name),
    victims: isShort(symptoms.shortage.shortage) ? suffers.map(({ figures }) => figures.name) : [],
  };
}

interface Explained {
  readonly evidence: readonly string[];
  readonly explanation: Explanation;
}

/** The steps in their order, until one explains the load. */
const stepsForHighLoad: readonly ((symptoms: Symptoms) => Step)[] = [
  explainByCpu,
  explainByShortBursts,
  explainByStorage,
  explainByStuckTasks,
];

function explainHighLoad(symptoms: Symptoms): Explained {
  const { shortage } = symptoms;
  if (isShort(shortage.shortage)) return explainShortage(symptoms);
  const evidence: string[] = [...shortage.evidence];
  for (const explain of stepsForHighLoad) {
    const step = explain(symptoms);
    evidence.push(...step.evidence);
    if (step.explanation !== null) return { evidence, explanation: step.explanation };
  }
  return { evidence, explanation: explainUnknown(symptoms) };
}

/** Whether the CPUs are full as well is told, but it is not the cause. */
function explainShortage(symptoms: Symptoms): Explained {
  const cpu = explainByCpu(symptoms);
  const memory = explainMemory(symptoms, cpu.explanation !== null);
  return {
    evidence: [...cpu.evidence, ...symptoms.shortage.evidence, ...memory.evidence],
    explanation: memory.explanation,
  };
}

/** The load is not high, or not known: memory may be short all the same. */
function explainQuietLoad(symptoms: Symptoms): Explained {
  const { shortage } = symptoms;
  if (!isShort(shortage.shortage)) return { evidence: shortage.evidence, explanation: explainNothing(symptoms) };
  const memory = explainMemory(symptoms, false);
  return { evidence: [...shortage.evidence, ...memory.evidence], explanation: memory.explanation };
}

function stateBy(shortage: Shortage, loadIsHigh: boolean): Diagnosis["state"] {
  if (shortage === "starvation") return "starving";
  return loadIsHigh || isShort(shortage) ? "suffering" : "ok";
}
