import type { Readable, Writable } from "node:stream";
import { CANCEL_SYMBOL, confirm, password, select, text } from "@clack/prompts";
import type { Questioner, TextQuestion } from "../../services/ports-setup.ts";

export interface TerminalStreams {
  readonly input: Readable;
  readonly output: Writable;
}

/** Questions on a terminal, answered by keyboard. */
export function createQuestioner({ input, output }: TerminalStreams): Questioner {
  // One for each question: the library leaves its listener on the signal.
  let closing = new AbortController();
  const common = () => {
    closing = new AbortController();
    return { input, output, signal: closing.signal };
  };
  let leave: () => void = () => undefined;
  const left = new Promise<void>((resolve) => {
    leave = resolve;
  });
  input.once("end", leave);
  /** A question that was left has no answer: who waits for one also waits for `left`. */
  const answered = async <Value>(asked: Promise<Value | typeof CANCEL_SYMBOL>): Promise<Value> => {
    const answer = await asked;
    if (answer !== CANCEL_SYMBOL) return answer;
    leave();
    return new Promise<Value>(() => undefined);
  };
  return {
    left,
    close: () => closing.abort(),
    text: async (question) => given(await answered(text({ ...common(), ...textOf(question) })), question.usual),
    secret: async ({ message, problem }) =>
      given(await answered(password({ ...common(), message, validate: validator(problem, "") })), ""),
    choose: async ({ message, choices }) => {
      const options = choices.map(({ label }, value) => ({ value, label }));
      const chosen = choices[await answered(select({ ...common(), message, options }))];
      // The terminal offers these alone.
      if (chosen === undefined) throw new Error("an answer that was not offered");
      return chosen.value;
    },
    confirm: ({ message, usual }) => answered(confirm({ ...common(), message, initialValue: usual })),
  };
}

function textOf({ message, usual, problem }: TextQuestion) {
  return { message, placeholder: usual, defaultValue: usual, validate: validator(problem, usual) };
}

/** What is typed is checked as it will be taken. */
function validator(problem: TextQuestion["problem"], usual: string) {
  return (typed: string | undefined): string | undefined => problem(given(typed, usual)) ?? undefined;
}

/** Without the spaces around it; the usual answer where nothing is left. */
function given(typed: string | undefined, usual: string): string {
  const text = (typed ?? "").trim();
  return text === "" ? usual : text;
}
