import type { HeapForesight } from "../heap/heap-foresight.ts";
import type { DaemonStatus, FailedHost, ReadHost } from "../status.ts";
import type { Instant } from "../time.ts";
import type { RuleName } from "./rule.ts";
import type { AlertSettings } from "./settings.ts";
import type { Silence } from "./silence.ts";

/** What happens to the alerts of one host. */
export type AlertEvent =
  /** A poll gave a reading. */
  | { readonly kind: "read"; readonly status: ReadHost }
  /** A poll was missed. */
  | { readonly kind: "missed"; readonly status: FailedHost }
  /** A daemon's health address was called. */
  | { readonly kind: "checked"; readonly daemon: string; readonly outcome: HealthOutcome }
  /** The heap model has looked ahead at one daemon, which stands as in `daemon`. */
  | { readonly kind: "foreseen"; readonly daemon: DaemonStatus; readonly foresight: HeapForesight }
  /** How the bot itself stands; for `botHost` alone. Empty when nothing is wrong. */
  | { readonly kind: "self"; readonly troubles: readonly BotTrouble[] }
  /** A deadline may have passed. */
  | { readonly kind: "tick" }
  | { readonly kind: "maintenance"; readonly daemon: string; readonly until: Instant; readonly what: string }
  | { readonly kind: "maintenance over"; readonly daemon: string }
  /** `alerts test RULE`: a marked specimen goes the whole way and resolves by itself a minute later. */
  | { readonly kind: "specimen"; readonly rule: RuleName; readonly by: string };

export type HealthOutcome =
  | { readonly ok: true; readonly tookMs: number }
  /** "answered 500 Internal Server Error", "gave no answer within 10 s". */
  | { readonly ok: false; readonly what: string };

/** Something that keeps the bot from doing its work. */
export interface BotTrouble {
  /** Which, so that two troubles do not overwrite each other: "store", "slack", "late". */
  readonly name: string;
  readonly severity: "warning" | "critical";
  readonly sentence: string;
  readonly advice: string;
}

/** What a step may know beside the state and the event. */
export interface AlertContext {
  /** On the bot's steady time. */
  readonly now: Instant;
  /** When the bot began to watch: what was found before is of an earlier run, and may be over. */
  readonly watchingSince: Instant;
  /** How far the bot's wall clock is ahead of the steady time, in ms: for times that are shown. */
  readonly wallOffsetMs: number;
  /** For a daemon of this host, or for the host itself. */
  readonly settingsOf: (daemon: string | null) => AlertSettings;
  /** All that have begun and not ended. */
  readonly silences: readonly Silence[];
  /** Ids for new alerts; different each time. */
  readonly newId: () => string;
}
