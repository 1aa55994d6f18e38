import type { ActionRefusal } from "../../domain/alert/act.ts";
import type { AlertKey } from "../../domain/alert/alert.ts";
import type { Result } from "../../domain/result.ts";
import type { Click, ClickAction, NoticeReply, RestartAction } from "../ports.ts";
import { openAlertDetails } from "./answer-alert-details.ts";
import { alertsReplyOf } from "./answer-alerts.ts";
import type { AnswerOptions } from "./answer-options.ts";
import { endedSentence } from "./answer-silence.ts";
import type { SilenceDialogs } from "./answer-silence-dialog.ts";
import { whisper, whisperSentence } from "./whisper.ts";

/** A click on what the bot said unasked, or in the list of alerts. */
export interface AlertClick extends Click {
  readonly action: Exclude<ClickAction, RestartAction | "dialog_open" | "status_refresh" | "details">;
}

/**
 * The buttons of alerts, silences and reports. A refusal is told to the person alone; a success is seen in the message
 * itself, which the desk brings up to date, and told only where no message shows it.
 */
export function createAlertClicks(self: AnswerOptions, silences: SilenceDialogs) {
  return async (clicked: AlertClick): Promise<void> => {
    const { action, value, user } = clicked;
    switch (action) {
      case "alert_acknowledge":
        return finish(self, clicked, { done: await self.desk.acknowledge(value, user) });
      case "alert_silence":
        return openSilence(self, clicked, silences);
      case "alert_details":
        return openAlertDetails(self, clicked);
      case "alert_useful":
      case "alert_noise":
        return judge(self, clicked, action === "alert_useful" ? "useful" : "noise");
      case "silence_end": {
        const done = await self.desk.endSilence(value, user);
        return finish(self, clicked, { done, thanks: done.ok ? endedSentence(done.value) : undefined });
      }
      case "report_better":
      case "report_worse": {
        const answer = action === "report_better" ? "better" : "worse";
        return finish(self, clicked, { done: await self.desk.answerReport({ report: value, by: user, answer }) });
      }
    }
  };
}

interface Outcome {
  readonly done: Result<unknown, ActionRefusal>;
  /** What to tell where no message shows the success; left out where one does. */
  readonly thanks?: string | undefined;
}

async function finish(self: AnswerOptions, clicked: AlertClick, { done, thanks }: Outcome): Promise<void> {
  if (!done.ok) return whisper(self, clicked.answerTo, { kind: "notice", ...toldOf(done.error) });
  if (clicked.isPrivate === true && clicked.message !== null) return refreshList(self, clicked);
  if (thanks !== undefined) await whisperSentence(self, clicked.answerTo, thanks);
}

function toldOf(refusal: ActionRefusal): Pick<NoticeReply, "sentence" | "by"> {
  const { sentence } = refusal;
  return refusal.reason === "already" && refusal.by !== undefined ? { sentence, by: refusal.by } : { sentence };
}

/** The list stands where one person alone sees it, and has the buttons: it shows at once what has become of them. */
async function refreshList(self: AnswerOptions, { message, answerTo }: AlertClick): Promise<void> {
  if (message === null) return;
  const shown = await self.chat.update(message, alertsReplyOf(self));
  if (shown.ok) return;
  self.log.warn("could not bring the list of alerts up to date", { reason: shown.error.reason });
  await whisperSentence(
    self,
    answerTo,
    `Done. This list is older than that: ${self.commandName} alerts shows it anew.`,
  );
}

async function openSilence(self: AnswerOptions, clicked: AlertClick, silences: SilenceDialogs): Promise<void> {
  const alert = self.desk.find(clicked.value);
  if (alert !== null && alert.kind !== "resolved") return silences.openFor(scopeOf(alert.key), clicked);
  const sentence = "This problem is over, so there is nothing to silence.";
  const instead = `To keep it quiet should it come back, type ${self.commandName} silence.`;
  await whisperSentence(self, clicked.answerTo, `${sentence} ${instead}`);
}

function scopeOf({ host, rule, daemon }: AlertKey) {
  return { host, rule, daemon };
}

async function judge(self: AnswerOptions, clicked: AlertClick, verdict: "useful" | "noise"): Promise<void> {
  const { value, user, answerTo } = clicked;
  const done = await self.desk.judge({ alert: value, by: user, verdict });
  const sentence = done.ok
    ? `Thank you: counted as ${verdict}. ${self.commandName} alerts noise shows what that says of each rule.`
    : done.error.sentence;
  await whisperSentence(self, answerTo, sentence);
}
