import type { ActionRefusal } from "../../domain/alert/act.ts";
import { acknowledgeAlert, answerStillOnIt } from "../../domain/alert/act-on-alert.ts";
import type { FiringAlert } from "../../domain/alert/alert.ts";
import { botHost, type RuleName } from "../../domain/alert/rule.ts";
import { type Silence, type SilenceScope, silenceMaxMs } from "../../domain/alert/silence.ts";
import { alertsWithin, severitiesWithin, silencing } from "../../domain/alert/silencing.ts";
import { fail, type Result, succeed } from "../../domain/result.ts";
import { instant, millis, renderDuration } from "../../domain/time.ts";
import type { AlertDesk, SilenceRequest } from "./alert-desk.ts";
import { type AlertState, commit, contextOf, findAlert, stateOfHost } from "./alert-state.ts";
import { settle } from "./settle-step.ts";

type Asked<K extends keyof AlertDesk> = Parameters<AlertDesk[K]>[0];

/** Also the answer to "still on it?": its owner acknowledges once more. */
export async function acknowledge(
  self: AlertState,
  id: string,
  by: string,
): Promise<Result<FiringAlert, ActionRefusal>> {
  const alert = findAlert(self, id);
  if (alert === null) return fail(closed);
  const isOwner = alert.kind === "firing" && alert.acknowledged?.by === by && alert.acknowledged.askedAt !== null;
  const act = isOwner ? answerStillOnIt : acknowledgeAlert;
  const { host } = alert.key;
  const acted = act(stateOfHost(self, host), { alert: id, by }, contextOf(self, host));
  if (!acted.ok) return acted;
  await settle(self, { ...acted.value, isMaterial: true });
  return succeed(acted.value.alert);
}

const closed: ActionRefusal = { reason: "unknown", sentence: "This alert is closed: the problem is over." };

export function wouldSilence(self: AlertState, scope: SilenceScope): readonly FiringAlert[] {
  return [...self.states.values()].flatMap(({ alerts }) => alertsWithin(scope, alerts));
}

export async function silence(self: AlertState, asked: SilenceRequest): Promise<Result<Silence, ActionRefusal>> {
  const problem = problemOf(asked);
  if (problem !== null) return fail({ reason: "not allowed", sentence: problem });
  const now = self.steady.now();
  const { scope, reason, by, untilRestart } = asked;
  const alerts = [...self.states.values()].flatMap((state) => state.alerts);
  const begun: Silence = {
    id: self.newId(),
    ...{ scope, reason, by, untilRestart },
    since: now,
    until: instant(now + asked.forMs),
    severities: severitiesWithin(scope, alerts),
  };
  self.silencesById.set(begun.id, begun);
  await commit(self, { silences: [begun] });
  await settleScope(self, scope);
  return succeed(begun);
}

function problemOf({ forMs, reason }: SilenceRequest): string | null {
  if (!(forMs > 0)) return "A silence lasts some time: write how long, for example 2 h.";
  if (forMs > silenceMaxMs) return `A silence lasts at most ${renderDuration(millis(silenceMaxMs))}.`;
  return reason.trim() === "" ? "A silence needs a reason, so that others know why it is quiet." : null;
}

export async function endSilence(self: AlertState, id: string): Promise<Result<Silence, ActionRefusal>> {
  const ended = self.silencesById.get(id);
  if (ended === undefined) return fail({ reason: "unknown", sentence: "This silence is over already." });
  self.silencesById.delete(id);
  await commit(self, { endedSilences: [id] });
  await settleScope(self, ended.scope);
  return succeed(ended);
}

/** Silences that have run out, with what they kept quiet. */
export async function endPastSilences(self: AlertState): Promise<void> {
  const now = self.steady.now();
  for (const { id, until } of self.silencesById.values()) if (until <= now) await endSilence(self, id);
}

async function settleScope(self: AlertState, { host }: SilenceScope): Promise<void> {
  const hosts = host === null ? [...self.states.keys()] : [host];
  for (const each of hosts) await settle(self, silencing(stateOfHost(self, each), contextOf(self, each)));
}

export async function judge(self: AlertState, asked: Asked<"judge">): Promise<Result<null, ActionRefusal>> {
  const alert = findAlert(self, asked.alert);
  const rule = alert?.key.rule ?? ruleOfMessage(self, asked.alert);
  if (rule === null) return fail(closed);
  await commit(self, { feedback: [{ ...asked, rule, at: self.steady.now() }] });
  return succeed(null);
}

/** The buttons of an alert that is closed already may still be pressed. */
function ruleOfMessage(self: AlertState, id: string): RuleName | null {
  const notice = self.outbox.find(id)?.notice;
  return notice?.kind === "alert" ? notice.key.rule : null;
}

/** The host on which a specimen is shown: the one asked for, or the first. */
export function specimenHost(self: AlertState, { rule, host }: Asked<"test">): string {
  if (rule === "bot") return botHost;
  return host ?? self.hosts[0]?.name ?? botHost;
}
