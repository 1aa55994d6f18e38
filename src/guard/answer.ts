import { printable } from "../domain/printable.ts";

/** What the guard on a host says. Anything that is not exactly such an answer is `unknown`: no proof of anything. */
export type GuardAnswer =
  | { readonly kind: "planned"; readonly generation: string }
  /** It is there: what it lists, and whether somebody has switched it off. */
  | { readonly kind: "here"; readonly daemons: readonly string[]; readonly isOff: boolean }
  /** The command ended, and another generation runs. */
  | {
      readonly kind: "done";
      readonly before: string;
      readonly after: string;
      readonly exit: number;
      readonly seconds: number;
      readonly output: string;
    }
  /** The command ended, and no other generation runs. */
  | { readonly kind: "failed"; readonly why: string; readonly output: string }
  /** The command of this operation has not ended yet. */
  | { readonly kind: "running" }
  /** It has never heard of this operation: it has run nothing for it, and never will. */
  | { readonly kind: "none" }
  /** Nothing was run. */
  | { readonly kind: "refused"; readonly why: string }
  /** No proof of either: what the command printed, where it is on record. */
  | { readonly kind: "unknown"; readonly why: string; readonly output: string };

export const guardName = "scipy-guard";
/** Another version is another protocol. */
export const guardProtocol = "scipy-guard/1";

/** What is sent: words of letters, digits and a few signs, which the guard checks again. */
export function guardOrder(
  verb: "plan" | "restart" | "result" | "probe",
  ...words: readonly string[]
): readonly string[] {
  return [guardName, verb, ...words];
}

/** Lines of the command's output stand behind the answer, each behind this. */
const outputMark = "| ";
const whyMax = 300;

/** The first line that is an answer counts: a login shell may greet before it. */
export function parseGuardAnswer(text: string): GuardAnswer {
  const lines = text.split("\n");
  const at = lines.findIndex((line) => line.startsWith(`${guardProtocol} `));
  if (at < 0) return { kind: "unknown", why: `it gave no answer of ${guardProtocol}`, output: "" };
  const [, kind = "", ...rest] = (lines[at] ?? "").split(" ");
  const words = new Map(rest.map((word) => splitAt(word, "=")));
  const output = outputIn(lines.slice(at + 1));
  const why = printable(words.get("why")?.replaceAll("_", " ") ?? "it says no more", whyMax);
  return (
    answerOf(kind, { words, output, why }) ?? {
      kind: "unknown",
      why: `it said ${printable(kind, 30)} in a way that is not understood`,
      output: "",
    }
  );
}

interface Parts {
  readonly words: ReadonlyMap<string, string>;
  readonly output: string;
  readonly why: string;
}

function answerOf(kind: string, { words, output, why }: Parts): GuardAnswer | null {
  const [generation, before, after] = ["generation", "before", "after"].map((name) => words.get(name) ?? "");
  switch (kind) {
    case "planned":
      return isGeneration(generation) ? { kind, generation } : null;
    case "here":
      return {
        kind,
        daemons: (words.get("daemons") ?? "").split(",").filter((name) => name !== ""),
        isOff: words.get("off") !== "no",
      };
    case "done": {
      const exit = wholeIn(words.get("exit"));
      const seconds = wholeIn(words.get("seconds"));
      if (!isGeneration(before) || !isGeneration(after) || before === after || exit === null || seconds === null)
        return null;
      return { kind, before, after, exit, seconds, output };
    }
    case "failed":
    case "unknown":
      return { kind, why, output };
    case "running":
    case "none":
      return { kind };
    case "refused":
      return { kind, why };
    default:
      return null;
  }
}

/** An invocation id of systemd, or boot id, pid and start ticks, with dots between. */
function isGeneration(text: string | undefined): text is string {
  return text !== undefined && /^[A-Za-z0-9.-]{1,100}$/.test(text);
}

function wholeIn(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : null;
}

function outputIn(lines: readonly string[]): string {
  return lines
    .filter((line) => line.startsWith(outputMark))
    .map((line) => line.slice(outputMark.length))
    .join("\n");
}

function splitAt(word: string, sign: string): readonly [string, string] {
  const at = word.indexOf(sign);
  return at < 0 ? [word, ""] : [word.slice(0, at), word.slice(at + 1)];
}
