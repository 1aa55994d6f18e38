import { fail, type Result, succeed } from "../domain/result.ts";

export interface NotText {
  /** The first line that cannot be read; counted from 1. */
  readonly line: number;
  readonly sentence: string;
}

/** UTF-8, with or without byte order mark. */
export function decodeText(content: Uint8Array): Result<string, NotText> {
  if ((content[0] === 0xff && content[1] === 0xfe) || (content[0] === 0xfe && content[1] === 0xff)) {
    return fail({ line: 1, sentence: "this file is UTF-16. Save it as UTF-8." });
  }
  try {
    return succeed(new TextDecoder("utf-8", { fatal: true }).decode(content));
  } catch {
    const before = new TextDecoder("utf-8").decode(content).split("\u{fffd}", 1)[0] ?? "";
    const line = before.split("\n").length;
    return fail({ line, sentence: "this line holds bytes that are no UTF-8. Save the file as UTF-8." });
  }
}
