/** Text from a host as it may stand in a sentence: one line, no control or direction characters, of bounded length. */
export function printable(text: string, charactersMax: number): string {
  const plain = text
    .replace(/\p{Cc}+/gu, " ")
    .replace(/[\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu, "")
    .replace(/\s+/g, " ")
    .trim();
  const characters = [...plain];
  return characters.length <= charactersMax ? plain : `${characters.slice(0, charactersMax - 1).join("")}…`;
}
