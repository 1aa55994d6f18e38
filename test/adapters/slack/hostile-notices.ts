import type { Finding } from "../../../src/domain/alert/alert.ts";
import type { Notice } from "../../../src/domain/notice/notice.ts";
import { restartNotice } from "../../../src/domain/notice/restart-notice.ts";
import type { AuditRow } from "../../../src/domain/restart/audit-entry.ts";
import type { RequestState, RestartRequest, StateKind } from "../../../src/domain/restart/restart-request.ts";
import type { AlertsReply, Dialog } from "../../../src/services/ports-dialogs.ts";
import type { RestartReply } from "../../../src/services/ports-restart.ts";
import {
  aFrozenPlan,
  aMeasure,
  aPolicy,
  aRequest,
  aRun,
  aStanding,
  stateKinds,
  states,
} from "../../support/restart-request.ts";
import { aDetailsDialog, aFiring, aReportDialog, aResolved, aSilence, aSilenceDialog } from "./alerts.ts";
import { now } from "./boards.ts";
import { aBacklog, aDigest, aDirect, alertsByState, anAlert, aReport, aThreadLine, noise } from "./notices.ts";

/** Every notice with these twelve texts in every place that holds one. */
export function hostileNotices(texts: readonly string[]): readonly Notice[] {
  const text = (index: number) => texts[index] ?? "";
  const many = (count: number) => Array.from({ length: count }, (_, index) => text(index % texts.length));
  const sentence = text(0);
  const key = { host: text(1), rule: "heap", daemon: text(2) } as const;
  const figures = texts.map((name, index) => ({ name, text: text(11 - index) }));
  const { chart } = anAlert();
  const drawn = chart === null ? null : { ...chart, title: text(5), unit: text(6), limit: { name: text(7), value: 1 } };
  const said = {
    sentence,
    key,
    figures,
    meaning: text(3),
    advice: text(4),
    chart: drawn,
    notes: many(20),
  };
  const states = alertsByState.map(([, alert]) => ({
    ...alert,
    ...said,
    acknowledged: alert.acknowledged === null ? null : { ...alert.acknowledged, by: text(9) },
    silenced: alert.silenced === null ? null : { ...alert.silenced, by: text(9), reason: text(10) },
    resolved: alert.resolved === null ? null : { ...alert.resolved, peakText: text(9), endedBy: text(10) },
  }));
  const rows = many(60).map((rule, index) => ({ rule, fired: 1, useful: 2, noise: 3, suggestion: text(index % 12) }));
  const line = {
    rule: text(1),
    severity: "critical",
    fired: 1,
    stillFiring: 1,
    hosts: many(9),
    hostsInAll: 9,
  } as const;
  return [
    ...states,
    { ...aThreadLine, sentence, mentions: ["U01ALICE", "S01OPS", ...texts] },
    { ...aDirect, sentence, link: text(2) },
    { ...aDirect, sentence, link: "https://example.slack.com/a" },
    { ...aBacklog, sentence, lines: Array.from({ length: 40 }, () => line) },
    { ...aDigest, sentence, sections: many(30).map((title) => ({ title, lines: many(20) })) },
    { ...noise, sentence, rows },
    { ...aReport, sentence, by: ["U01ALICE", ...texts], texts: many(30), reading: text(2) },
    { kind: "sentence", sentence },
    ...hostileRequests(texts).map(restartNotice),
  ];
}

/** A request in every state with these texts in every place that holds one. */
export function hostileRequests(texts: readonly string[]): readonly RestartRequest[] {
  const text = (index: number) => texts[index % texts.length] ?? "";
  const many = (count: number) => Array.from({ length: count }, (_, index) => text(index));
  const measured = aMeasure();
  const ran = aRun({ output: text(4), note: text(5), generation: text(6) });
  const peers = many(40).map((address) => ({ address, port: 8080, count: 3 }));
  const plan = aFrozenPlan({
    argv: [text(1), ...many(31)],
    peers,
    hostKey: text(7),
    epoch: text(8),
    cutBefore: [1, 2, 3],
  });
  const own: Partial<Record<StateKind, object>> = {
    obsolete: { why: text(3) },
    unknown: { why: text(3) },
    failed: { why: text(3), output: text(4) },
    stale: { differences: many(20) },
    degraded: { misses: many(20), ran, before: measured },
    succeeded: { ran },
    verifying: { ran },
    denied: { by: text(9) },
  };
  const vote = { by: text(9), team: text(1), verdict: "approve", at: now, standing: false, coded: false } as const;
  return stateKinds.map((kind) =>
    aRequest({
      ...{ host: text(1), daemon: text(2), reason: text(3), requester: text(9), plan },
      policy: aPolicy({ users: ["U01ALICE", ...many(20)], groups: ["S01OPS", text(1)], quorum: 3 }),
      votes: [vote],
      state: { ...states[kind], ...own[kind] } as RequestState,
    }),
  );
}

