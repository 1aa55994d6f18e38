import { type FileProblem, problem } from "./judge-file.ts";

export type TokenKind = "bot" | "app";

/** Slack's own have about 100 characters. */
const lengthMax = 512;

/** Why a text is no token of this kind; null when it looks like one. Never holds any of the text. */
export function tokenProblem(text: string, kind: TokenKind): FileProblem | null {
  const start = kind === "bot" ? "xoxb-" : "xapp-";
  const other = kind === "bot" ? "xapp-" : "xoxb-";
  if (text.length <= lengthMax && new RegExp(`^${start}[A-Za-z0-9-]+$`).test(text)) return null;
  const expected = `a token that starts with ${start}`;
  if (text === "") return problem("nothing", expected, `the file is empty. Expected ${expected}.`);
  if (text.startsWith(other)) {
    const sentence = `this is the token of the other kind (${other}…): the bot and the app token are swapped.`;
    return problem(`a token that starts with ${other}`, expected, sentence);
  }
  if (/^xox[pe][-.]/.test(text)) {
    return problem(
      "another kind of token",
      expected,
      `this is a token of a person or of a rotation. Expected ${expected}.`,
    );
  }
  const page = kind === "bot" ? "OAuth & Permissions" : "Basic Information, App-Level Tokens";
  const sentence = `expected ${expected}, found something else (not shown here). Copy it from the app's page "${page}".`;
  return problem("something else", expected, sentence);
}
