import { protocolVersion } from "./answer.ts";
import { listText } from "./program-list.ts";
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
  const words = [launcherText(interpreters), "scipy_probe", root, samplerText, listText, shellText].map(quoted);
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

/**
 * `scipy_probe=1` is how a list of processes knows its own and other probes. mawk reads a pipe line by line only when
 * told to, and every awk counts characters as bytes in the C locale.
 */
function launcherText(interpreters: readonly string[]): string {
  return `
    : scipy_probe=1 version=${protocolVersion};
    LC_ALL=C; PATH=$PATH:/usr/local/bin:/usr/bin:/bin; PROBE_ROOT=$1; PROBE_LIST=$3; export LC_ALL PATH PROBE_ROOT PROBE_LIST;
    exec 2>/dev/null;
    for a in ${interpreters.join(" ")}; do
      case $a in
        mawk) run="mawk -W interactive"; list=mawk;;
        busybox) run="busybox awk"; list=$run;;
        *) run=$a; list=$a;;
      esac;
      if test "$($list "BEGIN { print 6 * 7 }" </dev/null)" = 42; then
        exec $run -v scipy_probe=1 -v program=$a -v list="$list" "$2";
      fi;
    done;
    eval "$4"`;
}

function quoted(text: string): string {
  const line = oneLine(text);
  if (/['!\n]|\\\\/.test(line))
    throw new Error("The probe's text holds a character that some login shell would change.");
  return `'${line}'`;
}
