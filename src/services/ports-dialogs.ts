import type { Alert, FiringAlert } from "../domain/alert/alert.ts";
import type { RuleName } from "../domain/alert/rule.ts";
import type { Silence, SilenceScope } from "../domain/alert/silence.ts";
import type { MessageRef } from "../domain/notice/message-ref.ts";
import type { AuditRow } from "../domain/restart/audit-entry.ts";
import type { FrozenPlan } from "../domain/restart/frozen-plan.ts";
import type { RestartRequest } from "../domain/restart/restart-request.ts";
import type { Instant } from "../domain/time.ts";
import type { TransitionRecord } from "./ports-store.ts";

/** Dialogs that the bot opens, free of any chat's markup. */
export type Dialog =
  | SilenceDialog
  | ReportDialog
  | AlertDetailsDialog
  | RestartDialog
  | RestartDetailsDialog
  | RestartCodeDialog;

/** Asks for a restart, and shows first what it would cost. */
export interface RestartDialog {
  readonly kind: "restart";
  readonly host: string;
  readonly daemon: string;
  /** Daemons that can be restarted, of this host alone where it was opened from an alert; one of them is chosen. */
  readonly choices: readonly { readonly host: string; readonly daemon: string }[];
  /** The alert that it was opened from; null for the slash command. */
  readonly alert: string | null;
  /** Null while the host is being read. */
  readonly plan: FrozenPlan | null;
  /** Why it cannot be asked for; null where it can. */
  readonly problem: string | null;
  /** Who could approve, by Slack id. */
  readonly deciders: readonly string[];
  readonly quorum: number;
  readonly reason: string;
  /** When the next quiet window opens; null where it is not known yet. */
  readonly windowAt: Instant | null;
}

/** Asks a reviewer for a one-time code; the approval itself counts only on the message that was clicked. */
export interface RestartCodeDialog {
  readonly kind: "restart code";
  readonly request: string;
  readonly message: MessageRef;
  /** When Approve was clicked, as the chat says it; null where it does not. */
  readonly clickedAt: string | null;
  readonly number: number;
  readonly host: string;
  readonly daemon: string;
}

/** Everything behind one request. */
export interface RestartDetailsDialog {
  readonly kind: "restart details";
  readonly request: RestartRequest;
  readonly rows: readonly AuditRow[];
}

/** Asks for a silence. It shows first what would be silenced, anew whenever the scope changes. */
export interface SilenceDialog {
  readonly kind: "silence";
  /** Where it was opened from; null for the slash command. */
  readonly alert: string | null;
  readonly scope: SilenceScope;
  readonly hosts: readonly string[];
  readonly daemons: readonly { readonly host: string; readonly name: string }[];
  readonly rules: readonly RuleName[];
  readonly wouldSilence: readonly FiringAlert[];
  readonly reason: string;
  readonly choice: SilenceChoice;
  readonly now: Instant;
}

export type SilenceChoice = "30 min" | "2 h" | "until tomorrow" | "until next restart" | "own";

/** Says that users suffer. Prefilled with the message that it was opened from. */
export interface ReportDialog {
  readonly kind: "report";
  readonly hosts: readonly string[];
  readonly host: string | null;
  readonly text: string;
}

/** Everything behind one alert, on the wall clock: figures, how it is computed, history, page of the documentation. */
export interface AlertDetailsDialog {
  readonly kind: "alert details";
  readonly alert: Alert;
  readonly history: readonly TransitionRecord[];
  readonly how: string;
  readonly now: Instant;
}

/** `alerts`: what is open, and what is silenced. */
export interface AlertsReply {
  readonly kind: "alerts";
  readonly open: readonly FiringAlert[];
  readonly silences: readonly Silence[];
  readonly commandName: string;
  /** Wall-clock time, and how far it is ahead of the times in the alerts, in ms. */
  readonly now: Instant;
  readonly wallOffsetMs: number;
}

/** What somebody filled in, as the chat adapter hands it over: acknowledged by what `submit` resolves with. */
export type Submission =
  | {
      readonly kind: "silence";
      readonly user: string;
      readonly alert: string | null;
      readonly scope: SilenceScope;
      readonly choice: SilenceChoice;
      /** As typed: "3 h"; only for "own". */
      readonly ownDuration: string;
      readonly reason: string;
    }
  | { readonly kind: "report"; readonly user: string; readonly host: string | null; readonly text: string }
  | {
      readonly kind: "code";
      readonly user: string;
      readonly team: string;
      readonly request: string;
      readonly message: MessageRef;
      readonly clickedAt: string | null;
      readonly code: string;
    }
  | {
      readonly kind: "restart";
      readonly user: string;
      readonly team: string;
      readonly host: string;
      readonly daemon: string;
      readonly alert: string | null;
      readonly timing: "now" | "window";
      readonly reason: string;
    };

/** Which field is wrong and why; the dialog stays open. */
export type FieldErrors = Readonly<Partial<Record<"scope" | "duration" | "reason" | "text" | "host" | "code", string>>>;
