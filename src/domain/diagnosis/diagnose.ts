import { victims } from "./culprits.ts";
import type { Diagnosis } from "./diagnosis.ts";
import { evaluate } from "./evaluate.ts";
import { explainByCpu, explainByShortBursts, explainByStorage, explainByStuckTasks } from "./explain-load.ts";
import { explainByMemory } from "./explain-memory.ts";
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

/** In the order in which they are asked; where memory is short, the others only add their evidence. */
const stepsForHighLoad: readonly ((symptoms: Symptoms) => Step)[] = [
  explainByCpu,
  explainByShortBursts,
  explainByMemory,
  explainByStorage,
  explainByStuckTasks,
];

function explainHighLoad(symptoms: Symptoms): Explained {
  const memoryIsShort = isShort(symptoms.shortage.shortage);
  const evidence: string[] = [];
  for (const explain of stepsForHighLoad) {
    const step = explain(symptoms);
    evidence.push(...step.evidence);
    const mayExplain = !memoryIsShort || explain === explainByMemory;
    if (step.explanation !== null && mayExplain) {
      return { evidence: [...evidence, ...symptoms.shortage.evidence], explanation: step.explanation };
    }
  }
  return { evidence, explanation: explainUnknown(symptoms) };
}

/** The load is not high, or not known: memory may be short all the same. */
function explainQuietLoad(symptoms: Symptoms): Explained {
  const { evidence, explanation } = explainByMemory(symptoms);
  return { evidence, explanation: explanation ?? explainNothing(symptoms) };
}

function stateBy(shortage: Shortage, loadIsHigh: boolean): Diagnosis["state"] {
  if (shortage === "starvation") return "starving";
  return loadIsHigh || isShort(shortage) ? "suffering" : "ok";
}
