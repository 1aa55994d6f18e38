import { fullName } from "../../domain/command/choose-daemons.ts";
import type { Command } from "../../domain/command/command.ts";
import { undoWord } from "../../domain/command/parse-deploy.ts";
import { membersOnly } from "../../domain/restart/members-only.ts";
import { millis, renderDuration } from "../../domain/time.ts";
import type { AskedCommand } from "../ports.ts";
import type { AnswerOptions } from "./answer-options.ts";
import { sayInChannel } from "./say-in-channel.ts";
import { whisperObjection } from "./whisper.ts";

type DeployCommand = Extract<Command, { kind: "deploy" }>;
type Asked = Pick<AskedCommand, "user" | "team" | "answerTo">;

/** `deploy DAEMON`: by a full member, and told in the channel, since from then on everybody's forecasts are others. */
export async function answerDeploy(self: AnswerOptions, asked: Asked, command: DeployCommand): Promise<void> {
  const outsider = membersOnly(await self.people.actor(asked.user, asked.team), "mark a deploy");
  if (outsider !== null) return whisperObjection(self, asked.answerTo, outsider.sentence);
  return command.act === "mark" ? mark(self, asked, command) : takeBack(self, asked, command);
}

async function mark(
  self: AnswerOptions,
  asked: Asked,
  { host, daemon, note }: Extract<DeployCommand, { act: "mark" }>,
): Promise<void> {
  const at = self.clock.now();
  const done = await self.deploys.mark({ id: self.newId(), host, daemon, at, by: asked.user, note });
  if (!done.ok) return whisperObjection(self, asked.answerTo, `The deploy was not recorded: ${done.error.detail}`);
  const undo = `${self.commandName} deploy ${fullName({ host, name: daemon })} ${undoWord}`;
  const what = `${daemon} on ${host} is marked as deployed${noteBehind(note)}.`;
  return sayInChannel(self, asked, `${what} Its heap is judged anew from now on; ${undo} takes that back.`);
}

async function takeBack(self: AnswerOptions, asked: Asked, { host, daemon }: DeployCommand): Promise<void> {
  const now = self.clock.now();
  const done = await self.deploys.takeBack({ host, daemon, by: asked.user, at: now });
  if (!done.ok) return whisperObjection(self, asked.answerTo, `Nothing was taken back: ${done.error.detail}`);
  if (done.value === null)
    return whisperObjection(
      self,
      asked.answerTo,
      `No deploy of ${daemon} on ${host} is marked. One that stands in scipy.yml is taken back there.`,
    );
  const { at, note } = done.value;
  const ago = renderDuration(millis(Math.max(0, now - at)));
  const what = `The deploy of ${daemon} on ${host} that was marked ${ago} ago is taken back${noteBehind(note)}.`;
  return sayInChannel(self, asked, `${what} Its heap is judged as if it had not been.`);
}

function noteBehind(note: string | null): string {
  return note === null ? "" : `: ${note}`;
}
