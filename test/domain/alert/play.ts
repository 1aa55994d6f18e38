import { expect } from "vitest";
import type { Alert, AlertKey, Finding, FiringAlert } from "../../../src/domain/alert/alert.ts";
import { fingerprintOf } from "../../../src/domain/alert/alert.ts";
import type { AlertEffect } from "../../../src/domain/alert/effect.ts";
import type { Evaluation } from "../../../src/domain/alert/evaluation.ts";
import type { AlertContext, AlertEvent } from "../../../src/domain/alert/event.ts";
import { type HostAlerts, newHostAlerts } from "../../../src/domain/alert/host-alerts.ts";
import { nextDueAt } from "../../../src/domain/alert/next-due-at.ts";
import type { RuleName } from "../../../src/domain/alert/rule.ts";
import { type AlertSettings, defaultAlertSettings, type LifeSettings } from "../../../src/domain/alert/settings.ts";
import type { Silence } from "../../../src/domain/alert/silence.ts";
import { type Stepped, stepAlerts } from "../../../src/domain/alert/step-alerts.ts";
import { type Instant, instant } from "../../../src/domain/time.ts";

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;

/** Steady time need not begin at 0. */
export const start = 1_000_000_000;

export const heap: AlertKey = { host: "web-1", rule: "heap", daemon: "zope" };
export const memory: AlertKey = { host: "web-1", rule: "memory", daemon: null };
export const unreachable: AlertKey = { host: "web-1", rule: "unreachable", daemon: null };
export const health: AlertKey = { host: "web-1", rule: "health", daemon: "zope" };

/** One host's alerts, driven by hand; times are milliseconds since `start`. */
export interface Play {
  state(): HostAlerts;
  silences: Silence[];
  say(at: number, level: Evaluation["level"], more?: Partial<Evaluation>): readonly string[];
  step(at: number, event: AlertEvent, more?: { evaluations?: Evaluation[]; restarted?: string[] }): Stepped;
  tick(at: number): readonly string[];
  /**
   * Ticks exactly when it is asked for, until then, and says again what was said last when that has lasted for long enough, as
   * the next reading would; what was said, each with its time in seconds.
   */
  until(at: number): readonly string[];
  alert(key?: AlertKey): Alert | undefined;
  firing(key?: AlertKey): FiringAlert;
  context(at: number): AlertContext;
  set(state: HostAlerts): void;
  switchOff(rule: RuleName): void;
}

export function play(life: Partial<LifeSettings> = {}): Play {
  let state = newHostAlerts("web-1");
  let ids = 0;
  const said = new Map<string, Evaluation>();
  let settings: AlertSettings = { ...defaultAlertSettings, life: { ...defaultAlertSettings.life, ...life } };
  const silences: Silence[] = [];
  const context = (at: number): AlertContext => ({
    now: instant(start + at),
    watchingSince: instant(0),
    wallOffsetMs: 0,
    settingsOf: () => settings,
    silences: [...silences],
    newId: () => `A${++ids}`,
  });
  const step: Play["step"] = (at, event, { evaluations = [], restarted = [] } = {}) => {
    for (const one of evaluations) if (one.level !== "unknown") said.set(fingerprintOf(one.key), one);
    const evaluated = { evaluations, memory: state.memory, restarted };
    const stepped = stepAlerts(state, { event, evaluated }, context(at));
    expect(JSON.parse(JSON.stringify(stepped.state))).toStrictEqual(stepped.state);
    state = stepped.state;
    for (const effect of stepped.effects)
      if (effect.kind === "end silence")
        silences.splice(
          silences.findIndex(({ id }) => id === effect.silence),
          1,
        );
    return stepped;
  };
  const tick = (at: number) => step(at, { kind: "tick" }).effects.map(brief);
  const confirmAt = (at: number) => {
    const evaluations = state.alerts.flatMap((one) =>
      lastsAt(one) === start + at ? [said.get(fingerprintOf(one.key))] : [],
    );
    return step(at, { kind: "tick" }, { evaluations: evaluations.filter((one) => one !== undefined) }).effects.map(
      brief,
    );
  };
  const nextAt = (at: number) => {
    const lasts = state.alerts.flatMap((one) => lastsAt(one) ?? []);
    const due = Math.min(nextDueAt(state, context(at)) ?? Number.POSITIVE_INFINITY, ...lasts);
    return due === Number.POSITIVE_INFINITY ? null : instant(due);
  };
  const find = (key: AlertKey) =>
    state.alerts.find((one) => !one.specimen && fingerprintOf(one.key) === fingerprintOf(key));
  return {
    state: () => state,
    silences,
    context,
    step,
    tick,
    say: (at, level, more = {}) => step(at, { kind: "tick" }, { evaluations: [says(level, more)] }).effects.map(brief),
    until: (at) => tickUntil(at, () => nextAt(at), confirmAt),
    alert: (key = heap) => find(key),
    firing: (key = heap) => {
      const found = find(key);
      if (found?.kind !== "firing") throw new Error(`${fingerprintOf(key)} is ${found?.kind}, not firing`);
      return found;
    },
    set: (next) => {
      state = next;
    },
    switchOff: (rule) => {
      settings = { ...settings, off: [rule] };
    },
  };
}

