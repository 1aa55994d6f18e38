/** One thing that is wrong with the configuration: where, what stands there, what should. */
export interface Fault {
  /** As the operator named it, or "environment". */
  readonly file: string;
  /** Counted from 1; null when the fault is not in a text, for example a missing file. */
  readonly line: number | null;
  /** Counted from 1, in UTF-16 units. */
  readonly column: number | null;
  /** "hosts[1].daemons[0].threshold", "SLACK_BOT_TOKEN", or "" for the file as a whole. */
  readonly key: string;
  /** Printable, short, and never a secret. */
  readonly found: string;
  readonly expected: string;
  /** For a person: what is wrong and what to do now; without place and key, which `renderFaults` puts in front. */
  readonly sentence: string;
}
