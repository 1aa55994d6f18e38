import type { Finding } from "../alert.ts";
import type { BotTrouble } from "../event.ts";
import type { RuleMemory } from "../host-alerts.ts";
import { type Judgement, type Known, nothingToDo } from "./judgement.ts";

/** What keeps the bot from its work, one key a trouble; the ones that were named before and are not now are over. */
export function judgeSelf({ memory }: Known, troubles: readonly BotTrouble[]): readonly Judgement[] {
  const now = new Map(troubles.map((trouble) => [trouble.name, trouble]));
  return namesOf(memory, troubles).map((name) => {
    const trouble = now.get(name);
    if (trouble === undefined) return { daemon: name, level: "clear", finding: over(name) };
    return { daemon: name, level: trouble.severity, finding: findingOf(trouble) };
  });
}

/** The bot knows of far fewer; more would be names that somebody makes up. */
export const troublesMax = 32;

/** All that there ever were, oldest first. */
export function namesOf({ troubles: before }: RuleMemory, troubles: readonly BotTrouble[]): readonly string[] {
  const now = troubles.map(({ name }) => name);
  const gone = before.filter((name) => !now.includes(name));
  return [...gone, ...new Set(now)].slice(-troublesMax);
}

function findingOf({ name, severity, sentence, advice }: BotTrouble): Finding {
  const figures = [
    { name: "Trouble", text: name },
    { name: "Severity", text: severity },
  ];
  return { sentence, advice, figures, measure: null, measureText: severity };
}

function over(name: string): Finding {
  const figures = [{ name: "Trouble", text: name }];
  return { sentence: "this is over", advice: nothingToDo, figures, measure: null, measureText: "over" };
}
