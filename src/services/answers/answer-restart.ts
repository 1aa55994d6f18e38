import type { Command } from "../../domain/command/command.ts";
import type { RestartRefusal, StandingApproval } from "../../domain/restart/restart-policy.ts";
import type { RequestTiming } from "../../domain/restart/restart-request.ts";
import { signersMin } from "../../domain/restart/standing-approval.ts";
import { fail, type Result, succeed } from "../../domain/result.ts";
import { millis, renderDuration } from "../../domain/time.ts";
import type { AnswerAddress, AskedCommand } from "../ports.ts";
import type { DaemonName, Person } from "../restarts/restart-desk.ts";
import type { AnswerOptions } from "./answer-options.ts";
import { nextWindow } from "./next-window.ts";
import { sayInChannel } from "./say-in-channel.ts";
import { whisper, whisperObjection, whisperSentence } from "./whisper.ts";

/** What a person asks of the desk of restarts by command. */
type RestartCommand = Extract<
  Command,
  { kind: "restart" | "dry-run" | "break-glass" | "approvals" | "standing" | "lock" | "unlock" | "audit" }
>;

const auditRowsMax = 40;

/** All but `restart` without a reason, which asks by a dialog. */
export async function answerRestart(self: AnswerOptions, asked: AskedCommand, command: RestartCommand): Promise<void> {
  switch (command.kind) {
    case "restart":
      return askRestart(self, asked, command);
    case "dry-run":
      return showPlan(self, asked, command);
    case "break-glass": {
      const done = await self.restarts.breakGlass({ ...command, by: personOf(asked) });
      return done.ok ? undefined : whisperRefusal(self, asked.answerTo, done.error);
    }
    case "approvals":
      return showApprovals(self, asked);
    case "standing":
      return stand(self, asked, command);
    case "audit":
      return showAudit(self, asked.answerTo, command.number);
    case "lock":
      return lock(self, asked, command);
    case "unlock":
      return unlock(self, asked, command.host);
  }
}

interface Wish extends DaemonName {
  readonly timing: "now" | "window";
  readonly reason: string;
  /** Null where it was asked for none. */
  readonly alert: string | null;
}

/** Null when it is asked for: its message in the channel says so. Otherwise why not. */
export async function requestRestart(
  self: AnswerOptions,
  by: Person,
  { host, daemon, timing, reason, alert }: Wish,
): Promise<RestartRefusal | null> {
  const when = await timingOf(self, host, timing);
  if (!when.ok) return { reason: "cannot", sentence: when.error };
  const found = alert === null ? null : self.desk.find(alert);
  const origin = alert === null ? ({ kind: "person" } as const) : ({ kind: "alert", alert } as const);
  const isUrgent = found !== null && found.kind === "firing" && found.severity === "critical";
  const done = await self.restarts.ask({ host, daemon, by, origin, reason, timing: when.value, isUrgent });
  return done.ok ? null : done.error;
}

async function timingOf(
  self: AnswerOptions,
  host: string,
  timing: "now" | "window",
): Promise<Result<RequestTiming, string>> {
  if (timing === "now") return succeed({ kind: "now" });
  const window = await nextWindow(self, host);
  return window.ok ? succeed({ kind: "window", ...window.value }) : fail(window.error);
}

async function askRestart(
  self: AnswerOptions,
  asked: AskedCommand,
  command: Extract<RestartCommand, { kind: "restart" }>,
): Promise<void> {
  const refusal = await requestRestart(self, personOf(asked), { ...command, alert: null });
  if (refusal !== null) return whisperRefusal(self, asked.answerTo, refusal);
  // Where nothing appears the person would ask again.
  await whisperSentence(self, asked.answerTo, `It is asked for: the request stands in ${self.channel}.`);
}

async function showPlan(self: AnswerOptions, { answerTo }: AskedCommand, { host, daemon }: DaemonName): Promise<void> {
  const prepared = await self.restarts.prepare({ host, daemon });
  if (!prepared.ok) return whisperRefusal(self, answerTo, prepared.error);
  const { commandName } = self;
  const { deciders, quorum } = decidersOf(self, { host, daemon });
  return whisper(self, answerTo, {
    kind: "restart plan",
    host,
    daemon,
    plan: prepared.value,
    deciders,
    quorum,
    commandName,
  });
}

