/** Longer paths would leave no room for others in one line of a question. */
const charactersMax = 1024;

/**
 * True for a path that a host can be asked about: absolute, printable ASCII without spaces, no way up, not too long. A
 * question is a line of words, and none of them may become another question.
 */
export function isAskablePath(path: string): boolean {
  return path.length <= charactersMax && /^\/[!-~]*$/.test(path) && !path.split("/").includes("..");
}

/** What such a path is, to stand in a message. */
export const askablePathExpected = 'no spaces, no letters beyond ASCII, no ".."';
