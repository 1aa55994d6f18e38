import type { Facts } from "../../diagnosis/facts.ts";
import type { ReadHost } from "../../status.ts";
import type { Finding } from "../alert.ts";
import type { Evaluation } from "../evaluation.ts";
import type { AlertContext } from "../event.ts";
import type { Maintenance, RuleMemory } from "../host-alerts.ts";
import type { Restarts } from "./find-restarts.ts";
import type { HostFigures } from "./host-figures.ts";

/** What one rule says of one daemon, or of the whole host (null). */
export interface Judgement {
  readonly daemon: string | null;
  readonly level: Evaluation["level"];
  readonly finding: Finding;
  /** What ended the problem where it is clear and the rule knows; mostly left out. */
  readonly endedBy?: string;
}

/** What the rules know. */
export interface Known {
  /** As it was before the event where that is a reading; counts of missed polls and failed checks hold the event itself. */
  readonly memory: RuleMemory;
  readonly maintenance: readonly Maintenance[];
  readonly context: AlertContext;
}

/** What rules about a reading look at. */
export interface Reading extends Known {
  readonly status: ReadHost;
  readonly facts: Facts;
  readonly shown: HostFigures;
  readonly restarts: Restarts;
}

export const nothingToDo = "Nothing needs to be done.";
