import type { Cancel } from "../ports.ts";
import { lockHost, unlockHost } from "./act-on-locks.ts";
import { askFor, cancelRequest, decide, settleRequest } from "./act-on-requests.ts";
import { signFor, withdrawFor } from "./act-on-standing.ts";
import { breakGlassFor } from "./break-glass.ts";
import { preparePlan } from "./prepare-plan.ts";
import { waitingFor } from "./requests-for-person.ts";
import type { RestartDesk } from "./restart-desk.ts";
import { newRestartState, type RestartOptions } from "./restart-state.ts";
import { rightsOfPerson } from "./rights-of-person.ts";
import { shownAt } from "./show-request.ts";
import { sweepEvery, sweepRequests, takeUp } from "./sweep-requests.ts";

export interface Restarts extends RestartDesk {
  /** Takes up what was left, and begins to watch deadlines. */
  start(): void;
  /** Nothing is begun after this. What is under way is found again at the next start. */
  stop(): Promise<void>;
}

/** Requests for restarts, from the asking to what came of them. */
export function createRestarts(options: RestartOptions): Restarts {
  const self = newRestartState(options);
  let cancel: Cancel = () => undefined;
  let underWay: Promise<void> = Promise.resolve();

  function sweep(): void {
    underWay = sweepRequests(self).then(plan);
  }

  function plan(): void {
    if (!self.isStopped) cancel = self.clock.after(sweepEvery, sweep);
  }

  return {
    start() {
      underWay = takeUp(self).then(sweep);
    },
    async stop() {
      self.isStopped = true;
      cancel();
      await Promise.all([underWay, ...self.work]);
    },
    open: () => [...self.requests.values()],
    locks: () => [...self.locks.values()],
    waitingFor: (by) => waitingFor(self, by),
    rightsOf: (by) => rightsOfPerson(self, by),
    find: (by) => self.store.findRestart(by),
    past: (of) => self.store.pastRestarts(of),
    audit: (of) => self.store.auditRows(of),
    newestAudit: (max) => self.store.newestAuditRows(max),
    shownAt: (id) => shownAt(self, id),
    prepare: (of) => preparePlan(self, of),
    ask: (asked) => askFor(self, asked),
    breakGlass: (asked) => breakGlassFor(self, asked),
    decide: (click) => decide(self, click),
    cancel: (click) => cancelRequest(self, click),
    settle: (click) => settleRequest(self, click),
    lock: (asked) => lockHost(self, asked),
    standing: () => [...self.standing.values()].filter(({ until }) => until > self.clock.now()),
    sign: (asked) => signFor(self, asked),
    withdraw: (asked) => withdrawFor(self, asked),
    unlock: (asked) => unlockHost(self, asked),
  };
}
