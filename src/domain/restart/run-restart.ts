import type { Instant } from "../time.ts";
import { type Clicked, clickDetails, measureDetails } from "./audit-details.ts";
import { isDue } from "./begin-in-time.ts";
import { changed, type RestartChange } from "./change.ts";
import { checksMade } from "./check-plan.ts";
import type { Measure } from "./frozen-plan.ts";
import { maskSecrets } from "./mask-secrets.ts";
import type { RestartRequest, Run } from "./restart-request.ts";

/** approved → checking: from here on this bot, and no other, carries it on. Null where it is not due. */
export function claimRestart(request: RestartRequest, now: Instant): RestartChange | null {
  if (request.state.kind !== "approved" || !isDue(request, now)) return null;
  const state = { kind: "checking", at: now, approvedAt: request.state.at } as const;
  return changed(request, { state }, { what: "claimed", at: now });
}

/**
 * checking → approved, after a crash, or where something else holds the host: nothing was sent. It counts as approved since it was,
 * so that it does not begin hours later.
 */
export function releaseRestart(request: RestartRequest, why: string, now: Instant): RestartChange | null {
  if (request.state.kind !== "checking") return null;
  const { at, approvedAt = at } = request.state;
  const state = { kind: "approved", at: approvedAt } as const;
  return changed(request, { state }, { what: "released", at: now, details: { why } });
}

/** checking → stale: what was approved is not what is there. */
export function staleRestart(
  request: RestartRequest,
  differences: readonly string[],
  now: Instant,
): RestartChange | null {
  if (request.state.kind !== "checking") return null;
  const state = { kind: "stale", at: now, differences } as const;
  return changed(request, { state }, { what: "stale", at: now, details: { differences } });
}

/** checking → running. To be stored before anything is sent, since what is sent may run. */
export function beginRestart(request: RestartRequest, before: Measure, now: Instant): RestartChange | null {
  if (request.state.kind !== "checking") return null;
  const { hash: plan, argv, hostKey, generation, epoch } = request.plan;
  const details = { plan, argv, hostKey, generation, epoch, checks: checksMade, before: measureDetails(before) };
  return changed(request, { state: { kind: "running", at: now, before } }, { what: "sent", at: now, details });
}

/** What became of the command, as far as that is proved. */
export type Ending =
  | { readonly kind: "ran"; readonly run: Run }
  /** Surely nothing was restarted. */
  | { readonly kind: "did not run"; readonly why: string; readonly output: string }
  /** No proof of either. */
  | { readonly kind: "unknown"; readonly why: string; readonly output: string };

/**
 * running or unknown → verifying, failed or unknown. An unknown that stays one is no change. From here on what the command
 * printed is without its secrets.
 */
export function endRestart(request: RestartRequest, seen: Ending, now: Instant): RestartChange | null {
  const { state } = request;
  const ending = masked(seen);
  if (state.kind !== "running" && state.kind !== "unknown") return null;
  const { before } = state;
  if (ending.kind === "unknown") {
    if (state.kind === "unknown") return null;
    const { why, output } = ending;
    return changed(
      request,
      { state: { kind: "unknown", at: now, before, why, output } },
      { what: "unknown", at: now, details: { why, output } },
    );
  }
  if (ending.kind === "did not run") {
    const { why, output } = ending;
    return changed(
      request,
      { state: { kind: "failed", at: now, why, output } },
      { what: "failed", at: now, details: { why, output } },
    );
  }
  const { run } = ending;
  const what = state.kind === "unknown" ? "settled" : "ran";
  const details = {
    exit: run.exit,
    tookMs: run.tookMs,
    generation: run.generation,
    note: run.note,
    output: run.output,
  };
  return changed(request, { state: { kind: "verifying", at: now, before, ran: run } }, { what, at: now, details });
}

function masked(ending: Ending): Ending {
  switch (ending.kind) {
    case "ran":
      return { ...ending, run: { ...ending.run, output: maskSecrets(ending.run.output) } };
    case "did not run":
    case "unknown":
      return { ...ending, why: maskSecrets(ending.why), output: maskSecrets(ending.output) };
  }
}

export interface Settling {
  readonly by: { readonly user: string; readonly team: string };
  readonly now: Instant;
  readonly clicked: Clicked;
}

/** A person has looked: it is settled by their word, which the audit keeps. */
export function settleByHand(request: RestartRequest, { by, now, clicked }: Settling): RestartChange | null {
  if (request.state.kind !== "unknown") return null;
  const why = "somebody looked and closed it: what the command did is not known";
  const { output = "" } = request.state;
  const state = { kind: "failed", at: now, why, output, closedBy: by.user } as const;
  return changed(request, { state }, { what: "settled", at: now, by, details: { why, ...clickDetails(clicked) } });
}
