import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AuditAnchor, openAuditAnchor } from "../../../src/adapters/store/audit-key.ts";
import { openSqliteStore } from "../../../src/adapters/store/open-sqlite-store.ts";
import { systemClock } from "../../../src/adapters/system/clock.ts";
import type { Alert } from "../../../src/domain/alert/alert.ts";
import { type HostAlerts, newHostAlerts } from "../../../src/domain/alert/host-alerts.ts";
import type { Silence } from "../../../src/domain/alert/silence.ts";
import type { Sample } from "../../../src/domain/sample.ts";
import { type Instant, instant, millis } from "../../../src/domain/time.ts";
import type { Clock, Log } from "../../../src/services/ports.ts";
import type { BotStore } from "../../../src/services/ports-restart.ts";
import type { OutgoingMessage, Report, TransitionRecord } from "../../../src/services/ports-store.ts";
import { aDaemon, aSample } from "../../support/sample.ts";

const minute = 60_000;
const day = 24 * 60 * minute;

/** A round hour, from which the tests count. */
export const start = instant(Date.UTC(2026, 0, 15, 9));

export const keep = { readingsMs: millis(2 * day), minutesMs: millis(90 * day), hoursMs: millis(730 * day) };

/** Everything that was logged, by its message. */
export interface HeardLog extends Log {
  readonly lines: string[];
}

export function hearLog(): HeardLog {
  const lines: string[] = [];
  const hear = (message: string): void => void lines.push(message);
  return { lines, info: hear, warn: hear, error: hear };
}

/** Real waits, but both clocks are moved on by the test: `start` and so much later. */
export interface TestTime {
  readonly clock: Clock;
  /** The wall clock, and the time that has really gone by. */
  pass(ms: number): void;
}

export function newTime(): TestTime {
  let passed = 0;
  const clock: Clock = {
    ...systemClock,
    now: () => instant(start + passed),
    monotonic: () => millis(systemClock.monotonic() + passed),
  };
  return {
    clock,
    pass(ms) {
      passed += ms;
    },
  };
}

export function newFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), "scipy-store-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export async function openStore(
  folder: string,
  log: Log = hearLog(),
  clock: Clock = newTime().clock,
): Promise<BotStore> {
  const opened = await openSqliteStore({ folder, clock, log, keep, anchor: anchorIn(folder) });
  if (!opened.ok) throw new Error(opened.error.detail);
  return opened.value;
}

/** The key of the audit, beside the database or where the test says. */
export function anchorIn(folder: string): AuditAnchor {
  const opened = openAuditAnchor(folder, null);
  if (!opened.ok) throw new Error(opened.error.detail);
  return opened.value;
}

/** The value, or the test fails with what the store says. */
export async function got<T>(
  result: Promise<{ ok: true; value: T } | { ok: false; error: { detail: string } }>,
): Promise<T> {
  const answered = await result;
  if (!answered.ok) throw new Error(answered.error.detail);
  return answered.value;
}

export function startPlus(ms: number): Instant {
  return instant(start + ms);
}

/** One daemon with this heap, so long after `start`. */
export function reading(afterMs: number, heap: number, host = "web-1"): Sample {
  return { ...aSample({ host, daemons: [aDaemon("zope", heap)] }), takenAt: startPlus(afterMs) };
}

export function aHost(host: string, changes: Partial<HostAlerts> = {}): HostAlerts {
  return { ...newHostAlerts(host), ...changes };
}

export function aPendingAlert(id: string): Alert {
  const finding = { sentence: "load is 9", advice: "Look.", figures: [], measure: 9, measureText: "9" };
  return {
    kind: "pending",
    id,
    key: { host: "web-1", rule: "load", daemon: null },
    finding,
    foundAt: start,
    specimen: false,
    severity: "warning",
    since: start,
    criticalSince: null,
    heldSince: null,
    pendingMs: 60_000,
    keepFiringMs: 60_000,
  };
}

export function aSilence(id: string): Silence {
  const scope = { host: "web-1", rule: null, daemon: null };
  const until = startPlus(day);
  return { id, scope, reason: "update", by: "U1", since: start, until, untilRestart: false, severities: {} };
}

export function aMessage(id: string, changes: Partial<OutgoingMessage> = {}): OutgoingMessage {
  return {
    id,
    place: { kind: "channel", channel: "#ops" },
    urgency: "warning",
    createdAt: start,
    notice: { kind: "sentence", sentence: "The bot was away." },
    revision: 1,
    sentRevision: 0,
    ref: null,
    attemptedAt: null,
    maybeTwice: false,
    foldedInto: null,
    ...changes,
  };
}

export function aReport(id: string, changes: Partial<Report> = {}): Report {
  const told = { host: "web-1", text: "It is slow", by: "U2", at: start, alert: null, message: "m1" };
  return { id, ...told, state: "open", answer: null, ...changes };
}

export function aTransition(id: string, at: Instant, changes: Partial<TransitionRecord> = {}): TransitionRecord {
  return {
    id,
    at,
    alert: "a1",
    host: "web-1",
    rule: "load",
    daemon: null,
    transition: "fired",
    severity: "warning",
    sentence: "load is 9",
    message: "m1",
    ...changes,
  };
}

/** A store that is new for each test, over whichever database. */
export interface StoreSetting {
  readonly store: () => BotStore;
  /** Closes it and opens it again. */
  readonly reopen: () => Promise<BotStore>;
  readonly time: () => TestTime;
  readonly log: () => HeardLog;
}
