import type { Checkpoint } from "./checkpoints.ts";

/** What is asked of the model and of each of its peers at a checkpoint. */
export interface Answer {
  /** Null: undecided. */
  readonly leaks: boolean | null;
  readonly plateauBytes: number | null;
  /** By level, in the checkpoint's order. */
  readonly crossings: readonly AnsweredCrossing[];
}

/** Seconds; infinite where it does not cross. */
export interface AnsweredCrossing {
  readonly low: number | null;
  readonly middle: number;
  readonly high: number | null;
  /** Whether to alert that it crosses within 24 h. */
  readonly alerts: boolean;
}

export interface Forecaster {
  readonly name: string;
  answer(checkpoint: Checkpoint): Answer;
}
