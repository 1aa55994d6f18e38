import { noiseOf } from "../../domain/alert/noise.ts";
import { channelPhrase } from "../../domain/command/channel-phrase.ts";
import type { Command } from "../../domain/command/command.ts";
import { instant, seconds } from "../../domain/time.ts";
import type { AlertDesk } from "../alerts/alert-desk.ts";
import { readPast } from "../alerts/read-past.ts";
import type { AskedCommand } from "../ports.ts";
import type { AlertsReply } from "../ports-dialogs.ts";
import type { AnswerOptions } from "./answer-options.ts";
import { whisper, whisperObjection, whisperSentence } from "./whisper.ts";

type Asked = Pick<AskedCommand, "user" | "answerTo">;

/** `alerts`: what is open and what is silenced, to the asker alone. */
export function answerAlerts(self: AnswerOptions, { answerTo }: Asked): Promise<void> {
  return whisper(self, answerTo, alertsReplyOf(self));
}

export function alertsReplyOf({ desk, clock, commandName }: AnswerOptions): AlertsReply {
  return {
    kind: "alerts",
    open: desk.open(),
    silences: desk.silences(),
    commandName,
    now: clock.now(),
    wallOffsetMs: wallOffsetOf(desk),
  };
}

/** How far the wall clock is ahead of the times in alerts, silences and their history, in ms. */
export function wallOffsetOf(desk: Pick<AlertDesk, "wallTime">): number {
  return desk.wallTime(instant(0));
}

const week = seconds(7 * 86_400);

/** `alerts noise`: the weekly table, of the 7 days until now. */
export async function answerNoise(self: AnswerOptions, { answerTo }: Asked): Promise<void> {
  const now = self.clock.now();
  const past = await readPast(self, { from: instant(now - week), to: now });
  if (!past.ok) {
    const sentence = `The history of the alerts cannot be read: ${past.error.detail}`;
    return whisperObjection(self, answerTo, sentence);
  }
  const notice = noiseOf(past.value, self.settings);
  if (notice !== null) return whisper(self, answerTo, notice);
  return whisperSentence(self, answerTo, "No alert has fired in the last 7 d, so none can have been noise.");
}

/** `alerts test`: the specimen itself shows in the channel; this says where to look. */
export async function answerTest(
  self: AnswerOptions,
  { user, answerTo }: Asked,
  { rule, host }: Extract<Command, { kind: "alerts test" }>,
): Promise<void> {
  const tested = await self.desk.test({ rule, host, by: user });
  const where = host === null ? "" : ` for ${host}`;
  if (!tested.ok) return whisperObjection(self, answerTo, tested.error.sentence);
  const sentence = `A specimen of the rule ${rule}${where} is on its way to ${channelPhrase(self.channel)}. Nothing is wrong; it resolves by itself within minutes.`;
  return whisperSentence(self, answerTo, sentence);
}
