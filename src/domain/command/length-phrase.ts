import type { SilenceScope } from "../alert/silence.ts";
import { renderDuration } from "../time.ts";
import type { SilenceLength } from "./parse-length.ts";

/** "for 2 h", to follow "is quiet". */
export function lengthPhrase(length: SilenceLength, scope: SilenceScope): string {
  switch (length.kind) {
    case "for":
      return `for ${renderDuration(length.ms)}`;
    case "until tomorrow":
      return "until tomorrow 09:00";
    case "until restart":
      return `until ${scope.daemon ?? "the daemon"} is restarted, at most 7 d`;
  }
}
