import type { Alert } from "../../domain/alert/alert.ts";
import { howRuleWorks } from "../../domain/alert/how-rule-works.ts";
import { instant, millis, seconds } from "../../domain/time.ts";
import { onWallTime } from "../alerts/on-wall-time.ts";
import { readPast } from "../alerts/read-past.ts";
import type { Click } from "../ports.ts";
import type { TransitionRecord } from "../ports-store.ts";
import { wallOffsetOf } from "./answer-alerts.ts";
import type { AnswerOptions } from "./answer-options.ts";
import { whisperSentence } from "./whisper.ts";
import { within } from "./within.ts";

/** Everything behind one alert, in a dialog. */
export async function openAlertDetails(self: AnswerOptions, clicked: Click): Promise<void> {
  const found = self.desk.find(clicked.value);
  if (found === null) {
    const sentence = `This problem is over, and the bot no longer holds its details. ${self.commandName} alerts lists what is open.`;
    return whisperSentence(self, clicked.answerTo, sentence);
  }
  const { host, daemon, rule } = found.key;
  const alert = onWallTime(found, wallOffsetOf(self.desk));
  const opened = await self.chat.openDialog(clicked.trigger, {
    kind: "alert details",
    alert,
    history: await historyOf(self, alert),
    how: howRuleWorks(rule, self.settingsOf(host, daemon)),
    now: self.clock.now(),
  });
  if (opened.ok) return;
  self.log.warn("could not open the details of an alert", { reason: opened.error.reason });
  const sentence = `Slack did not open the details. ${opened.error.detail} Press Details again.`;
  await whisperSentence(self, clicked.answerTo, sentence);
}

/** The trigger lasts 3 s, and Slack needs some of it: a slow store costs the history, not the dialog. */
const historyLimit = millis(1000);
/** A dialog has room for so many lines; the newest. */
export const shownTransitionsMax = 50;
/** An alert that was re-fired within its hold is this much older than its last firing at most, or nearly so. */
const earlier = seconds(86_400);

async function historyOf(self: AnswerOptions, alert: Alert): Promise<readonly TransitionRecord[]> {
  const began = alert.kind === "pending" ? alert.since : alert.firedAt;
  const reading = readPast(self, { from: instant(began - earlier), to: self.clock.now() });
  const past = await within(self.clock, historyLimit, reading);
  if (past?.ok !== true) {
    self.log.warn("the history of an alert is not shown", { reason: past?.error.reason ?? "too slow" });
    return [];
  }
  return past.value.transitions.filter((one) => one.alert === alert.id).slice(-shownTransitionsMax);
}
