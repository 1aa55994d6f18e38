import type { Finding, FiringAlert } from "../../src/domain/alert/alert.ts";
import { instant } from "../../src/domain/time.ts";

const nine = instant(Date.UTC(2026, 0, 15, 9));

/** Zope's heap on web-1, firing as a warning since 08:30, told and not acknowledged. */
export function aFiringAlert(changes: Partial<FiringAlert> = {}): FiringAlert {
  const firedAt = instant(nine - 30 * 60_000);
  return {
    kind: "firing",
    id: "alert-1",
    key: { host: "web-1", rule: "heap", daemon: "zope" },
    finding: aFinding(),
    foundAt: nine,
    specimen: false,
    severity: "warning",
    firedAt,
    criticalSince: null,
    clearSince: null,
    keepFiringMs: 300_000,
    count: 1,
    worst: "warning",
    peak: aFinding(),
    toldAt: firedAt,
    repeatedAt: firedAt,
    acknowledged: null,
    escalations: 0,
    escalatedAt: null,
    staleSince: null,
    inhibitedBy: null,
    silencedBy: null,
    transitions: [firedAt],
    flappingSince: null,
    progress: {
      pendingMs: 120_000,
      easedSince: null,
      endedBy: null,
      unattendedSince: null,
      watchedAt: nine,
      isAbating: false,
      relief: null,
      brokenSilences: [],
      shown: null,
    },
    ...changes,
  };
}

export function aFinding(changes: Partial<Finding> = {}): Finding {
  return {
    sentence: "heap 3.1 of 3.6 GiB, 86 % of its threshold",
    advice: "Restart it at the next quiet hour.",
    figures: [{ name: "Heap", text: "3.1 GiB" }],
    measure: 0.86,
    measureText: "3.1 GiB",
    ...changes,
  };
}
