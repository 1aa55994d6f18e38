import { askRestart } from "../../domain/restart/ask-restart.ts";
import { type Clicked, clickDetails } from "../../domain/restart/audit-details.ts";
import type { RestartChange } from "../../domain/restart/change.ts";
import { cancelRestart } from "../../domain/restart/close-restart.ts";
import { decidedAlready, decideRestart, objectionToPlace } from "../../domain/restart/decide-restart.ts";
import type { Actor, RestartRefusal } from "../../domain/restart/restart-policy.ts";
import type { RestartRequest } from "../../domain/restart/restart-request.ts";
import { type Memberships, stricterOf } from "../../domain/restart/reviewers.ts";
import { settleByHand } from "../../domain/restart/run-restart.ts";
import { fail, type Result } from "../../domain/result.ts";
import type { StoreFailure } from "../ports-store.ts";
import { begin } from "./begin.ts";
import { preparePlan } from "./prepare-plan.ts";
import type { DecisionClick, RequestClick, RestartAsked } from "./restart-desk.ts";
import type { RestartState } from "./restart-state.ts";
import { shownAt } from "./show-request.ts";
import { type Lost, swap } from "./swap-request.ts";

type Done = Result<RestartRequest, RestartRefusal>;

/** Asks for a restart: the plan is read from the host as it is now, and frozen with the request. */
export async function askFor(self: RestartState, asked: RestartAsked): Promise<Done> {
  const { host, daemon, by } = asked;
  const policy = self.policyOf(host, daemon);
  const [actor, memberships, plan] = await Promise.all([
    by === null ? null : self.people.actor(by.user, by.team),
    membershipsOf(self, policy.groups),
    preparePlan(self, asked),
  ]);
  if (!plan.ok) return plan;
  for (let tries = 0; tries < triesMax; tries += 1) {
    const number = await self.store.nextNumber();
    if (!number.ok) return fail(notRecorded(number.error));
    const wish = { ...asked, id: self.newId(), number: number.value, actor, plan: plan.value };
    const open = [...self.requests.values()];
    const locks = [...self.locks.values()];
    const now = self.clock.now();
    const change = askRestart(wish, { now, policy, memberships, open, locks, isUrgent: asked.isUrgent });
    if (!change.ok) return change;
    const stored = await swap(self, change.value, { only: true });
    if (stored.ok) return stored;
    // Lost: it is under way already, or another request has taken its number at this moment.
    if (stored.error.reason !== "lost") return fail(notRecorded(stored.error));
  }
  return fail({ reason: "busy", sentence: `A restart of ${daemon} on ${host} is under way already.` });
}

/** Two clicks at once are two votes, one after the other: what was lost is looked at again, at most so often. */
const triesMax = 5;

/** A click on Approve or Deny. What it decides is stored before anything else happens; the first of two wins. */
export async function decide(self: RestartState, click: DecisionClick): Promise<Done> {
  const actor = await self.people.actor(click.by.user, click.by.team);
  for (let tries = 0; tries < triesMax; tries += 1) {
    const request = await load(self, click.request);
    if (request === null) return fail(unknownRequest);
    const policy = self.policyOf(request.host, request.daemon);
    const memberships = await membershipsOf(self, [...policy.groups, ...request.policy.groups]);
    const context = { now: self.clock.now(), policy, memberships, shownAt: shownAt(self, request.id) };
    const change = decideRestart(request, { ...click, actor }, context);
    if (!change.ok) return refuse(self, request, { actor, refusal: change.error, clicked: click });
    const stored = await swap(self, change.value);
    if (stored.ok) {
      begin(self, request.id);
      return stored;
    }
    if (stored.error.reason !== "lost") return fail(notRecorded(stored.error));
  }
  return fail(tooBusy);
}

/** The vote of somebody who has signed a standing approval, as of now; whether it counts is told to the log alone. */
export async function decideForStanding(
  self: RestartState,
  { request, by }: Omit<RequestClick, "message">,
): Promise<void> {
  const done = await decide(self, { request, by, message: null, verdict: "approve", coded: false });
  if (!done.ok) self.log.info("a standing approval does not count", { user: by.user, why: done.error.sentence });
}

export async function cancelRequest(self: RestartState, click: RequestClick): Promise<Done> {
  return change(self, click, async (request, actor) => {
    const isReviewer = (await reviewersNow(self, request)).has(actor.id);
    return cancelRestart(request, { actor, now: self.clock.now(), isReviewer, clicked: click });
  });
}

