import { evaluate } from "./evaluate.ts";
import type { Facts } from "./facts.ts";
import { signsOfStarvation } from "./limits.ts";
import { percent } from "./phrases.ts";
import { memoryPressureTests, memorySigns } from "./tests.ts";

/** How short memory is. `not known` when too little could be read to say even that it is not short. */
export type Shortage = "starvation" | "short" | "likely" | "none" | "not known";

/** Whether there is a shortage to explain. */
export function isShort(shortage: Shortage): boolean {
  return shortage === "starvation" || shortage === "short" || shortage === "likely";
}

export interface ShortageFinding {
  readonly shortage: Shortage;
  /** How it was found out: "tasks waited for memory 41 % of the last minute". */
  readonly measure: string;
  readonly evidence: readonly string[];
}

/** By the kernel's own pressure figures where it has them, else by five signs of starvation. */
export function findShortage(facts: Facts): ShortageFinding {
  const outcomes = memoryPressureTests.map((test) => evaluate(test, facts));
  const evidence = outcomes.map(({ line }) => line);
  const [first] = outcomes.filter((outcome) => outcome.passed !== null);
  if (first === undefined) return findSigns(facts, evidence);
  const reached = Math.max(...outcomes.map((outcome) => outcome.reached));
  const shortage = reached === 2 ? "starvation" : reached === 1 ? "short" : "none";
  return { shortage, measure: `tasks waited for memory ${percent(first.value)} of the last minute`, evidence };
}

function findSigns(facts: Facts, evidence: readonly string[]): ShortageFinding {
  const outcomes = memorySigns.map((sign) => sign.map((test) => evaluate(test, facts)));
  const held = outcomes.filter((sign) => sign.every(({ passed }) => passed === true)).length;
  const off = outcomes.filter((sign) => sign.some(({ passed }) => passed === false)).length;
  const { starvation, likely } = signsOfStarvation;
  const measure = `${held} of ${memorySigns.length} signs of starvation hold`;
  const rule = `${starvation} mean starvation, ${likely} make a shortage likely`;
  const lines = outcomes.flat().map(({ line }) => line);
  return { shortage: shortageBy(held, off), measure, evidence: [...evidence, ...lines, `${measure} (${rule})`] };
}

/** By how many signs hold and how many are known not to; the rest could not be read. */
function shortageBy(held: number, off: number): Shortage {
  const { starvation, likely, enoughOff } = signsOfStarvation;
  if (held >= starvation) return "starvation";
  if (held >= likely) return "likely";
  const mayYetBe = memorySigns.length - off >= likely;
  const nothingPoints = held === 0 && off >= enoughOff;
  return mayYetBe && !nothingPoints ? "not known" : "none";
}
