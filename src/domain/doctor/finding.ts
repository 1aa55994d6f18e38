/** One thing that `doctor` looked at. */
export interface Finding {
  /** "slack" or the host's name. */
  readonly subject: string;
  /** What was looked at, for example "host key". */
  readonly check: string;
  /** `failed` keeps the bot from its work; `warning` leaves something out that the sentence names. */
  readonly outcome: "ok" | "warning" | "failed";
  /** What was found and, where it is not ok, what to do now. */
  readonly sentence: string;
}
