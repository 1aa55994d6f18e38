import { evaluateRules } from "../../domain/alert/evaluate-rules.ts";
import type { AlertEvent } from "../../domain/alert/event.ts";
import { stepAlerts } from "../../domain/alert/step-alerts.ts";
import { succeed } from "../../domain/result.ts";
import { instant, millis, seconds } from "../../domain/time.ts";
import type { Cancel } from "../ports.ts";
import {
  acknowledge,
  endPastSilences,
  endSilence,
  judge,
  silence,
  specimenHost,
  wouldSilence,
} from "./act-on-alerts.ts";
import type { AlertDesk } from "./alert-desk.ts";
import { type AlertOptions, type AlertState, contextOf, findAlert, newAlertState, stateOfHost } from "./alert-state.ts";
import { answerReport, askQuietReporters } from "./ask-reporters.ts";
import { openAlerts } from "./open-alerts.ts";
import { finishOrphans, retireAlerts } from "./retire-alerts.ts";
import { settle } from "./settle-step.ts";
import { renderStoredTime } from "./steady-time.ts";
import { reportProblem } from "./take-in-reports.ts";

/** From what happens on hosts to alerts and messages: each step is stored together with the messages that it asks for. */
export interface AlertNotifier extends AlertDesk {
  /** Something happened on this host. Never waits, never throws. */
  take(host: string, event: AlertEvent): void;
  /** Begins to watch its deadlines. */
  start(): void;
  /** Stores what was not worth a commit of its own. */
  stop(): Promise<void>;
}

/** What rules remember of each reading is not worth a commit; what is lost when the bot dies is less than this. */
export const saveEvery = seconds(60);
/** In the memos of the store: both clocks, by which the steady time goes on after a restart. */
export const timeMemo = "time";

export function createAlertNotifier(options: AlertOptions): AlertNotifier {
  const self = newAlertState(options);
  const stopTimers = createTimers(self);
  return {
    take: (host, event) => void takeSafely(self, host, event),
    start() {
      finishOrphans(self);
      void doSafely(self, retireAlerts);
      self.onDeadline();
    },
    async stop() {
      stopTimers();
      await saveMemory(self);
    },
    ...deskOf(self),
  };
}

function deskOf(self: AlertState): AlertDesk {
  return {
    open: () => openAlerts(self),
    find: (alert) => findAlert(self, alert),
    silences: () => [...self.silencesById.values()],
    acknowledge: (alert, by) => acknowledge(self, alert, by),
    wouldSilence: (scope) => wouldSilence(self, scope),
    silence: (asked) => silence(self, asked),
    endSilence: (id) => endSilence(self, id),
    async test(asked) {
      await takeEvent(self, specimenHost(self, asked), { kind: "specimen", rule: asked.rule, by: asked.by });
      return succeed(null);
    },
    judge: (asked) => judge(self, asked),
    report: (asked) => reportProblem(self, asked),
    answerReport: (asked) => answerReport(self, asked),
    wallTime: (steady) => instant(steady + self.steady.offsetMs()),
  };
}

/** A fault of the bot's own at one host must not keep it from the others, or from its own alerts. */
async function takeSafely(self: AlertState, host: string, event: AlertEvent): Promise<void> {
  try {
    await takeEvent(self, host, event);
  } catch (error) {
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
    self.log.error("alerts of a host could not be worked out: please report it", { host, event: event.kind, why });
    // Its deadline has come and stays: without a pause it would be tried again at once, without end.
    if (self.dueAt.has(host)) self.dueAt.set(host, instant(self.steady.now() + afterFault));
  }
}

/** The same for what is done for all hosts together; it is tried again within a minute. */
async function doSafely(self: AlertState, work: (self: AlertState) => Promise<void>): Promise<void> {
  try {
    await work(self);
  } catch (error) {
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
    self.log.error("the alerts could not be looked after: please report it", { work: work.name, why });
  }
}

/** A fault of our own does not pass by itself, but the next reading may differ. */
const afterFault = seconds(30);

/** One step of one host. Resolves when it is stored. */
function takeEvent(self: AlertState, host: string, event: AlertEvent): Promise<void> {
  if (event.kind === "read") self.readings.set(host, event.status);
  const state = stateOfHost(self, host);
  const context = contextOf(self, host);
  const evaluated = evaluateRules(state, event, context);
  return settle(self, stepAlerts(state, { event, evaluated }, context));
}

/** Wakes when the next deadline of any host has come, and once a minute for what has none. Returns what ends that. */
function createTimers(self: AlertState): () => void {
  let cancelDeadline: Cancel | null = null;
  let armedFor = Number.POSITIVE_INFINITY;

  function arm(): void {
    const due = Math.min(...self.dueAt.values());
    if (due === armedFor || due === Number.POSITIVE_INFINITY) return;
    cancelDeadline?.();
    armedFor = due;
    cancelDeadline = self.clock.after(millis(Math.max(0, due - self.steady.now())), () => {
      armedFor = Number.POSITIVE_INFINITY;
      const now = self.steady.now();
      for (const [host, at] of [...self.dueAt]) if (at <= now) void takeSafely(self, host, { kind: "tick" });
      arm();
    });
  }

  function everyMinute(): void {
    cancelMinute = self.clock.after(saveEvery, everyMinute);
    for (const work of [endPastSilences, askQuietReporters, saveMemory]) void doSafely(self, work);
  }

  let cancelMinute: Cancel = self.clock.after(saveEvery, everyMinute);
  self.onDeadline = arm;
  return () => {
    self.onDeadline = () => undefined;
    cancelDeadline?.();
    cancelMinute();
  };
}

async function saveMemory(self: AlertState): Promise<void> {
  const hosts = [...self.unsaved].map((host) => stateOfHost(self, host));
  self.unsaved.clear();
  await self.saver.save({ hosts, memos: { [timeMemo]: renderStoredTime(self.steady) } });
}
