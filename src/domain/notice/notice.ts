import type { AlertFigure, AlertKey } from "../alert/alert.ts";
import type { Severity } from "../alert/rule.ts";
import type { HostWeek } from "../digest/host-week.ts";
import type { Instant } from "../time.ts";
import type { RestartNotice } from "./restart-notice.ts";

/**
 * What the bot says unasked, free of any chat's markup. Plain data, since it waits in the store until the chat takes it;
 * instants are wall-clock times, for showing. `sentence` is the whole of it for who cannot show the rest: a notification, a
 * screen reader, an older or newer version of the bot.
 */
export type Notice =
  | AlertNotice
  | ThreadNotice
  | DirectNotice
  | BacklogNotice
  | DigestNotice
  | NoiseNotice
  | ReportNotice
  | RestartNotice
  | SentenceNotice;

/** The root message of a problem. */
export interface AlertNotice {
  readonly kind: "alert";
  readonly sentence: string;
  readonly alert: string;
  readonly key: AlertKey;
  readonly state: "firing" | "acknowledged" | "silenced" | "stale" | "flapping" | "hidden" | "resolved";
  readonly severity: Severity;
  readonly specimen: boolean;
  /** The rule's sentence alone, without names. */
  readonly meaning: string;
  readonly advice: string;
  readonly figures: readonly AlertFigure[];
  readonly chart: NoticeChart | null;
  readonly firedAt: Instant;
  /** Of the figures; older than the message where the host does not answer. */
  readonly figuresAt: Instant;
  /** How often it has fired in this message. */
  readonly count: number;
  readonly acknowledged: { readonly by: string; readonly at: Instant } | null;
  readonly silenced: { readonly by: string; readonly until: Instant; readonly reason: string } | null;
  readonly resolved: {
    readonly at: Instant;
    readonly afterMs: number;
    readonly peakText: string;
    readonly endedBy: string | null;
  } | null;
  /** What else to know, as whole sentences: what it hides, what hides it, people who reported it. */
  readonly notes: readonly string[];
  /** Whether a restart may end it, and can be asked for; left out by older versions of the bot. */
  readonly canRestart?: boolean;
  /** For flapping: the states of the last hour, oldest first. */
  readonly course: readonly ("firing" | "clear")[] | null;
}

/** At most two lines over at most 240 points. */
export interface NoticeChart {
  readonly title: string;
  readonly unit: string;
  readonly points: readonly { readonly at: Instant; readonly value: number }[];
  /** A level to hold it against. */
  readonly limit: { readonly name: string; readonly value: number } | null;
}

/** A line of history under a root message. */
export interface ThreadNotice {
  readonly kind: "thread";
  readonly sentence: string;
  /** Slack ids of users (U…) and groups (S…) that are mentioned. */
  readonly mentions: readonly string[];
}

/** A direct message about an alert. */
export interface DirectNotice {
  readonly kind: "direct";
  readonly sentence: string;
  readonly alert: string;
  readonly asks: "look" | "still on it";
  /** Where its root message stands; null while it does not. */
  readonly link: string | null;
}

/** Many problems in one message: a storm, or what happened while the chat was away. */
export interface BacklogNotice {
  readonly kind: "backlog";
  readonly sentence: string;
  readonly since: Instant;
  readonly until: Instant;
  readonly lines: readonly BacklogLine[];
  /** Transitions that this message accounts for. */
  readonly counted: {
    readonly fired: number;
    readonly resolved: number;
    readonly other: number;
    readonly stillFiring: number;
  };
}

/** All of one rule. */
export interface BacklogLine {
  readonly rule: string;
  readonly severity: Severity;
  readonly fired: number;
  readonly stillFiring: number;
  /** At most five; the rest are counted. */
  readonly hosts: readonly string[];
  readonly hostsInAll: number;
}

/** The weekly summary; sections without lines are left out. */
export interface DigestNotice {
  readonly kind: "digest";
  readonly sentence: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly sections: readonly {
    readonly title: string;
    readonly lines: readonly string[];
    /** How many more there are that are not shown; left out for none. */
    readonly more?: number;
  }[];
  /** The hosts that are drawn, worst first; left out where none is, and by what was stored before there were any. */
  readonly hosts?: readonly HostWeek[];
}

/** Noise per rule, a week. */
export interface NoiseNotice {
  readonly kind: "noise";
  readonly sentence: string;
  readonly rows: readonly {
    readonly rule: string;
    readonly fired: number;
    readonly useful: number;
    readonly noise: number;
    /** "raise swap.climb_warning to 8 % of RAM per hour (now 5)"; null where nothing can be suggested. */
    readonly suggestion: string | null;
  }[];
}

/** People say that something is wrong, and no alert is open for it. */
export interface ReportNotice {
  readonly kind: "report";
  readonly sentence: string;
  readonly report: string;
  readonly host: string | null;
  readonly by: readonly string[];
  readonly texts: readonly string[];
  readonly at: Instant;
  /** The reading taken at the time, as a sentence with its figures. */
  readonly reading: string;
  /** "better or worse than before?", once it is resolved. */
  readonly asks: "better or worse" | null;
  readonly better: number;
  readonly worse: number;
}

/** One line: a downtime of the bot, a notice that the chat limits it. */
export interface SentenceNotice {
  readonly kind: "sentence";
  readonly sentence: string;
}
