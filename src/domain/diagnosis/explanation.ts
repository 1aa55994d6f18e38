import type { DaemonStatus } from "../status.ts";
import type { Cause } from "./diagnosis.ts";
import type { DiagnosisInput, Facts } from "./facts.ts";
import type { ShortageFinding } from "./find-shortage.ts";

/** What is to be explained. */
export interface Symptoms extends DiagnosisInput {
  readonly facts: Facts;
  readonly shortage: ShortageFinding;
}

/** A cause, and the daemons that it names, most relief first. */
export interface Explanation extends Omit<Cause, "evidence"> {
  readonly culprits: readonly DaemonStatus[];
}

/** One step towards the cause: what it looked at, and the cause if it is this one. */
export interface Step {
  readonly evidence: readonly string[];
  readonly explanation: Explanation | null;
}
