import type { Host } from "../domain/host.ts";
import type { Millis } from "../domain/time.ts";

/** What `scipy.yml` says, checked and complete: defaults are filled in, paths are absolute. */
export interface Config {
  /** Where the bot speaks unasked: a name with its "#", or a channel id. */
  readonly channel: string;
  /** The slash command with its slash. */
  readonly commandName: string;
  /** From one reading of a host to the next, 5 s to 10 min. */
  readonly interval: Millis;
  readonly reviewers: Reviewers;
  /** At least one, in the order of the file; names are unique without regard to case. */
  readonly hosts: readonly Host[];
}

/** Who may approve a restart, by Slack id: names can be changed by their bearers. Nobody unless listed. */
export interface Reviewers {
  readonly users: readonly string[];
  readonly groups: readonly string[];
}