/** Users and groups by Slack id. */
export function decidersOf(self: AnswerOptions, { host, daemon }: DaemonName) {
  const { users, groups, quorum } = self.policyOf(host, daemon);
  return { deciders: [...users, ...groups], quorum };
}

async function showApprovals(self: AnswerOptions, asked: AskedCommand): Promise<void> {
  const requests = self.restarts.open();
  const { commandName } = self;
  const forYou = await self.restarts.waitingFor(personOf(asked));
  return whisper(self, asked.answerTo, {
    kind: "approvals",
    requests,
    locks: self.restarts.locks(),
    standing: self.restarts.standing(),
    forYou,
    commandName,
  });
}

export async function showAudit(self: AnswerOptions, to: AnswerAddress | null, number: number | null): Promise<void> {
  const rows = await auditRowsOf(self, number);
  if (!rows.ok) return whisperObjection(self, to, rows.error);
  return whisper(self, to, { kind: "audit", rows: rows.value, number, commandName: self.commandName });
}

async function auditRowsOf(self: AnswerOptions, number: number | null) {
  const { restarts } = self;
  if (number === null) {
    const rows = await restarts.newestAudit(auditRowsMax);
    return rows.ok ? rows : fail(`The record cannot be read: ${rows.error.detail}`);
  }
  const request = await restarts.find({ number });
  if (!request.ok) return fail(`The record cannot be read: ${request.error.detail}`);
  if (request.value === null) return fail(`There is no restart ${number}.`);
  const rows = await restarts.audit({ request: request.value.id, from: 0, max: auditRowsMax });
  return rows.ok ? rows : fail(`The record cannot be read: ${rows.error.detail}`);
}

/** It concerns everyone, so it is said in the channel: who signed, until when, and whether one more is needed. */
async function stand(
  self: AnswerOptions,
  asked: AskedCommand,
  { host, daemon, days }: Extract<RestartCommand, { kind: "standing" }>,
): Promise<void> {
  const by = personOf(asked);
  const of = { host, daemon, by };
  const done = await (days === null ? self.restarts.withdraw(of) : self.restarts.sign({ ...of, days }));
  if (!done.ok) return whisperRefusal(self, asked.answerTo, done.error);
  await sayInChannel(self, asked, standingSentence(done.value, { days, now: self.clock.now() }));
}

function standingSentence(
  { host, daemon, by, until }: StandingApproval,
  { days, now }: { readonly days: number | null; readonly now: number },
): string {
  const what = `the restarts that the plan wants of ${daemon} on ${host}`;
  if (days === null) return `The standing approval for ${daemon} on ${host} is ended: each restart is asked for again.`;
  const left = renderDuration(millis(until - now));
  if (by.length < signersMin)
    return `A standing approval for ${what} is signed by one, for ${left}; one more reviewer has to sign it within a day.`;
  return `${sentenceCase(what)} are approved beforehand for ${left}, in quiet windows alone. One that goes wrong suspends it.`;
}

function sentenceCase(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

async function lock(
  self: AnswerOptions,
  asked: AskedCommand,
  { host, reason }: { readonly host: string | null; readonly reason: string },
): Promise<void> {
  const done = await self.restarts.lock({ host, reason, by: personOf(asked) });
  if (!done.ok) return whisperRefusal(self, asked.answerTo, done.error);
  await sayInChannel(self, asked, `${host === null ? "All restarts" : `Restarts on ${host}`} are locked: ${reason}.`);
}

async function unlock(self: AnswerOptions, asked: AskedCommand, host: string | null): Promise<void> {
  const done = await self.restarts.unlock({ host, by: personOf(asked) });
  if (!done.ok) return whisperRefusal(self, asked.answerTo, done.error);
  await sayInChannel(self, asked, `${host === null ? "Restarts everywhere" : `Restarts on ${host}`} are unlocked.`);
}

export function personOf({ user, team }: { readonly user: string; readonly team: string }): Person {
  return { user, team };
}

/** Named behind the sentence are those who may, or who did it before. */
export function whisperRefusal(self: AnswerOptions, to: AnswerAddress | null, refusal: RestartRefusal): Promise<void> {
  const { sentence } = refusal;
  const by = "by" in refusal ? refusal.by : undefined;
  const people = "users" in refusal ? refusal.users : [];
  return whisper(self, to, {
    kind: "notice",
    sentence,
    isRefusal: true,
    ...(by === undefined ? {} : { by }),
    ...(people.length === 0 ? {} : { people }),
  });
}