/** A reviewer has looked at what nobody knew, and closes it. */
export async function settleRequest(self: RestartState, click: RequestClick): Promise<Done> {
  return change(self, click, async (request, actor) => {
    const reviewers = await reviewersNow(self, request);
    if (!actor.isMember || !(reviewers.has(actor.id) || actor.id === request.requester))
      return fail({
        reason: "not a reviewer",
        sentence: "Only who asked for it and reviewers may close it.",
        users: [...reviewers],
      });
    const settled = settleByHand(request, { by: click.by, now: self.clock.now(), clicked: click });
    return settled === null ? fail(decidedAlready(request)) : { ok: true, value: settled };
  });
}

async function change(
  self: RestartState,
  click: RequestClick,
  step: (request: RestartRequest, actor: Actor) => Promise<Result<RestartChange, RestartRefusal>>,
): Promise<Done> {
  const actor = await self.people.actor(click.by.user, click.by.team);
  for (let tries = 0; tries < triesMax; tries += 1) {
    const request = await load(self, click.request);
    if (request === null) return fail(unknownRequest);
    const elsewhere = objectionToPlace(shownAt(self, request.id), click.message);
    const stepped = elsewhere === null ? await step(request, actor) : fail(elsewhere);
    if (!stepped.ok) return refuse(self, request, { actor, refusal: stepped.error, clicked: click });
    const stored = await swap(self, stepped.value);
    if (stored.ok) return stored;
    if (stored.error.reason !== "lost") return fail(notRecorded(stored.error));
  }
  return fail(tooBusy);
}

/** Who may decide on it, as Slack and the configuration say it now. */
export async function reviewersNow(self: RestartState, request: RestartRequest): Promise<ReadonlySet<string>> {
  const policy = self.policyOf(request.host, request.daemon);
  const memberships = await membershipsOf(self, [...policy.groups, ...request.policy.groups]);
  return stricterOf(request.policy, policy, memberships).reviewers;
}

/** A group that Slack does not tell the members of gives nobody the right. */
export async function membershipsOf(self: RestartState, groups: readonly string[]): Promise<Memberships> {
  const known = new Map<string, readonly string[]>();
  for (const group of new Set(groups)) {
    const members = await self.people.members(group);
    if (members.ok) known.set(group, members.value);
    else
      self.log.warn("the members of a group of reviewers are not known, so it gives nobody the right", {
        group,
        why: members.error,
      });
  }
  return known;
}

/** Those that are over are in the store alone: a late click is told what became of it. */
async function load(self: RestartState, id: string): Promise<RestartRequest | null> {
  const open = self.requests.get(id);
  if (open !== undefined) return open;
  const found = await self.store.findRestart({ id });
  return found.ok ? found.value : null;
}

/** Attempts of people without the right, and clicks on forged messages, are on record too. */
async function refuse(
  self: RestartState,
  request: RestartRequest,
  { actor, refusal, clicked }: { readonly actor: Actor; readonly refusal: RestartRefusal; readonly clicked: Clicked },
): Promise<Done> {
  if (recorded.has(refusal.reason)) {
    const { id, number, host, daemon } = request;
    const by = { user: actor.id, team: actor.team };
    const details = { reason: refusal.reason, ...clickDetails(clicked) };
    const entry = {
      at: self.clock.now(),
      what: "refused",
      request: id,
      number,
      host,
      daemon,
      actor: by,
      details,
    } as const;
    await self.store.decide({ audit: [entry] });
  }
  return fail(refusal);
}

const recorded: ReadonlySet<RestartRefusal["reason"]> = new Set([
  "not a member",
  "not a reviewer",
  "own request",
  "not this message",
]);

const unknownRequest: RestartRefusal = {
  reason: "decided",
  sentence: "The bot knows no such request: it is over, or this message is not the bot's.",
};

const tooBusy: RestartRefusal = {
  reason: "busy",
  sentence: "Others decide on it at this moment. Look at the message, and press again.",
};

function notRecorded(failure: StoreFailure | Lost): RestartRefusal {
  const detail = "detail" in failure ? failure.detail : "it was changed meanwhile";
  return { reason: "cannot", sentence: `It could not be recorded, so nothing was done: ${detail}` };
}
