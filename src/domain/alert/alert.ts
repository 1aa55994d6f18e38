import type { Instant } from "../time.ts";
import type { RuleName, Severity } from "./rule.ts";

/** What a problem is about. One root message in the chat belongs to each key for as long as the problem lasts. */
export interface AlertKey {
  readonly host: string;
  readonly rule: RuleName;
  /** Null for a problem of the whole host. */
  readonly daemon: string | null;
}

/** One text for the key, by which alerts are told apart: names have no slash. */
export function fingerprintOf({ host, rule, daemon }: AlertKey): string {
  return `${host}/${rule}/${daemon ?? ""}`;
}

/**
 * One problem on a host, from its first sign until its message is closed. Plain data, since it is stored as JSON. Every
 * instant is on the bot's steady time (see services/alerts/steady-time), which never jumps.
 */
export type Alert = PendingAlert | FiringAlert | ResolvedAlert;

interface AlertBase {
  /** Opaque; what the buttons carry. A problem that comes back within the hold keeps it, a later one has a new one. */
  readonly id: string;
  readonly key: AlertKey;
  /** What the rule said last, and when. */
  readonly finding: Finding;
  readonly foundAt: Instant;
  /** A marked specimen by `alerts test`: nothing is wrong. */
  readonly specimen: boolean;
}

/** Becomes firing when it has lasted `pendingFor`, and vanishes without a word when the rule says clear before. */
export interface PendingAlert extends AlertBase {
  readonly kind: "pending";
  readonly severity: Severity;
  readonly since: Instant;
  /** Since when the worse severity has lasted; null while it is a warning. */
  readonly criticalSince: Instant | null;
  /**
   * Since when the rule has said "held", or the host has not answered; null while neither is so. It does not fire before the
   * rule says more, and after so long as a finding has to last that begins anew.
   */
  readonly heldSince: Instant | null;
  /** From the evaluation, for the moment at which it fires. */
  readonly pendingMs: number;
  readonly keepFiringMs: number;
}

/** Becomes resolved when the rule has said clear, without a break, for `keepFiringMs`. */
export interface FiringAlert extends AlertBase {
  readonly kind: "firing";
  readonly severity: Severity;
  readonly firedAt: Instant;
  readonly criticalSince: Instant | null;
  /** Since when the rule says clear; null while it does not. */
  readonly clearSince: Instant | null;
  /** Grows with each re-fire, see `AlertSettings`. */
  readonly keepFiringMs: number;
  /** How often it has fired in this message, from 1 on. */
  readonly count: number;
  readonly worst: Severity;
  /** The finding with the highest measure so far. */
  readonly peak: Finding;
  /** Null until the group's wait is over: nobody has been told yet. */
  readonly toldAt: Instant | null;
  /** When it was last told again, or told first. */
  readonly repeatedAt: Instant | null;
  readonly acknowledged: Acknowledgement | null;
  /** Rounds of escalation done since it was last unacknowledged. */
  readonly escalations: number;
  readonly escalatedAt: Instant | null;
  /** No data since then: the host does not answer, and the figures are old. */
  readonly staleSince: Instant | null;
  /** The fingerprint that hides it, or "maintenance"; null where it is shown. */
  readonly inhibitedBy: string | null;
  /** Id of the silence that keeps it quiet. */
  readonly silencedBy: string | null;
  /** Fired or resolved, in the last hour; oldest first. */
  readonly transitions: readonly Instant[];
  /** Since when it flaps; null while it does not. */
  readonly flappingSince: Instant | null;
  readonly progress: FiringProgress;
}

/** What the lifecycle remembers of a firing alert from one step to the next; of no use to anybody else. */
export interface FiringProgress {
  /** How long a worse level lasts before it counts. */
  readonly pendingMs: number;
  /** Since when a critical alert has been less than critical; null while it is not. */
  readonly easedSince: Instant | null;
  /** When a rule last spoke of it, or when that became possible again because nothing hides it any more. */
  readonly watchedAt: Instant;
  /** What ended it, said with a "clear" of the present streak. */
  readonly endedBy: string | null;
  /** Whether its rule said less than a warning last: nobody is told for the first time of what is going away. */
  readonly isAbating: boolean;
  /** The last restart on its host, which may be what ends it. */
  readonly relief: { readonly what: string; readonly at: Instant } | null;
  /** Since when it has been told, critical, and nobody's, without a break: escalation counts from here. */
  readonly unattendedSince: Instant | null;
  /** Ids of lasting silences that it broke by getting worse: they do not silence it again. */
  readonly brokenSilences: readonly string[];
  /** When its root message was last shown, and whether other figures have come since; null while there is none. */
  readonly shown: { readonly at: Instant; readonly hasNewer: boolean } | null;
}

/** Closed when the hold is over. A re-fire before that re-opens the same message and counts. */
export interface ResolvedAlert extends AlertBase {
  readonly kind: "resolved";
  readonly severity: Severity;
  readonly firedAt: Instant;
  readonly resolvedAt: Instant;
  readonly holdUntil: Instant;
  readonly keepFiringMs: number;
  readonly count: number;
  readonly worst: Severity;
  readonly peak: Finding;
  readonly toldAt: Instant | null;
  readonly acknowledged: Acknowledgement | null;
  readonly transitions: readonly Instant[];
  readonly flappingSince: Instant | null;
  /** What ended it, as a phrase: "zope was restarted". Null where it ended by itself. */
  readonly endedBy: string | null;
}

export interface Acknowledgement {
  /** Slack id of the owner. */
  readonly by: string;
  readonly at: Instant;
  /** When the owner was asked "still on it?"; null before. */
  readonly askedAt: Instant | null;
}

/** What a rule says of a reading, in words and figures for a person. */
export interface Finding {
  /** One sentence of meaning without markup or full stop: "heap 3.1 of 3.6 GiB, 86 % of its threshold". No name before it. */
  readonly sentence: string;
  /** What to do now; one or two sentences. */
  readonly advice: string;
  /** Four to six, most important first. */
  readonly figures: readonly AlertFigure[];
  /** The figure that the rule is about, higher is worse, in the rule's own unit; null where there is none. */
  readonly measure: number | null;
  /** The measure as people read it: "3.1 GiB". */
  readonly measureText: string;
}

export interface AlertFigure {
  readonly name: string;
  readonly text: string;
}
