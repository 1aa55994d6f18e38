import { busyLoadPhrase } from "../../diagnosis/phrases.ts";
import type { Finding } from "../alert.ts";
import type { Evaluation } from "../evaluation.ts";
import { textOf } from "./host-figures.ts";
import { type Judgement, nothingToDo, type Reading } from "./judgement.ts";
import { isOpen, levelPast } from "./level-of.ts";

/** The load for each CPU is high; why, by the diagnosis. */
export function judgeLoad(reading: Reading): readonly Judgement[] {
  const { value } = reading.facts.loadPerCpu;
  const level = value === null ? "unknown" : levelPast(value, reading.context.settingsOf(null).load);
  return [{ daemon: null, level, finding: findingOf(reading, level) }];
}

function findingOf({ facts, status, shown }: Reading, level: Evaluation["level"]): Finding {
  const { state, cause } = status.diagnosis;
  // Bounds below the diagnosis' own: then it has nothing to explain.
  const why = isOpen(level) && state !== "ok" ? [cause.clause] : [];
  const perCpu = textOf(facts.loadPerCpu, (load) => `${load.toFixed(1)} for each CPU`);
  return {
    sentence: [busyLoadPhrase(facts), ...why].join("; "),
    advice: adviceOf(level, state === "ok" ? quietAdvice : cause.advice),
    figures: [
      { name: "Load per CPU", text: perCpu },
      shown.load,
      shown.busy,
      shown.blocked,
      shown.available,
      shown.swapping,
    ],
    measure: facts.loadPerCpu.value,
    measureText: perCpu,
  };
}

const quietAdvice = "See what runs (top), and whether it should.";

function adviceOf(level: Evaluation["level"], advice: string): string {
  return isOpen(level) ? advice : nothingToDo;
}
