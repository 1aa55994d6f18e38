import { type Instant, millis, renderDuration } from "./time.ts";

/** Since when another release of a daemon runs. */
export interface Deploy {
  readonly at: Instant;
  /** Slack id of who marked it; null where the configuration says so. */
  readonly by: string | null;
  /** The release, in its maker's words: printable, at most `deployNoteMax` characters. */
  readonly note: string | null;
}

/** A name of a release, and not its notes. */
export const deployNoteMax = 100;

/** Newest first, without those that are yet to come: these change nothing before their time. */
export function pastDeploys(deploys: readonly Deploy[], now: Instant): readonly Deploy[] {
  return deploys.filter(({ at }) => at <= now).sort((a, b) => b.at - a.at);
}

/** On the clock of a heap's points: seconds since 1970. */
export function deployInstants(deploys: readonly Deploy[]): readonly number[] {
  return deploys.map(({ at }) => at / 1000);
}

/** "Deployed 3 h ago by @ann: release 4.2", without full stop. `nameOf` shows a person where it is told. */
export function deployPhrase(
  { at, by, note }: Deploy,
  { now, nameOf }: { readonly now: Instant; readonly nameOf: (user: string) => string },
): string {
  const who = by === null ? ", as scipy.yml says" : ` by ${nameOf(by)}`;
  return `Deployed ${renderDuration(millis(now - at))} ago${who}${note === null ? "" : `: ${note}`}`;
}
