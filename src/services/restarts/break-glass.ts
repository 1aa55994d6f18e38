import { breakGlass, objectionToBreaking } from "../../domain/restart/break-glass.ts";
import type { RestartRefusal } from "../../domain/restart/restart-policy.ts";
import type { RestartRequest } from "../../domain/restart/restart-request.ts";
import { fail, type Result } from "../../domain/result.ts";
import { instant } from "../../domain/time.ts";
import { askFor } from "./act-on-requests.ts";
import { begin } from "./begin.ts";
import type { BreakGlassAsked } from "./restart-desk.ts";
import type { RestartState } from "./restart-state.ts";
import { sayInChannel } from "./say-in-channel.ts";
import { swap } from "./swap-request.ts";

const dayMs = 86_400_000;
/** Days that are looked back for what somebody has to be asked about. */
const followUpAfterMs = dayMs;
const followUpUntilMs = 4 * dayMs;
const pastMax = 1000;

type Done = Promise<Result<RestartRequest, RestartRefusal>>;

/**
 * Restarts at once without anybody else's approval: everything is checked as ever, told to all, and talked about the next day. One
 * after the other, so that two at once are counted as two.
 */
export function breakGlassFor(self: RestartState, asked: BreakGlassAsked): Done {
  const done = self.breakingGlass.then(() => breakNow(self, asked));
  self.breakingGlass = done.catch(() => undefined);
  return done;
}

async function breakNow(self: RestartState, { host, daemon, by, reason }: BreakGlassAsked): Done {
  const actor = await self.people.actor(by.user, by.team);
  const broken = await brokenSince(self, dayMs);
  if (broken === null || !broken.isWhole)
    return fail({ reason: "cannot", sentence: "The record cannot be read, so nothing was done." });
  const objection = objectionToBreaking(actor, self.settings.breakGlass, broken.requests.length);
  if (objection !== null) return fail(objection);
  const origin = { kind: "break-glass" } as const;
  const asked = await askFor(self, { host, daemon, by, origin, reason, timing: { kind: "now" }, isUrgent: true });
  if (!asked.ok) return asked;
  const change = breakGlass(asked.value, actor, self.clock.now());
  const stored = change === null ? null : await swap(self, change);
  if (stored === null || !stored.ok)
    return fail({
      reason: "cannot",
      sentence: "It could not be recorded, so nothing was done. The request waits for an approval.",
    });
  begin(self, asked.value.id);
  return stored;
}

/** A day later its people are asked whether it was right; once, which the audit remembers. */
export async function followUp(self: RestartState): Promise<void> {
  const broken = await brokenSince(self, followUpUntilMs);
  const now = self.clock.now();
  for (const request of broken?.requests ?? []) {
    if (now - request.createdAt < followUpAfterMs) continue;
    const rows = await self.store.auditRows({ request: request.id, from: 0, max: 100 });
    if (!rows.ok || rows.value.some(({ entry }) => entry.what === "followed up")) continue;
    await askAbout(self, request);
  }
}

async function askAbout(self: RestartState, request: RestartRequest): Promise<void> {
  const { id, number, host, daemon, requester, policy } = request;
  const entry = {
    at: self.clock.now(),
    what: "followed up",
    request: id,
    number,
    host,
    daemon,
    actor: null,
    details: {},
  } as const;
  const recorded = await self.store.decide({ audit: [entry] });
  if (!recorded.ok) return;
  await sayInChannel(self, {
    id: `${id} follow-up`,
    sentence: `Yesterday ${daemon} on ${host} was restarted without anybody else's approval (restart ${number}): ${request.reason}. Was it right, and what would have made it unnecessary?`,
    mentions: [...(requester === null ? [] : [requester]), ...policy.users, ...policy.groups],
  });
}

interface Broken {
  readonly requests: readonly RestartRequest[];
  /** False where there were more requests than are looked through. */
  readonly isWhole: boolean;
}

/** Null where it cannot be read. */
async function brokenSince(self: RestartState, agoMs: number): Promise<Broken | null> {
  const now = self.clock.now();
  const span = { from: instant(now - agoMs), to: now };
  const past = await self.store.pastRestarts({ host: null, daemon: null, span, max: pastMax });
  if (!past.ok) return null;
  const requests = past.value.filter(({ origin }) => origin.kind === "break-glass");
  return { requests, isWhole: past.value.length < pastMax };
}
