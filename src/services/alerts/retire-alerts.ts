import type { Alert } from "../../domain/alert/alert.ts";
import type { Evaluation } from "../../domain/alert/evaluation.ts";
import { botHost } from "../../domain/alert/rule.ts";
import { stepAlerts } from "../../domain/alert/step-alerts.ts";
import type { Host } from "../../domain/host.ts";
import { type AlertState, contextOf, findAlert } from "./alert-state.ts";
import { settle } from "./settle-step.ts";

/** Ends the alerts of hosts and daemons that are watched no more: nothing would ever clear them. */
export async function retireAlerts(self: AlertState): Promise<void> {
  for (const state of [...self.states.values()]) {
    const evaluations = state.alerts.filter((alert) => !isWatched(alert, self.hosts)).map(gone);
    if (evaluations.length === 0) continue;
    const evaluated = { evaluations, memory: state.memory, restarted: [] };
    await settle(self, stepAlerts(state, { event: { kind: "tick" }, evaluated }, contextOf(self, state.host)));
  }
}

/** The bot may have died between the end of an alert and that of its message: nobody will ever change that one again. */
export function finishOrphans(self: AlertState): void {
  for (const { id, notice } of self.stored.outbox) {
    if (notice.kind === "alert" && findAlert(self, notice.alert) === null) self.outbox.finish(id);
  }
}

function isWatched({ key, specimen }: Alert, hosts: readonly Host[]): boolean {
  if (specimen || key.host === botHost) return true;
  const host = hosts.find(({ name }) => name === key.host);
  return host !== undefined && (key.daemon === null || host.daemons.some(({ name }) => name === key.daemon));
}

function gone({ key, finding }: Alert): Evaluation {
  const what = key.daemon ?? key.host;
  return { key, level: "clear", finding, endedBy: `${what} is no longer watched`, pendingMs: 0, keepFiringMs: 0 };
}
