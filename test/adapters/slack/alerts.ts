import type { FiringAlert, PendingAlert, ResolvedAlert } from "../../../src/domain/alert/alert.ts";
import type { Silence } from "../../../src/domain/alert/silence.ts";
import { instant } from "../../../src/domain/time.ts";
import type { AlertDetailsDialog, ReportDialog, SilenceDialog } from "../../../src/services/ports-dialogs.ts";
import { aFiringAlert } from "../../support/firing-alert.ts";
import { now } from "./boards.ts";
import { anAlert } from "./notices.ts";

const minute = 60_000;
const { figures, advice, meaning: sentence } = anAlert();
const finding = { sentence, advice, figures, measure: 1.03, measureText: "3.7 GiB" };

const base = {
  id: "alert-1",
  key: { host: "scipy", rule: "heap", daemon: "zope" },
  finding,
  foundAt: now,
  specimen: false,
} as const;

export function aFiring(changes: Partial<FiringAlert> = {}): FiringAlert {
  return aFiringAlert({
    ...base,
    severity: "critical",
    firedAt: instant(now - 30 * minute),
    worst: "critical",
    peak: finding,
    toldAt: now,
    repeatedAt: null,
    transitions: [],
    ...changes,
  });
}

export const aPending: PendingAlert = {
  ...base,
  kind: "pending",
  severity: "warning",
  since: now,
  criticalSince: null,
  heldSince: null,
  pendingMs: 0,
  keepFiringMs: 0,
};

export const aResolved: ResolvedAlert = {
  ...base,
  kind: "resolved",
  severity: "critical",
  firedAt: instant(now - 30 * minute),
  resolvedAt: now,
  holdUntil: instant(now + 60 * minute),
  keepFiringMs: 5 * minute,
  count: 2,
  worst: "critical",
  peak: finding,
  toldAt: now,
  acknowledged: { by: "U01ALICE", at: now, askedAt: null },
  transitions: [],
  flappingSince: null,
  endedBy: "zope was restarted",
};

export const aSilence: Silence = {
  id: "silence-1",
  scope: { host: "scipy", rule: "heap", daemon: "zope" },
  reason: "I work on it",
  by: "U02BOB",
  since: now,
  until: instant(now + 90 * minute),
  untilRestart: true,
  severities: {},
};

export function aSilenceDialog(changes: Partial<SilenceDialog> = {}): SilenceDialog {
  return {
    kind: "silence",
    alert: "alert-1",
    scope: { host: "scipy", rule: "heap", daemon: "zope" },
    hosts: ["scipy", "web-1"],
    daemons: [
      { host: "scipy", name: "zope" },
      { host: "scipy", name: "celery" },
      { host: "web-1", name: "puma" },
    ],
    rules: ["heap", "memory"],
    wouldSilence: [aFiring()],
    reason: "",
    choice: "2 h",
    now,
    ...changes,
  };
}

export const aReportDialog: ReportDialog = {
  kind: "report",
  hosts: ["scipy", "web-1"],
  host: null,
  text: "Internal Server Error since ten",
};

export const aDetailsDialog: AlertDetailsDialog = {
  kind: "alert details",
  alert: aFiring({ acknowledged: { by: "U01ALICE", at: now, askedAt: null }, count: 2 }),
  history: [
    {
      id: "t-1",
      at: now,
      alert: "alert-1",
      host: "scipy",
      rule: "heap",
      daemon: "zope",
      transition: "fired",
      severity: "critical",
      sentence: "heap 3.7 of 3.6 GiB",
      message: null,
    },
  ],
  how: "The heap is anonymous memory and swap; it fires at 85 % of the threshold and clears below 80 %.",
  now,
};
