/**
 * A text that a program printed, without what looks like a password, a token or a key: it goes to a channel, and into a
 * record that nobody can delete from. Rather too much than too little is masked; names stay, so that the text can be read.
 */
export function maskSecrets(text: string): string {
  return patterns.reduce((rest, { find, keep }) => rest.replace(find, `${keep}${mask}`), text);
}

const mask = "[masked]";

/** `keep`: what of a match stays before the mask. Every repetition has an end, so that no text makes one slow. */
const patterns: readonly { readonly find: RegExp; readonly keep: "" | "$1" }[] = [
  {
    find: /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g,
    keep: "",
  },
  // Its beginning was cut off with the beginning of a long output.
  { find: /^(?:[A-Za-z0-9+/=]{1,80}\r?\n)+-----END [A-Z ]{0,40}PRIVATE KEY-----/, keep: "" },
  { find: /(\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s:@/]{0,100}:)[^\s@]{1,400}(?=@)/gi, keep: "$1" },
  { find: /(\bauthorization["']?[ \t]{0,20}[:=][ \t]{0,20})[^\r\n]{1,4000}/gi, keep: "$1" },
  { find: /(\bbearer[ \t]{1,20})[\w.~+/=-]{8,4000}/gi, keep: "$1" },
  {
    find: /((?:passw(?:or)?d|passphrase|secret|token|credential|(?:api|access|private)[_-]?key)[\w.-]{0,40}["']?[ \t]{0,20}[:=][ \t]{0,20})(?:"[^"\r\n]{0,4000}"?|'[^'\r\n]{0,4000}'?|[^\s,;]{1,4000})/gi,
    keep: "$1",
  },
  {
    find: /(--?[\w-]{0,40}(?:passw(?:or)?d|passphrase|secret|token|api-?key)[ \t]{1,20})(?:"[^"\r\n]{0,4000}"?|'[^'\r\n]{0,4000}'?|[^\s-]\S{0,4000})/gi,
    keep: "$1",
  },
  // Tokens that are known by their own beginning: Slack, GitHub, AWS, JSON Web Tokens.
  { find: /\bxox[a-z](?:\.xox[a-z])?-[\w-]{1,400}|\bxapp-[\w-]{1,400}/g, keep: "" },
  { find: /\bgh[pousr]_\w{20,400}|\bgithub_pat_\w{20,400}|\bA(?:KI|SI)A[0-9A-Z]{16}\b/g, keep: "" },
  { find: /\beyJ[\w-]{8,4000}\.eyJ[\w-]{8,4000}\.[\w-]{0,4000}/g, keep: "" },
];