/** All that is whispered of restarts. */
export function hostileRestartReplies(texts: readonly string[]): readonly RestartReply[] {
  const requests = hostileRequests(texts);
  const [request] = requests;
  const lock = { host: texts[0] ?? "", by: texts[1] ?? "", reason: texts[2] ?? "", at: now };
  const rows = Array.from({ length: 60 }, () => auditRowOf(texts));
  const commandName = texts[3] ?? "";
  if (request === undefined) throw new Error("no request");
  const { host, daemon, plan } = request;
  const named = { host, daemon, commandName };
  return [
    {
      kind: "approvals",
      requests,
      locks: [lock, { ...lock, host: null }],
      standing: [
        aStanding({
          host: texts[0] ?? "",
          daemon: texts[1] ?? "",
          suspended: texts[2] ?? "",
          by: [{ user: "U01ALICE", team: "", at: now }],
        }),
      ],
      forYou: new Set([request.id]),
      commandName,
    },
    { kind: "audit", rows, number: null, commandName },
    { kind: "restart plan", plan, deciders: ["U01ALICE", ...texts], quorum: 2, ...named },
    { kind: "restart plan", plan: { ...plan, peers: [] }, deciders: [], quorum: 1, ...named },
  ];
}

function auditRowOf(texts: readonly string[]): AuditRow {
  const [what = "", host = "", daemon = "", user = "", team = ""] = texts;
  const details = { reason: what, differences: [...texts], output: texts.join("\n"), argv: [...texts] };
  return {
    seq: 1,
    entry: { at: now, what: "stale", request: "r", number: 18, host, daemon, actor: { user, team }, details },
    before: "",
    hash: "",
  };
}

export function hostileAlerts(texts: readonly string[]): AlertsReply {
  const text = (index: number) => texts[index] ?? "";
  const alert = { ...hostileFiring(texts), acknowledged: { by: text(3), at: now, askedAt: null } };
  const silence = { ...aSilence, reason: text(4), by: text(5), scope: { host: text(6), rule: null, daemon: text(7) } };
  const open = Array.from({ length: 30 }, () => alert);
  return { kind: "alerts", open, silences: [silence], commandName: text(8), now, wallOffsetMs: 0 };
}

export function hostileDialogs(texts: readonly string[]): readonly Dialog[] {
  const text = (index: number) => texts[index] ?? "";
  const firing = hostileFiring(texts);
  const history = Array.from({ length: 50 }, () => aDetailsDialog.history).flat();
  const told = history.map((record) => ({ ...record, sentence: text(5) }));
  // Names in menus come from the configuration, which takes none that is empty or long.
  const hosts = ["web-1", "<!channel>", "a&b"];
  return [
    aSilenceDialog({
      hosts,
      daemons: [{ host: "<!channel>", name: "<@U1>" }],
      scope: { host: "<!channel>", rule: null, daemon: "<@U1>" },
      wouldSilence: Array.from({ length: 20 }, () => firing),
      reason: text(4),
    }),
    { ...aReportDialog, hosts, text: text(3) },
    ...hostileRequests(texts).map((request) => ({
      kind: "restart details" as const,
      request,
      rows: [auditRowOf(texts), auditRowOf(texts)],
    })),
    ...[null, text(4)].map((problem) => ({
      kind: "restart" as const,
      ...{ host: "<!channel>", daemon: "a&b", alert: "alert-1", problem, reason: text(3), windowAt: now, quorum: 2 },
      choices: [
        { host: "<!channel>", daemon: "a&b" },
        { host: "h".repeat(64), daemon: "d".repeat(64) },
      ],
      plan: hostileRequests(texts)[0]?.plan ?? null,
      deciders: ["U01ALICE", ...texts],
    })),
    { ...aDetailsDialog, alert: firing, history: told, how: text(6) },
    { ...aDetailsDialog, alert: { ...aResolved, finding: findingOf(texts), endedBy: text(7) }, how: text(6) },
  ];
}

function hostileFiring(texts: readonly string[]) {
  const finding = findingOf(texts);
  const key = { host: texts[1] ?? "", rule: "heap", daemon: texts[2] ?? "" } as const;
  return aFiring({ key, finding, peak: finding, inhibitedBy: texts[10] ?? "" });
}

function findingOf(texts: readonly string[]): Finding {
  const [sentence = "", advice = "", measureText = ""] = texts;
  return { sentence, advice, measureText, measure: 1, figures: texts.map((name) => ({ name, text: name })) };
}
