import type { StatusBoard } from "../../domain/status.ts";
import type { StatusReply } from "../ports-status.ts";

/** An answer given, for as long as its buttons may be pressed. */
export interface GivenAnswer {
  readonly id: string;
  readonly kind: StatusReply["kind"];
  /** The one host asked for, or null for all. */
  readonly scope: string | null;
  /** As in the reply. */
  readonly note: string | null;
  board: StatusBoard;
  /** True while its message is being brought up to date: for the first time, or by somebody's Refresh. */
  refreshing: boolean;
}

/** People press the buttons of recent answers; an older one says that it should be asked again. */
export const rememberedAnswersMax = 200;

export interface AnswerMemory {
  keep(answer: Pick<GivenAnswer, "kind" | "scope" | "note" | "board">): GivenAnswer;
  find(id: string): GivenAnswer | null;
}

/** Keeps the newest answers in memory: after a restart of the bot the buttons of old ones say "ask again". */
export function createAnswerMemory(newId: () => string): AnswerMemory {
  const answers = new Map<string, GivenAnswer>();
  return {
    keep(answer) {
      const kept = { ...answer, id: newId(), refreshing: false };
      answers.set(kept.id, kept);
      const [oldest] = answers.keys();
      if (answers.size > rememberedAnswersMax && oldest !== undefined) answers.delete(oldest);
      return kept;
    },
    find: (id) => answers.get(id) ?? null,
  };
}