/** When a reading that says the same again would show that it has lasted; null where nothing has to. */
function lastsAt(alert: Alert): number | null {
  if (alert.kind === "pending") return alert.heldSince === null ? alert.since + alert.pendingMs : null;
  if (alert.kind === "resolved" || alert.specimen || alert.severity === "critical") return null;
  return alert.criticalSince === null ? null : alert.criticalSince + alert.progress.pendingMs;
}

function tickUntil(at: number, next: () => Instant | null, tick: Play["tick"]): readonly string[] {
  const said: string[] = [];
  for (let due = next(); due !== null && due <= start + at; due = next()) {
    const since = due - start;
    said.push(...tick(since).map((what) => `${since / second} s ${what}`));
    expect(next(), "a deadline that a tick does not move on").not.toBe(due);
  }
  return said;
}

export function says(level: Evaluation["level"], more: Partial<Evaluation> = {}): Evaluation {
  return {
    key: heap,
    level,
    finding: finding(0.86),
    endedBy: null,
    pendingMs: 2 * minute,
    keepFiringMs: 5 * minute,
    ...more,
  };
}

export function finding(measure: number | null): Finding {
  const measureText = measure === null ? "" : `${(measure * 3.6).toFixed(1)} GiB`;
  return {
    sentence:
      measure === null ? "is not running" : `heap ${measureText}, ${Math.round(measure * 100)} % of its threshold`,
    advice: "Restart it at a quiet hour.",
    figures: [{ name: "heap", text: measureText }],
    measure,
    measureText,
  };
}

/** Without ids and sentences: "show", "tell log", "record fired warning". */
export function brief(effect: AlertEffect): string {
  switch (effect.kind) {
    case "show":
      return "show";
    case "tell":
      return `tell ${effect.how}`;
    case "direct":
      return `direct ${effect.to.kind === "user" ? effect.to.id : effect.to.kind}: ${effect.asks}`;
    case "record":
      return `record ${effect.transition} ${effect.severity}`;
    case "end silence":
      return `end silence ${effect.silence}: ${effect.why}`;
  }
}

export function aSilence(changes: Partial<Silence> = {}): Silence {
  return {
    id: "S1",
    scope: { host: "web-1", rule: "heap", daemon: "zope" },
    reason: "known",
    by: "U1",
    since: instant(start),
    until: instant(start + 2 * hour),
    untilRestart: false,
    severities: {},
    ...changes,
  };
}

/** Fired and told: pending for 2 min, told 30 s later. */
export function playTold(life: Partial<LifeSettings> = {}): Play {
  const game = play(life);
  game.say(0, "warning");
  game.until(2.5 * minute);
  return game;
}
