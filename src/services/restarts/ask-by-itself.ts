import type { FiringAlert } from "../../domain/alert/alert.ts";
import type { RestartRequest } from "../../domain/restart/restart-request.ts";
import { isHelpedByRestart } from "../../domain/restart/restartable.ts";
import { isEffective, standingId } from "../../domain/restart/standing-approval.ts";
import { instant } from "../../domain/time.ts";
import { askFor, decideForStanding } from "./act-on-requests.ts";
import { followUp } from "./break-glass.ts";
import { holdStanding } from "./hold-standing.ts";
import type { DaemonName } from "./restart-desk.ts";
import type { RestartState } from "./restart-state.ts";

/** How often the plans are looked at: they are made anew once an hour. */
const planEveryMs = 3_600_000;
/** A request for a window stands in the channel for half a day before it, so that somebody awake sees it. */
const askAheadMs = 12 * 3_600_000;
const dayMs = 86_400_000;
const pastMax = 20;

/** What the bot asks for without being asked, once each: for a heap that is critical, and what the plan wants. Approves nothing. */
export async function askByItself(self: RestartState): Promise<void> {
  for (const alert of self.desk.open()) if (isWorthAsking(self, alert)) await askForAlert(self, alert);
  const now = self.clock.monotonic();
  if (now < self.planLookAt) return;
  self.planLookAt = now + planEveryMs;
  await followUp(self);
  for (const standing of [...self.standing.values()])
    if (standing.until > self.clock.now() && (await holdStanding(self, standing))) await askForPlan(self, standing);
}

/** Nobody has taken it, nothing hides it, and it is as bad as it gets. */
function isWorthAsking(self: RestartState, alert: FiringAlert): boolean {
  const { id, key, severity, acknowledged, specimen, inhibitedBy, silencedBy, staleSince, clearSince } = alert;
  const isNobodys = acknowledged === null && inhibitedBy === null && silencedBy === null;
  const isLive = !specimen && staleSince === null && clearSince === null;
  return (
    self.settings.askByItself &&
    key.rule === "heap" &&
    severity === "critical" &&
    isNobodys &&
    isLive &&
    !self.askedFor.has(id) &&
    isHelpedByRestart(key, self.hosts)
  );
}

async function askForAlert(self: RestartState, { id, key, finding }: FiringAlert): Promise<void> {
  if (key.daemon === null) return;
  const of = { host: key.host, daemon: key.daemon };
  // Once for each alert, also over a restart of the bot; a refusal, such as a lock, is not asked again either.
  self.askedFor.add(id);
  if (isOpen(self, of)) return;
  const past = await recent(self, of);
  if (past === null || past.some(({ origin }) => origin.kind === "alert" && origin.alert === id)) return;
  const asked = await askFor(self, {
    ...of,
    by: null,
    origin: { kind: "alert", alert: id },
    reason: finding.sentence,
    timing: { kind: "now" },
    isUrgent: true,
  });
  if (!asked.ok) self.log.info("a restart was not asked for", { ...of, why: asked.error.sentence });
}

async function askForPlan(self: RestartState, of: DaemonName): Promise<void> {
  const window = await self.nextDue(of);
  if (window === null || window.opensAt - self.clock.now() > askAheadMs || isOpen(self, of)) return;
  const past = await recent(self, of);
  const isAsked = ({ origin, timing }: RestartRequest): boolean =>
    origin.kind === "plan" && timing.kind === "window" && timing.opensAt === window.opensAt;
  if (past === null || past.some(isAsked)) return;
  const asked = await askFor(self, {
    ...of,
    by: null,
    origin: { kind: "plan" },
    reason: "the plan: its heap may not fit until the quiet window after that",
    timing: { kind: "window", ...window },
    isUrgent: false,
  });
  if (!asked.ok) self.log.info("a planned restart was not asked for", { ...of, why: asked.error.sentence });
  else await approveBeforehand(self, asked.value);
}

/** By those who signed, each as they are now: a signature of somebody who may not decide any more counts for nothing. */
async function approveBeforehand(self: RestartState, request: RestartRequest): Promise<void> {
  const standing = self.standing.get(standingId(request));
  if (standing === undefined || !isEffective(standing, self.clock.now())) return;
  for (const { user, team } of standing.by) await decideForStanding(self, { request: request.id, by: { user, team } });
}

function isOpen(self: RestartState, { host, daemon }: DaemonName): boolean {
  return [...self.requests.values()].some((one) => one.host === host && one.daemon === daemon);
}

/** Null where it cannot be read: then nothing is asked twice. */
async function recent(self: RestartState, of: DaemonName): Promise<readonly RestartRequest[] | null> {
  const now = self.clock.now();
  const past = await self.store.pastRestarts({ ...of, span: { from: instant(now - dayMs), to: now }, max: pastMax });
  return past.ok ? past.value : null;
}
