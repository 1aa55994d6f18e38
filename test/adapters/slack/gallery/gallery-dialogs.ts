import { howRuleWorks } from "../../../../src/domain/alert/how-rule-works.ts";
import { specimenFindings } from "../../../../src/domain/alert/lifecycle/specimen-findings.ts";
import { defaultAlertSettings } from "../../../../src/domain/alert/settings.ts";
import type { RequestState, StateKind } from "../../../../src/domain/restart/restart-request.ts";
import { instant } from "../../../../src/domain/time.ts";
import type { Dialog } from "../../../../src/services/ports-dialogs.ts";
import type { DetailsReply } from "../../../../src/services/ports-status.ts";
import { aFrozenPlan, aRun, minutesLater, states } from "../../../support/restart-request.ts";
import { aDetailsDialog, aFiring, aPending, aReportDialog, aResolved, aSilenceDialog } from "../alerts.ts";
import { now, replyOf } from "../boards.ts";
import { boards } from "./gallery-answers.ts";
import { auditRows, requestOf } from "./gallery-restarts.ts";
import { dialogStates, type GalleryState, type States } from "./gallery-state.ts";

/** Every dialog, empty and filled, and where what was asked for cannot be done. */
export function dialogGallery(): readonly GalleryState[] {
  return [
    ...dialogStates(
      "dialog-details",
      boards.map(([name, hosts]): [string, DetailsReply] => [name, detailsOf(hosts)]),
    ),
    ...dialogStates("dialog-alert", alertDialogs()),
    ...dialogStates("dialog-silence", silenceDialogs()),
    ...dialogStates("dialog-report", [
      ["from a message", aReportDialog],
      ["empty", { ...aReportDialog, text: "", host: "web-1" }],
    ]),
    ...dialogStates("dialog-restart", restartDialogs),
    ...dialogStates("dialog-restart-details", restartDetails()),
    ...dialogStates("dialog-code", [["a one-time code", codeDialog]]),
  ];
}

function detailsOf(hosts: (typeof boards)[number][1]): DetailsReply {
  return { kind: "details", board: replyOf(hosts).board, now };
}

function alertDialogs(): States<Dialog> {
  const how = howRuleWorks("heap", defaultAlertSettings);
  const { finding } = specimenFindings.heap;
  const real = { finding, peak: finding };
  const quiet = {
    ...real,
    staleSince: now,
    inhibitedBy: "scipy/memory/",
    silencedBy: "s",
    clearSince: now,
    flappingSince: now,
  };
  return [
    ["firing", { ...aDetailsDialog, alert: aFiring({ ...real, count: 2 }), how }],
    ["quiet in every way", { ...aDetailsDialog, alert: aFiring(quiet), how }],
    ["pending", { ...aDetailsDialog, alert: { ...aPending, finding }, history: [], how }],
    ["resolved", { ...aDetailsDialog, alert: { ...aResolved, ...real }, how }],
  ];
}

function silenceDialogs(): States<Dialog> {
  const all = { host: null, rule: null, daemon: null };
  const many = Array.from({ length: 12 }, (_, index) => aFiring({ id: `a${index}` }));
  return [
    ["from an alert", aSilenceDialog()],
    ["of everything", aSilenceDialog({ scope: all, wouldSilence: many, reason: "moving house" })],
    ["of what is quiet", aSilenceDialog({ wouldSilence: [], choice: "own" })],
  ];
}

const asked = {
  kind: "restart",
  ...{ host: "web-1", daemon: "zope", alert: null, plan: aFrozenPlan(), problem: null, reason: "", quorum: 1 },
  choices: [
    { host: "web-1", daemon: "zope" },
    { host: "web-1", daemon: "celery" },
  ],
  deciders: ["U02BOB", "U03CAROL"],
  windowAt: instant(minutesLater(180)),
} as const;

const restartDialogs: States<Dialog> = [
  ["the host is being read", { ...asked, plan: null }],
  ["what it costs", asked],
  ["one daemon alone, with a reason", { ...asked, choices: [], reason: "pages are slow", windowAt: null, quorum: 2 }],
  [
    "it cannot be asked for",
    { ...asked, choices: [], problem: "A restart of zope on web-1 is under way already: restart 17." },
  ],
];

const output = "Stopping zope.service\nzope.service: main process exited, code=killed\nStarting zope.service";

function restartDetails(): States<Dialog> {
  const of = (kind: StateKind, changes: object = {}): Dialog => ({
    kind: "restart details",
    request: requestOf({ state: { ...states[kind], ...changes } as RequestState }),
    rows: auditRows(),
  });
  return [
    ["pending", of("pending")],
    ["degraded, with what it printed", of("degraded", { ran: aRun({ output }) })],
    ["failed", of("failed", { output })],
  ];
}

const codeDialog: Dialog = {
  kind: "restart code",
  request: "r-18",
  message: { channel: "C01OPS", ts: "1.000002" },
  clickedAt: null,
  ...{ number: 18, host: "web-1", daemon: "zope" },
};
