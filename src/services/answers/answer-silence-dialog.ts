import { botHost, ruleNames } from "../../domain/alert/rule.ts";
import type { SilenceScope } from "../../domain/alert/silence.ts";
import { type Millis, millis } from "../../domain/time.ts";
import { onWallTime } from "../alerts/on-wall-time.ts";
import type { AskedCommand, Click, DialogRef } from "../ports.ts";
import type { FieldErrors, SilenceDialog, Submission } from "../ports-dialogs.ts";
import { wallOffsetOf } from "./answer-alerts.ts";
import { type AnswerOptions, knownWordsOf } from "./answer-options.ts";
import { silencedSentence, silenceRequestOf, type WantedSilence } from "./answer-silence.ts";
import { checkSilence } from "./check-silence.ts";
import type { AddressMemory } from "./remember-addresses.ts";
import { whisperSentence } from "./whisper.ts";
import { within } from "./within.ts";

export interface SilenceDialogs {
  /** `silence` alone. */
  open(asked: Pick<AskedCommand, "user" | "trigger" | "answerTo">): Promise<void>;
  /** From the button of an alert, for what that alert is about. */
  openFor(scope: SilenceScope, clicked: Click): Promise<void>;
  changed(view: DialogRef, draft: SilenceSubmission): Promise<void>;
  submit(submission: SilenceSubmission): Promise<FieldErrors | null>;
}

export type SilenceSubmission = Extract<Submission, { kind: "silence" }>;

/** The chat waits 2 s for what is wrong with a dialog; half a second of it is for the way. */
export const submitLimit: Millis = millis(1500);

/** The dialog that asks for a silence, shows what it would keep quiet, and takes it. */
export function createSilenceDialogs(self: AnswerOptions, addresses: AddressMemory): SilenceDialogs {
  const open = async (dialog: SilenceDialog, from: Opening): Promise<void> => {
    addresses.opened(from.user, from.answerTo);
    const opened = await self.chat.openDialog(from.trigger, dialog);
    if (opened.ok) return;
    self.log.warn("could not open the dialog of a silence", { reason: opened.error.reason });
    const sentence = `Slack did not open the dialog. ${opened.error.detail} Try again, or type ${self.commandName} silence HOST 2 h REASON.`;
    await whisperSentence(self, from.answerTo, sentence);
  };
  return {
    open: (asked) => open(dialogOf(self, { ...newDraft, alert: null, scope: firstScope(self) }), asked),
    openFor: (scope, clicked) => open(dialogOf(self, { ...newDraft, alert: clicked.value, scope }), clicked),
    async changed(view, draft) {
      const dialog = dialogOf(self, { ...draft, scope: consistent(self, draft.scope) });
      const shown = await self.chat.updateDialog(view, dialog);
      // The next change shows it; the dialog itself still takes what is filled in.
      if (!shown.ok) self.log.warn("could not show what would be silenced", { reason: shown.error.reason });
    },
    submit: (submission) => submit(self, addresses, submission),
  };
}

type Opening = Pick<AskedCommand, "user" | "trigger"> & Pick<Click, "answerTo">;

type Draft = Pick<SilenceSubmission, "alert" | "scope" | "choice" | "reason">;

/** A deployment's length, the commonest reason for a silence. */
const newDraft = { choice: "2 h", reason: "" } as const;

/** With one host watched there is nothing to choose. */
function firstScope({ hosts }: AnswerOptions): SilenceScope {
  const [host, ...others] = hosts;
  return { host: others.length > 0 ? null : (host?.name ?? null), rule: null, daemon: null };
}

function dialogOf(self: AnswerOptions, { alert, scope, choice, reason }: Draft): SilenceDialog {
  const { hosts, daemons } = knownWordsOf(self);
  const offset = wallOffsetOf(self.desk);
  return {
    kind: "silence",
    alert,
    scope,
    hosts: scope.host === botHost ? [...hosts, botHost] : hosts,
    daemons,
    rules: ruleNames,
    wouldSilence: self.desk.wouldSilence(scope).map((open) => onWallTime(open, offset)),
    reason,
    choice,
    now: self.clock.now(),
  };
}

/** Another host was chosen: a daemon of the one before is none of its. */
function consistent(self: AnswerOptions, scope: SilenceScope): SilenceScope {
  const { daemons } = knownWordsOf(self);
  const isThere = daemons.some(
    ({ name, host }) => name === scope.daemon && (scope.host === null || host === scope.host),
  );
  return isThere ? scope : { ...scope, daemon: null };
}

async function submit(
  self: AnswerOptions,
  addresses: AddressMemory,
  submission: SilenceSubmission,
): Promise<FieldErrors | null> {
  const checked = checkSilence(submission, knownWordsOf(self));
  if (!checked.ok) return checked.error;
  const taking = take(self, checked.value, { by: submission.user, addresses });
  const taken = await within(self.clock, submitLimit, taking);
  if (taken !== null) return taken.refusal === null ? null : { scope: taken.refusal };
  // Too late for the dialog, which has closed: a refusal is whispered when it comes.
  void taking
    .then(({ refusal }) =>
      refusal === null ? undefined : whisperSentence(self, addresses.of(submission.user), refusal),
    )
    .catch((error: unknown) => self.log.error("a silence was lost", { error: String(error) }));
  return null;
}

/** Where an open alert is silenced its message says so; otherwise nothing would show that it was taken. */
async function take(
  self: AnswerOptions,
  wanted: WantedSilence,
  { by, addresses }: { readonly by: string; readonly addresses: AddressMemory },
): Promise<{ readonly refusal: string | null }> {
  const open = self.desk.wouldSilence(wanted.scope).length;
  const silenced = await self.desk.silence(silenceRequestOf(self, wanted, by));
  if (!silenced.ok) return { refusal: silenced.error.sentence };
  if (open === 0) void whisperSentence(self, addresses.of(by), silencedSentence(self, wanted, open));
  return { refusal: null };
}
