import type { Absence } from "./figure.ts";

/** The reason as the end of a sentence, with what to do now where a person can mend it. */
export function withAdvice(reason: Absence): string {
  const advice = adviceOn(reason);
  return advice === null ? reason : `${reason}. ${advice}`;
}

/** Anybody on the host chooses command lines; one repetition after a fixed beginning is quick on all of them. */
function adviceOn(reason: Absence): string | null {
  return reason === "its pattern takes too long to match"
    ? "Write a simpler one in scipy.yml: begin it with ^, and use .* at most once"
    : null;
}
