import type { Deploy } from "../domain/deploy.ts";
import type { Cure } from "../domain/heap/cheaper-cures.ts";
import type { HeapOptions } from "../domain/heap/heap-options.ts";
import type { HeapOutlook } from "../domain/heap/heap-outlook.ts";
import type { HeapPoint } from "../domain/heap/heap-point.ts";
import type { HeapLimit } from "../domain/heap/limit-of-daemon.ts";
import type { HostPlan, HostPlanQuestion, NoHostPlan } from "../domain/heap/plan-host.ts";
import type { TrackRecord } from "../domain/heap/track-record.ts";
import type { Widening } from "../domain/heap/widening.ts";
import type { Result } from "../domain/result.ts";
import type { Instant } from "../domain/time.ts";

/** The heap model, beside the thread that watches and answers: an analysis takes up to some tenths of a second of CPU. */
export interface HeapModel {
  /** Pure: the same points and options give the same outlook. Resolves within 30 s in any case, and never rejects. */
  analyze(points: readonly HeapPoint[], options: HeapQuestion): Promise<Result<HeapOutlook, HeapModelFailure>>;
  /** Calendar and RAM of a host, under the same promises. A host without a plan yet is an answer, and no failure. */
  plan(question: PlanQuestion): Promise<Result<PlanAnswer, HeapModelFailure>>;
}

/** What can be handed from one thread to another. */
export type HeapQuestion = Omit<HeapOptions, "odds">;

/** The zone is an IANA name: hours of the week are told by it. */
export type PlanQuestion = Omit<HostPlanQuestion, "hourOfWeek"> & { readonly zone: string };
export type PlanAnswer = Result<HostPlan, NoHostPlan>;

/** `busy` and `too slow` may pass; the detail is a sentence for a person. */
export interface HeapModelFailure {
  readonly reason: "busy" | "too slow" | "crashed" | "stopped";
  readonly detail: string;
}

/** `heap`: where the heaps of daemons are going. One daemon, or the worst first of several. */
export interface HeapReply {
  readonly kind: "heap";
  readonly daemons: readonly HeapFinding[];
  /** How many more there are that were not looked at. */
  readonly more: number;
  readonly horizonDays: number;
  readonly commandName: string;
  readonly now: Instant;
}

export interface HeapFinding {
  readonly host: string;
  readonly daemon: string;
  /** Null where it could not be read; then the problem says why and what to do. */
  readonly outlook: HeapOutlook | null;
  readonly problem: string | null;
  /** Null where none is set and the host's RAM is not known. */
  readonly limit: HeapLimit | null;
  /** Those that have been in the time that the model looks back, newest first. */
  readonly deploys: readonly Deploy[];
  /** In force in the outlook. */
  readonly widening: Widening;
}

/** `heap --track-record`: how earlier forecasts stood up to what came. One daemon, or the worst first of several. */
export interface TrackRecordReply {
  readonly kind: "track record";
  readonly daemons: readonly TrackRecordFinding[];
  /** How many more there are that were not looked at. */
  readonly more: number;
  readonly commandName: string;
  readonly now: Instant;
}

export interface TrackRecordFinding {
  readonly host: string;
  readonly daemon: string;
  /** Null where it could not be read; then the problem says why and what to do. */
  readonly record: TrackRecord | null;
  readonly problem: string | null;
  /** In force for the next forecast. */
  readonly widening: Widening;
}

/** `plan`: when to restart what. `capacity`: how much RAM would end the restarts. */
export interface PlanReply {
  readonly kind: "plan" | "capacity";
  readonly hosts: readonly PlanFinding[];
  /** How many more there are that were not looked at. */
  readonly more: number;
  readonly commandName: string;
}

export interface PlanFinding {
  readonly host: string;
  /** Null where there is none; then the problem says why, and what is missing. */
  readonly plan: HostPlan | null;
  readonly problem: string | null;
  /** What may be tried before RAM is bought, by daemon; only those that have any. */
  readonly cures: readonly { readonly daemon: string; readonly cures: readonly Cure[] }[];
}
