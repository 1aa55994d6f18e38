import type { CommandExample } from "../domain/command/list-commands.ts";
import type { HostFailure } from "../domain/host.ts";
import type { MessageRef } from "../domain/notice/message-ref.ts";
import type { NoiseNotice } from "../domain/notice/notice.ts";
import type { Result } from "../domain/result.ts";
import type { Instant, Millis } from "../domain/time.ts";
import type { AlertsReply, Dialog, FieldErrors, Submission } from "./ports-dialogs.ts";
import type { DoctorReply } from "./ports-doctor.ts";
import type { HeapReply, PlanReply, TrackRecordReply } from "./ports-heap.ts";
import type { HomeReply } from "./ports-home.ts";
import type { RestartReply } from "./ports-restart.ts";
import type { DetailsReply, StatusReply } from "./ports-status.ts";

/** Everything that the services need of the world. */

export interface Clock {
  now(): Instant;
  /** Never goes back and never jumps; the only clock by which durations are measured. */
  monotonic(): Millis;
  /** Runs `act` once after the delay, unless cancelled before. */
  after(delay: Millis, act: () => void): Cancel;
}

export type Cancel = () => void;

/** A source of chance, for jitter: 0 ≤ number < 1. */
export type Chance = () => number;

export interface Log {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/**
 * A lasting conversation with one host's probe: a line asks, an answer of several lines comes back. After a failure the
 * next `ask` connects anew, but not before its back-off is over; until then it answers with the last failure at once.
 * One question at a time: `ask` while another is under way waits for its turn.
 */
export interface HostShell {
  /** Resolves within the deadline in any case, and never rejects. The answer is the text with its first and last line. */
  ask(question: string, deadline: Millis): Promise<Result<string, HostFailure>>;
  /** Ends the connection; later questions fail with "stopped". Resolves within 2 s. */
  close(): Promise<void>;
}

/** What runs on the host: the command that starts it, and how its answers are framed. */
export interface ShellProgram {
  /** For the login shell of the user, whichever it is. */
  readonly command: string;
  /** True for the line that ends the answer to this question. */
  readonly endsAnswer: (question: string, line: string) => boolean;
}

/**
 * Which of the lines a JavaScript regular expression matches, in their order. Whatever pattern and lines are it answers
 * within 50 ms, or 0.25 s on a machine that is busy, since anybody on a host chooses the lines.
 */
export type MatchLines = (pattern: string, lines: readonly string[]) => Result<readonly boolean[], MatchFailure>;

export type MatchFailure = "too slow" | "no pattern";

/** What the bot says, free of any chat's markup. The chat adapter renders it. */
export type Reply =
  | StatusReply
  | DetailsReply
  | HelpReply
  | UsageReply
  | NoticeReply
  | AlertsReply
  | NoiseNotice
  | HeapReply
  | TrackRecordReply
  | PlanReply
  | RestartReply
  | DoctorReply
  | DialogOffer;

export interface HelpReply {
  readonly kind: "help";
  /** With its slash, for example "/scipy". */
  readonly commandName: string;
  readonly hosts: readonly string[];
  /** What the asker may do, each with words that can be typed as they stand. */
  readonly commands: readonly CommandExample[];
  /** What is left out for this person and why, as a sentence; null where nothing is. */
  readonly note: string | null;
}

/** A command that was not understood. */
export interface UsageReply {
  readonly kind: "usage";
  readonly sentence: string;
  /** A whole command that was perhaps meant, for example "/scipy status web-1". */
  readonly suggestion: string | null;
  /** The suggestion shows how it is written; it is no guess at what was meant. */
  readonly isExample?: true;
  readonly commandName: string;
}

/** A button that opens the dialog of a command: Slack opens none in answer to a message. */
export interface DialogOffer {
  readonly kind: "dialog offer";
  /** The opaque id that the button carries. */
  readonly id: string;
  readonly sentence: string;
}

export interface NoticeReply {
  readonly kind: "notice";
  readonly sentence: string;
  /** What was asked for was not done. Left out for no. */
  readonly isRefusal?: boolean;
  /** Slack id of who did before what was asked for, named behind the sentence; left out where it was nobody. */
  readonly by?: string;
  /** Slack ids of who may do what the asker may not, named behind the sentence. */
  readonly people?: readonly string[];
}

export type ChatFailure =
  | { readonly reason: "not in channel"; readonly detail: string }
  | { readonly reason: "no such channel"; readonly detail: string }
  | { readonly reason: "message gone"; readonly detail: string }
  | { readonly reason: "refused"; readonly detail: string }
  /** The chat may have shown it: a post is not repeated after this. */
  | { readonly reason: "no answer"; readonly detail: string }
  /** The chat does not take it for now, or cannot be reached: surely not shown, and to be tried again later. */
  | { readonly reason: "too much to say"; readonly detail: string };

export interface Chat {
  /** Posts once; a lost response is "no answer" and is not tried again, since that could post twice. */
  post(channel: string, reply: Reply, thread?: string): Promise<Result<MessageRef, ChatFailure>>;
  /** Edits in place; of several edits waiting for one message only the newest is sent. */
  update(message: MessageRef, reply: Reply): Promise<Result<MessageRef, ChatFailure>>;
  /** Shows a reply to the person alone who asked, wherever they asked. */
  whisper(to: AnswerAddress, reply: Reply): Promise<Result<null, ChatFailure>>;
  /** Opens a dialog in answer to a click; the trigger lasts 3 s. Null where the chat does not say how to update it. */
  openDialog(trigger: string, reply: DetailsReply | Dialog): Promise<Result<DialogRef | null, ChatFailure>>;
  /** Shows the open dialog anew; `view` as it came with the change. */
  updateDialog(view: DialogRef, dialog: Dialog): Promise<Result<null, ChatFailure>>;
  publishHome(user: string, reply: HomeReply): Promise<Result<null, ChatFailure>>;
}

/** Where one question can be answered, an interaction at most 5 times within 30 min; opaque to the services. */
export type AnswerAddress = string & { readonly [address]: "answer address" };
declare const address: unique symbol;

/** What people do in the chat, as the chat adapter hands it to the services, already acknowledged. */
export interface ChatHandlers {
  command(asked: AskedCommand): Promise<void>;
  click(click: Click): Promise<void>;
  /**
   * A click that decides on a restart. It resolves once the decision is stored, or will not be; only then is the click
   * acknowledged, and what it resolves with is done afterwards.
   */
  decide(click: Click & { readonly action: DecisionAction }): Promise<() => Promise<void>>;
  homeOpened(user: string): Promise<void>;
  /** A dialog was filled in: null when it is taken, or what is wrong with it. Answered within 2 s. */
  submit(submission: Submission): Promise<FieldErrors | null>;
  /** What an open dialog is about was changed. */
  changed(change: { readonly view: DialogRef; readonly draft: DialogDraft }): Promise<void>;
  /** "Report a server problem", from the menu of a message. */
  reportShortcut(asked: ReportShortcut): Promise<void>;
}

/** As far as a dialog that shows more with each change is filled in. */
export type DialogDraft = Extract<Submission, { kind: "silence" | "restart" }>;

export interface ReportShortcut {
  readonly user: string;
  readonly trigger: string;
  /** Of the message that the menu belongs to. */
  readonly text: string;
  /** Where to tell what became of the report; left out where the chat gives no address. */
  readonly answerTo?: AnswerAddress | null;
}

/** An open dialog. `hash` is the state that was seen, so that a newer one is not overwritten. */
export interface DialogRef {
  readonly id: string;
  readonly hash: string;
}

export interface AskedCommand {
  readonly channel: string;
  /** Where the answer for all belongs; left out outside of a thread. */
  readonly thread?: string;
  readonly user: string;
  /** The workspace that it came from. */
  readonly team: string;
  readonly text: string;
  /** For a dialog in answer; lasts 3 s. Empty for a message, in answer to which no dialog can be opened. */
  readonly trigger: string;
  readonly answerTo: AnswerAddress;
}

export interface Click {
  readonly action: ClickAction;
  /** The opaque id that the button carried. */
  readonly value: string;
  readonly user: string;
  /** The workspace that it came from. */
  readonly team: string;
  /** Null for a click in the App Home. */
  readonly message: MessageRef | null;
  /** When, as Slack says it: seconds with six places. Left out where it does not say. */
  readonly clickedAt?: string;
  readonly trigger: string;
  readonly answerTo: AnswerAddress | null;
  /** The message is shown to this person alone, so nobody but the handler brings it up to date. Left out for no. */
  readonly isPrivate?: boolean;
}

export type ClickAction =
  /** Of a command that asks by a dialog and came without a trigger. */
  | "dialog_open"
  | "status_refresh"
  | "details"
  | "alert_acknowledge"
  | "alert_silence"
  | "alert_details"
  | "alert_useful"
  | "alert_noise"
  | "silence_end"
  | "report_better"
  | "report_worse"
  | RestartAction;

/** Clicks that are stored before they are acknowledged. */
export type DecisionAction = "restart_approve" | "restart_deny" | "restart_cancel" | "restart_settle";

export type RestartAction =
  | "restart_approve"
  | "restart_deny"
  | "restart_cancel"
  /** "Restart…" of an alert, or "Request again": the value is the alert's or the request's id. */
  | "restart_request"
  | "restart_settle"
  | "restart_details";
