import { printable } from "./describe-value.ts";
import type { FileRule } from "./file-rule.ts";

export interface FileFacts {
  readonly kind: "file" | "folder" | "link" | "other";
  /** The permission bits alone. */
  readonly mode: number;
  readonly owner: number;
  readonly bytes: number;
  /** The folder that the file itself lies in. */
  readonly folder: { readonly path: string; readonly mode: number };
}

export interface FileProblem {
  readonly found: string;
  readonly expected: string;
  readonly sentence: string;
}

const stickyBit = 0o1000;

/** Why a file is not trusted, and what to do about it; null when it is. `uid` is null where the system has no owners. */
export function judgeFile(path: string, facts: FileFacts, { rule, uid }: Judgement): FileProblem | null {
  const shown = printable(path);
  if (facts.kind === "link" && !rule.isLinkAllowed) {
    return problem("a symbolic link", "a file", `${shown} is a symbolic link. Name the file that it leads to.`);
  }
  if (facts.kind === "folder") return problem("a folder", "a file", `${shown} is a folder. Name a file in it.`);
  if (facts.kind === "other") return problem("no file", "a file", `${shown} is no regular file. Name a file.`);
  return (uid === null ? null : permissionProblem(path, facts, { rule, uid })) ?? sizeProblem(shown, facts, rule);
}

interface Judgement {
  readonly rule: FileRule;
  readonly uid: number | null;
}

function permissionProblem(path: string, facts: FileFacts, { rule, uid }: Judgement & { readonly uid: number }) {
  const shown = printable(path);
  if (rule.isOwn && facts.owner !== uid && facts.owner !== 0) {
    const sentence = `${shown} belongs to user ${facts.owner}, and the bot runs as user ${uid}. Run: chown ${uid} ${shellWord(path)}`;
    return problem(`owner ${facts.owner}`, `owner ${uid} or root`, sentence);
  }
  if ((facts.mode & rule.modeNever) !== 0) return modeProblem(path, facts, rule);
  const { folder } = facts;
  // In a sticky folder such as /tmp nobody can replace what belongs to others.
  if ((folder.mode & rule.folderModeNever) === 0 || (folder.mode & stickyBit) !== 0) return null;
  const who = (folder.mode & 0o002) !== 0 ? "everybody" : "its group";
  const sentence = `${shown} lies in a folder that ${who} may write to. Run: chmod go-w ${shellWord(folder.path)}`;
  return problem(`a folder of mode ${octal(folder.mode)}`, "a folder that only its owner may write to", sentence);
}

function modeProblem(path: string, { mode }: FileFacts, { modeNever }: FileRule): FileProblem {
  const isSecret = (modeNever & 0o004) !== 0;
  const act = isSecret ? "readable" : "writable";
  const repair = isSecret ? "chmod 600" : "chmod go-w";
  const sentence = `${printable(path)} is ${act} by others than its owner (mode ${octal(mode)}). Run: ${repair} ${shellWord(path)}`;
  return problem(`mode ${octal(mode)}`, isSecret ? "mode 0600 or 0400" : "writable by its owner alone", sentence);
}

function sizeProblem(shown: string, { bytes }: FileFacts, { bytesMax }: FileRule): FileProblem | null {
  if (bytes <= bytesMax) return null;
  const expected = `at most ${bytesMax} bytes`;
  return problem(
    `${bytes} bytes`,
    expected,
    `${shown} has ${bytes} bytes; expected ${expected}. Is it the right file?`,
  );
}

export function problem(found: string, expected: string, sentence: string): FileProblem {
  return { found, expected, sentence };
}

function octal(mode: number): string {
  return mode.toString(8).padStart(4, "0");
}

/** For a command line that is meant to be copied. */
function shellWord(text: string): string {
  return /^[\w./@%+=:,-]+$/.test(text) ? text : `'${printable(text).replaceAll("'", "'\\''")}'`;
}
