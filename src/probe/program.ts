import { cleanText, launcherText } from "./program-launcher.ts";
import { listText } from "./program-list.ts";
import { lookText } from "./program-look.ts";
import { samplerText } from "./program-sampler.ts";
import { shellText } from "./program-shell.ts";
import { questionId } from "./question.ts";

/** What a host is asked with: one command that runs until its standard input ends, and leaves nothing behind. */
export const probeProgram = {
  command: probeCommand({ root: "", interpreters: ["mawk", "gawk", "busybox", "awk"] }),
  endsAnswer: (question: string, line: string): boolean => line === `@${questionId(question)} .`,
} as const;

export interface ProbeOptions {
  /** Stands before every path that is read; a test gives a folder that holds a `proc`. */
  readonly root: string;
  /** The kinds of awk to look for, best first; the shell alone answers where none is found. */
  readonly interpreters: readonly string[];
}

/**
 * The command as a login shell takes it, whichever it is: single-quoted words without quote, exclamation mark, newline or
 * doubled backslash, which sh, csh and fish all read alike.
 */
export function probeCommand({ root, interpreters }: ProbeOptions): string {
  const programs = [samplerText, listText, shellText, lookText];
  const words = [cleanText, "scipy_probe", launcherText(interpreters), "scipy_probe", root, ...programs].map(quoted);
  return `exec /bin/sh -c ${words.join(" ")}`;
}

/** Joins the lines of a program that was written to be read; every statement in it ends by itself. */
function oneLine(text: string): string {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join(" ");
}

function quoted(text: string): string {
  const line = oneLine(text);
  if (/['!\n]|\\\\/.test(line))
    throw new Error("The probe's text holds a character that some login shell would change.");
  return `'${line}'`;
}
