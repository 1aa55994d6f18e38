import { evaluateRules } from "../../../../src/domain/alert/evaluate-rules.ts";
import type { Evaluated, Evaluation } from "../../../../src/domain/alert/evaluation.ts";
import type { AlertContext, AlertEvent } from "../../../../src/domain/alert/event.ts";
import { type Maintenance, noMemory, type RuleMemory } from "../../../../src/domain/alert/host-alerts.ts";
import type { RuleName } from "../../../../src/domain/alert/rule.ts";
import { type AlertSettings, defaultAlertSettings } from "../../../../src/domain/alert/settings.ts";
import { diagnose } from "../../../../src/domain/diagnosis/diagnose.ts";
import { known } from "../../../../src/domain/figure.ts";
import type { DaemonFigures, SystemFigures } from "../../../../src/domain/sample.ts";
import type { DaemonStatus, ReadHost } from "../../../../src/domain/status.ts";
import { type Instant, instant } from "../../../../src/domain/time.ts";
import { aDaemon, aSample, size } from "../../../support/sample.ts";
import { aDaemonStatus, anInput, ram, type Said } from "../../diagnosis/input.ts";

export const gibibyte = 1024 ** 3;
export const minute = 60_000;
export const hour = 60 * minute;
/** When the sample of the rig is taken, on both clocks. */
export const start: Instant = aSample().takenAt;

export interface Scene {
  readonly said?: Partial<Said>;
  readonly system?: Partial<SystemFigures>;
  readonly daemons?: readonly DaemonStatus[];
  /** After `start`, on the bot's steady time; the host's clocks move on as far. */
  readonly afterMs?: number;
}

export function aReading({ said = {}, system = {}, daemons = [], afterMs = 0 }: Scene = {}): ReadHost {
  const input = anInput({ ...said, daemons: [...daemons] });
  const { uptimeSeconds } = input.sample.system;
  const uptime = uptimeSeconds.value === null ? uptimeSeconds : known(uptimeSeconds.value + afterMs / 1000);
  const sample = {
    ...input.sample,
    takenAt: instant(start + afterMs),
    system: { ...input.sample.system, uptimeSeconds: uptime, ...system },
  };
  const whole = { ...input, sample };
  return { kind: "read", host: "web-1", ...whole, diagnosis: diagnose(whole), history: [] };
}

export interface Situation {
  readonly memory?: RuleMemory;
  readonly maintenance?: readonly Maintenance[];
  readonly now?: Instant;
  readonly wallOffsetMs?: number;
  readonly settings?: Partial<AlertSettings>;
}

export function aContext({ now = start, wallOffsetMs = 0, settings = {} }: Situation = {}): AlertContext {
  let ids = 0;
  return {
    now,
    watchingSince: now,
    wallOffsetMs,
    settingsOf: () => ({ ...defaultAlertSettings, ...settings }),
    silences: [],
    newId: () => {
      ids += 1;
      return `alert-${ids}`;
    },
  };
}

export function evaluate(event: AlertEvent, situation: Situation = {}): Evaluated {
  const { memory = noMemory, maintenance = [] } = situation;
  return evaluateRules({ host: "web-1", memory, maintenance }, event, aContext(situation));
}

export function read(scene: Scene = {}, situation: Situation = {}): Evaluated {
  return evaluate(
    { kind: "read", status: aReading(scene) },
    { now: instant(start + (scene.afterMs ?? 0)), ...situation },
  );
}

/** Readings one after the other, each with the memory of those before. */
export function readAll(scenes: readonly Scene[], situation: Situation = {}): readonly Evaluated[] {
  const all: Evaluated[] = [];
  for (const scene of scenes) {
    const memory = all.at(-1)?.memory ?? situation.memory ?? noMemory;
    all.push(read(scene, { ...situation, memory }));
  }
  return all;
}

export function of(evaluated: Evaluated | undefined, rule: RuleName, daemon: string | null = null): Evaluation {
  const found = evaluated?.evaluations.filter(({ key }) => key.rule === rule && key.daemon === daemon) ?? [];
  const [only] = found;
  if (only === undefined || found.length > 1) throw new Error(`${rule} was evaluated ${found.length} times`);
  return only;
}

/** A daemon of one process with this pid and start, in seconds after boot. */
export function zope(
  changes: { pid?: number; startedAt?: number; heap?: number; figures?: Partial<DaemonFigures> } = {},
) {
  const { pid = 4711, startedAt = 500, heap = 2 * gibibyte, figures = {} } = changes;
  const base = aDaemonStatus("zope", heap / ram);
  const [process] = aDaemon("zope", heap).processes;
  if (process === undefined) throw new Error("a daemon of the rig has a process");
  const processes = [{ ...process, pid, startTicks: known(startedAt * 100) }];
  const status: DaemonStatus = {
    ...base,
    thresholdBytes: size(4 * gibibyte),
    figures: { ...base.figures, heapBytes: size(heap), processes, ...figures },
  };
  return status;
}
