import { createContext, Script } from "node:vm";
import { fail, type Result, succeed } from "../../domain/result.ts";
import type { MatchFailure, MatchLines } from "../../services/ports.ts";
import { cpuTime } from "./cpu-time.ts";

/**
 * JavaScript's own expressions go back and try again, which on a line of 4,096 characters can outlast the machine. Only
 * `node:vm` stops them on this thread. It bounds the time and fences nothing in: pattern and lines are data there, and
 * what runs is the text below. A linear engine (RE2) would know no lookaround, and be fifty times as slow on usual lines.
 */
export const matchLines: MatchLines = (pattern, lines) => {
  const began = cpuTime();
  for (let tries = 0; tries < triesMax; tries += 1) {
    const matched = matchOnce(pattern, lines);
    if (matched.ok || matched.error !== "too slow") return matched;
    if (cpuTime() - began >= cpuMsMin) return matched;
  }
  return fail("too slow");
};

/** By the wall clock. 1,000 lines of 300 characters need 0.1 to 4 ms. */
const onceMs = 50;
/** A pattern that was given less of the CPU than this is not slow: the machine was busy, or swaps. */
const cpuMsMin = 25;
/** On a machine that gives the bot no more than a tenth of a CPU, nothing can be told. */
const triesMax = 5;

const script = new Script(
  "{ const compiled = new RegExp(pattern); for (const line of lines) matched.push(compiled.test(line)); }",
);
const context = createContext(Object.create(null));

function matchOnce(pattern: string, lines: readonly string[]): Result<readonly boolean[], MatchFailure> {
  const matched: boolean[] = [];
  Object.assign(context, { pattern, lines, matched });
  try {
    script.runInContext(context, { timeout: onceMs });
    return succeed(matched);
  } catch (error) {
    return fail(failureOf(error));
  } finally {
    Object.assign(context, { pattern: "", lines: [], matched: [] });
  }
}

/** An error of the other context is no instance of our `Error`: it is told by its name. */
function failureOf(error: unknown): MatchFailure {
  const { code, name } = error as { readonly code?: unknown; readonly name?: unknown };
  // The engine also gives up by itself, where the places to go back to fill its stack.
  if (code === "ERR_SCRIPT_EXECUTION_TIMEOUT" || name === "RangeError") return "too slow";
  if (name === "SyntaxError") return "no pattern";
  throw error;
}
