import type { FiringAlert } from "../../../../src/domain/alert/alert.ts";
import { sentenceOf } from "../../../../src/domain/alert/alert-sentence.ts";
import type { Happening } from "../../../../src/domain/alert/lifecycle/moved.ts";
import { specimenFindings } from "../../../../src/domain/alert/lifecycle/specimen-findings.ts";
import { botHost, ruleNames } from "../../../../src/domain/alert/rule.ts";
import { chartOf } from "../../../../src/domain/notice/alert-chart.ts";
import { type AlertView, alertNotice } from "../../../../src/domain/notice/alert-notice.ts";
import type { AlertNotice, DirectNotice, Notice, NoticeChart } from "../../../../src/domain/notice/notice.ts";
import { instant } from "../../../../src/domain/time.ts";
import { aFiring, aResolved, aSilence } from "../alerts.ts";
import { aStarvingHost, now } from "../boards.ts";
import { type GalleryState, noticeStates, type States } from "./gallery-state.ts";

const minute = 60_000;
const ago = (minutes: number) => instant(now - minutes * minute);

/** An alert of every rule on a bad day, then of one rule in every state, then what is said below it and to people directly. */
export function alertStates(): readonly GalleryState[] {
  return [
    ...noticeStates("alert-rules", "in the channel", ofEachRule()),
    ...noticeStates("alert-states", "in the channel", inEachState()),
    ...noticeStates("alert-thread", "in a thread", threadLines()),
    ...noticeStates("alert-direct", "directly", directs),
  ];
}

function ofEachRule(): States<AlertNotice> {
  const reading = aStarvingHost("web-1");
  return ruleNames.map((rule) => {
    const alert = firingOf(rule);
    return [rule, alertNotice(alert, viewOf({ chart: rule === "heap" ? heapChart : chartOf(alert.key, reading) }))];
  });
}

function firingOf(rule: (typeof ruleNames)[number]): FiringAlert {
  const { severity, isOfDaemon, finding } = specimenFindings[rule];
  const key = { host: rule === "bot" ? botHost : "web-1", rule, daemon: isOfDaemon ? "zope" : null };
  return aFiring({ key, severity, finding, peak: finding });
}

function viewOf(changes: Partial<AlertView> = {}): AlertView {
  const fixed = { now, wallOffsetMs: 0, silences: [aSilence], alerts: [], notes: [], canRestart: true };
  return { ...fixed, chart: heapChart, ...changes };
}

const heapChart: NoticeChart = {
  title: "Heap of zope on web-1",
  unit: "GiB",
  points: Array.from({ length: 60 }, (_, index) => ({ at: ago(59 - index), value: 2 + index / 40 })),
  limit: { name: "threshold", value: 3.6 },
};

function inEachState(): States<AlertNotice> {
  const heap = firingOf("heap");
  const acknowledged = { by: "U01ALICE", at: now, askedAt: null };
  const shown = (changes: Partial<FiringAlert>, view: Partial<AlertView> = {}) =>
    alertNotice({ ...heap, ...changes }, viewOf(view));
  const { finding, peak } = heap;
  return [
    ["a warning", shown({ severity: "warning" })],
    ["critical, fired again", shown({ severity: "critical", count: 3 })],
    ["acknowledged", shown({ acknowledged })],
    ["silenced", shown({ silencedBy: aSilence.id })],
    ["no data", shown({ staleSince: ago(18), foundAt: ago(20) })],
    ["flapping", shown({ flappingSince: ago(10), transitions: [40, 30, 25, 20, 10].map(ago) })],
    ["hidden by another", shown({ inhibitedBy: "web-1/memory/" })],
    ["clear, not yet resolved", shown({ clearSince: ago(2) })],
    ["with reports of people", shown({}, { notes: ["Reported by 3 people: “pages take a minute”."] })],
    ["without a button to restart", shown({}, { canRestart: false, chart: null })],
    ["resolved", alertNotice({ ...aResolved, key: heap.key, finding, peak }, viewOf())],
    ["a test", shown({ specimen: true })],
  ];
}

const told: readonly Happening[] = ["worse", "better", "repeated", "flapping", "stale", "hidden", "escalated to group"];

function threadLines(): States<Notice> {
  const heap = {
    ...firingOf("heap"),
    foundAt: ago(20),
    inhibitedBy: "web-1/memory/",
    transitions: [40, 30, 25, 20].map(ago),
  };
  const lines = told.map((happening): readonly [string, Notice] => [
    happening,
    { kind: "thread", sentence: sentenceOf(happening, heap, now), mentions: [] },
  ]);
  return [
    ...lines,
    [
      "calls people",
      {
        ...lines[0]?.[1],
        kind: "thread",
        sentence: sentenceOf("told again", heap, now),
        mentions: ["U01ALICE", "S01OPS"],
      },
    ],
  ];
}

function directOf(happening: Happening, asks: DirectNotice["asks"], link: string | null): DirectNotice {
  return { kind: "direct", sentence: sentenceOf(happening, firingOf("heap"), now), alert: "alert-1", asks, link };
}

const directs: States<DirectNotice> = [
  ["to who is on call", directOf("escalated to on call", "look", "https://example.slack.com/archives/C01OPS/p1")],
  ["to its owner", directOf("asked", "still on it", null)],
];
