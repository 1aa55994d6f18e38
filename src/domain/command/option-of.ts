/** "--undo" of "--Undo" and "—undo": phones and Macs make one long dash of two short ones. Null for a word that is no option. */
export function optionOf(word: string): string | null {
  const name = /^(?:--|[\u2013\u2014])(.*)$/.exec(word)?.[1];
  return name === undefined ? null : `--${name.toLowerCase()}`;
}
