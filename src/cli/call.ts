import type { ProcessStreams } from "../app-init.ts";
import { nearest } from "../domain/command/nearest.ts";
import { fail, type Result, succeed } from "../domain/result.ts";

/** One call of the executable, with all that a command may use of the process. */
export interface Call {
  /** The command's name, for its messages. */
  readonly command: string;
  /** The words after the command's own. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly folder: string;
  readonly uid: number;
  /** To standard output: answers alone, so that JSON can be piped. */
  readonly print: (text: string) => void;
  /** The terminal's width in characters; null where standard output is none. */
  readonly columns: number | null;
  /** To standard error: everything else. */
  readonly tell: (text: string) => void;
  /** For the one command that asks; not opened before. */
  readonly streams: () => ProcessStreams;
  /** Resolves at the first SIGINT or SIGTERM. */
  readonly stopped: Promise<void>;
}

/** What the shell sees; scripts rely on the numbers. */
export const exitCodes = {
  done: 0,
  fault: 1,
  badConfig: 2,
  tokenRefused: 3,
  hostUnreachable: 4,
  auditBroken: 5,
  interrupted: 130,
} as const;

/** Reads a command's own options by these names; the error is a sentence for the person who typed them. */
export function readOptions<T>(options: Readonly<Record<string, unknown>>, read: () => T): Result<T, string> {
  try {
    return succeed(read());
  } catch (error) {
    // node:util's parseArgs throws TypeErrors whose messages name the option and what was expected of it.
    if (error instanceof TypeError) return fail(explainMisuse(error.message, Object.keys(options)));
    throw error;
  }
}

function explainMisuse(message: string, names: readonly string[]): string {
  const typed = /^Unknown option '([^']*)'/.exec(message)?.[1];
  if (typed === undefined) return explainValue(message);
  const meant = nearest(typed.replace(/^-+/, ""), names);
  const hint =
    meant === null ? `The options are: ${names.map((name) => `--${name}`).join(", ")}.` : `Did you mean --${meant}?`;
  return `there is no option ${JSON.stringify(typed)}. ${hint}`;
}

/** `parseArgs` tells what is wrong with a value in several lines of its own terms. */
function explainValue(message: string): string {
  const name = /^Option '(?:-\w, )?(--[\w-]+)/.exec(message)?.[1];
  if (name === undefined) return message;
  if (message.includes("does not take an argument")) return `${name} takes no value: write it alone.`;
  if (message.includes("ambiguous"))
    return `${name} needs a value, and none begins with a dash: write ${name}=VALUE if it does.`;
  return message.includes("argument missing") ? `${name} needs a value: write ${name}=VALUE.` : message;
}

/** Says why a call is not carried out, on standard error; the result is its exit code. */
export function refuse(call: Call, sentence: string, code: number = exitCodes.badConfig): number {
  call.tell(`scipy-bot ${call.command}: ${sentence}\n`);
  return code;
}
