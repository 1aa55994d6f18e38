import { diagnose } from "../../../src/domain/diagnosis/diagnose.ts";
import type { FailedHost, HostStatus, ReadHost } from "../../../src/domain/status.ts";
import { instant, millis } from "../../../src/domain/time.ts";
import { aSample } from "../../support/sample.ts";
import { anInput, type Said } from "./input.ts";

export const takenAt = aSample().takenAt;
/** Two seconds later. */
export const now = instant(takenAt + 2000);

export const starving: Partial<Said> = {
  load: 16,
  busy: 12,
  blocked: 14,
  memorySome: 41,
  swapIn: 200,
  swapOut: 200,
};

export function aHost(host: string, figures: Partial<Said>): ReadHost {
  const input = anInput(figures);
  const sample = { ...input.sample, host };
  return { kind: "read", host, ...input, sample, diagnosis: diagnose(input), history: [] };
}

export function aFailure(host: string, state: "stale" | "unreachable", lastGood: ReadHost | null): FailedHost {
  const failure = { reason: "timed out", detail: `${host} gave no answer within 4 s.`, nextTryAt: null } as const;
  return { kind: "failed", host, state, failure, tookMs: millis(4000), lastGood };
}

export function waiting(host: string): HostStatus {
  return { kind: "waiting", host };
}
