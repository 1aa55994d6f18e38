import { expect, it } from "vitest";
import { diagnose } from "../../../src/domain/diagnosis/diagnose.ts";
import type { CauseKind, Diagnosis } from "../../../src/domain/diagnosis/diagnosis.ts";
import { anInput, type Said } from "./input.ts";

/** A rule of the diagnosis: what a host's figures are called, and the sentence about them. */
export interface Case {
  readonly rule: string;
  readonly figures: Partial<Said>;
  readonly state: Diagnosis["state"];
  readonly kind: CauseKind;
  readonly says: string;
}

/** Each case as a test of its sentence, and of what every diagnosis has. */
export function testCases(cases: readonly Case[]): void {
  it.each(cases)("$rule", ({ figures, state, kind, says }) => {
    const { state: stateIs, cause } = diagnose(anInput(figures));
    expect({ state: stateIs, kind: cause.kind, says: cause.sentence }).toEqual({ state, kind, says });
    expect(cause.evidence.length).toBeGreaterThan(2);
    expect(new Set(cause.evidence).size).toBe(cause.evidence.length);
    expect(cause.advice).toMatch(/^[A-Z].*\.$/);
    expect(cause.clause).not.toBe("");
  });
}
