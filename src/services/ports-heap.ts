import type { HeapOptions } from "../domain/heap/heap-options.ts";
import type { HeapOutlook } from "../domain/heap/heap-outlook.ts";
import type { HeapPoint } from "../domain/heap/heap-point.ts";
import type { HeapLimit } from "../domain/heap/limit-of-daemon.ts";
import type { Result } from "../domain/result.ts";
import type { Instant } from "../domain/time.ts";

/** The heap model, beside the thread that watches and answers: an analysis takes up to some tenths of a second of CPU. */
export interface HeapModel {
  /** Pure: the same points and options give the same outlook. Resolves within 30 s in any case, and never rejects. */
  analyze(points: readonly HeapPoint[], options: HeapQuestion): Promise<Result<HeapOutlook, HeapModelFailure>>;
}

/** What can be handed from one thread to another. */
export type HeapQuestion = Omit<HeapOptions, "odds">;

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
}
