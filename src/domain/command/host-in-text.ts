import type { KnownWords } from "./command.ts";
import { findName, hostsOfDaemon } from "./find-name.ts";

/** A longer text is not read to its end: the names stand in the first sentences. In characters. */
const readMax = 4000;

/**
 * The host that a person's text is about: the first that it names as a word of its own, else the host of the first daemon
 * that it names, if that is on one host alone. Null where it names none.
 */
export function hostInText(text: string, known: KnownWords): string | null {
  const words = wordsOf(text.slice(0, readMax));
  const [named] = words.flatMap((word) => findName(word, known.hosts) ?? []);
  const [ofDaemon] = words.flatMap((word) => onlyHostOf(word, known) ?? []);
  return named ?? ofDaemon ?? null;
}

/** Names hold dots, dashes and underscores, but a sentence's full stop or dash at the end is none of theirs. */
function wordsOf(text: string): readonly string[] {
  const words = text.match(/[\p{L}\p{N}._-]+/gu) ?? [];
  return words.flatMap((word) => {
    const bare = word.replace(/[.-]+$/, "");
    return bare === word ? [word] : [word, bare];
  });
}

function onlyHostOf(word: string, known: KnownWords): string | null {
  const [host, ...others] = hostsOfDaemon(word, known);
  return others.length > 0 ? null : (host ?? null);
}
