/**
 * Words as one line that every login shell takes for just these words: sh, bash, zsh, csh and fish differ in what they do
 * within quotes, so whatever is not plain goes through a POSIX shell as octal numbers of its bytes. The line then holds no
 * quote, exclamation mark, dollar or line break of a word's own.
 */
export function commandLine(argv: readonly string[]): string {
  if (argv.every((word) => plainWord.test(word))) return argv.join(" ");
  return `exec /bin/sh -c '${unpack}' sh ${argv.map((word) => `'${octal(word)}'`).join(" ")}`;
}

/** No shell does anything with these: no sign stands first that zsh, csh or fish would replace. */
const plainWord = /^[A-Za-z0-9_./-][A-Za-z0-9_@%+=:,./-]*$/;

/** Each word is unpacked behind the others and taken away in front. A word holds no line break, which this would lose at its end. */
const unpack = 'for word do set -- "$@" "$(printf %b "$word")"; shift; done; exec "$@"';

const encoder = new TextEncoder();

/** `printf %b` of every POSIX shell reads \0 and three octal digits as one byte. */
function octal(word: string): string {
  return [...encoder.encode(word)].map((byte) => `\\0${byte.toString(8).padStart(3, "0")}`).join("");
}
