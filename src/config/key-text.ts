import type { FileProblem } from "./judge-file.ts";

const opening = /^-----BEGIN (?:(OPENSSH|RSA|EC|DSA|ENCRYPTED) )?PRIVATE KEY-----\r?\n/;

const expected = "a private key without passphrase";

export const publicHalf = { expected, sentence: "this is the public half of a key. Name the file without .pub." };

/** Why a text is no private key that the bot could use; null when it looks like one. Never holds any of the text. */
export function keyTextProblem(text: string): Omit<FileProblem, "found"> | null {
  const kind = opening.exec(text);
  if (/^(ssh-|ecdsa-|sk-)/.test(text)) return publicHalf;
  if (kind === null)
    return { expected, sentence: "this file holds no private key. Make one with ssh-keygen -t ed25519." };
  if (!isEncrypted(text, kind[1])) return null;
  return {
    expected,
    sentence: "this key has a passphrase, and nobody is there to type it. Use a key of the bot's own without one.",
  };
}

/** OpenSSH's own format names the cipher after 15 bytes of magic and a length of four bytes. */
function isEncrypted(text: string, kind: string | undefined): boolean {
  if (kind === "ENCRYPTED" || text.includes("\nProc-Type: 4,ENCRYPTED")) return true;
  if (kind !== "OPENSSH") return false;
  const start = text
    .slice(text.indexOf("\n") + 1)
    .replace(/\s/g, "")
    .slice(0, 40);
  if (!/^[A-Za-z0-9+/]{40}$/.test(start)) return false;
  return atob(start).slice(19, 23) !== "none";
}
