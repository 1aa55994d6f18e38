import type { Picture } from "../domain/picture/picture.ts";
import type { Result } from "../domain/result.ts";

/** Makes PNG of what was drawn, beside the thread that watches and answers. */
export interface Painter {
  /** Resolves within 15 s in any case, and never rejects; the error is a sentence for the log. */
  paint(picture: Picture): Promise<Result<Uint8Array<ArrayBuffer>, string>>;
}
