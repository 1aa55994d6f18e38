/** Longer ones are not taken by most servers. */
const lengthMax = 2048;

export const healthUrlExpected = "an address with http:// or https://, without user and password";

export function isHealthUrl(text: string): boolean {
  if (text.length > lengthMax || /[\s\p{Cc}]/u.test(text) || !URL.canParse(text)) return false;
  const url = new URL(text);
  return (url.protocol === "http:" || url.protocol === "https:") && url.username === "" && url.password === "";
}
