import type {
  AlertNotice,
  BacklogNotice,
  DigestNotice,
  DirectNotice,
  NoiseNotice,
  Notice,
  ReportNotice,
  ThreadNotice,
} from "../../../src/domain/notice/notice.ts";
import { instant } from "../../../src/domain/time.ts";
import { now } from "./boards.ts";

const minute = 60_000;

export function anAlert(changes: Partial<AlertNotice> = {}): AlertNotice {
  return {
    kind: "alert",
    sentence: "Critical: heap of zope on scipy: heap 3.7 of 3.6 GiB, 103 % of its threshold.",
    alert: "alert-1",
    key: { host: "scipy", rule: "heap", daemon: "zope" },
    state: "firing",
    severity: "critical",
    specimen: false,
    meaning: "heap 3.7 of 3.6 GiB, 103 % of its threshold",
    advice: "Restart zope when few are connected.",
    figures: ["heap", "threshold", "share of RAM", "gives back", "connections", "up for"].map((name, index) => ({
      name,
      text: `${index + 1}.0 GiB`,
    })),
    chart: {
      title: "Heap of zope on scipy",
      unit: "GiB",
      points: Array.from({ length: 60 }, (_, index) => ({
        at: instant(now - (59 - index) * minute),
        value: 2 + index / 30,
      })),
      limit: { name: "threshold", value: 3.6 },
    },
    firedAt: instant(now - 30 * minute),
    figuresAt: now,
    count: 1,
    acknowledged: null,
    silenced: null,
    resolved: null,
    notes: [],
    course: null,
    ...changes,
  };
}

const acknowledged = { by: "U01ALICE", at: now };
const resolved = { at: now, afterMs: 192 * minute, peakText: "3.7 GiB", endedBy: "zope was restarted" };

/** An alert in every state, by a name for the test. */
export const alertsByState: readonly (readonly [string, AlertNotice])[] = [
  ["firing, critical", anAlert()],
  ["firing, a warning", anAlert({ severity: "warning" })],
  ["acknowledged", anAlert({ state: "acknowledged", acknowledged })],
  [
    "silenced",
    anAlert({
      state: "silenced",
      silenced: { by: "U02BOB", until: instant(now + 90 * minute), reason: "I work on it" },
    }),
  ],
  ["stale", anAlert({ state: "stale", figuresAt: instant(now - 20 * minute) })],
  [
    "flapping",
    anAlert({ state: "flapping", course: ["firing", "clear", "firing", "clear", "firing"], notes: ["Three reports."] }),
  ],
  ["hidden", anAlert({ state: "hidden", notes: ["Hidden: scipy itself is short of memory."] })],
  ["resolved", anAlert({ state: "resolved", resolved, count: 3 })],
  ["a specimen", anAlert({ specimen: true, sentence: `TEST · ${anAlert({}).sentence}` })],
];

export const aThreadLine: ThreadNotice = {
  kind: "thread",
  sentence: "It is critical now: 103 % of its threshold.",
  mentions: ["U01ALICE", "S01OPS"],
};

export const aDirect: DirectNotice = {
  kind: "direct",
  sentence: "Nobody has acknowledged the heap of zope on scipy for 5 min.",
  alert: "alert-1",
  asks: "look",
  link: "https://example.slack.com/archives/C01OPS/p1?thread_ts=1.2&cid=C01OPS",
};

export const aBacklog: BacklogNotice = {
  kind: "backlog",
  sentence: "While Slack could not be reached 14 alerts fired.",
  since: instant(now - 60 * minute),
  until: now,
  lines: [
    {
      rule: "unreachable",
      severity: "critical",
      fired: 12,
      stillFiring: 3,
      hosts: ["web-1", "web-2", "web-3", "web-4", "web-5"],
      hostsInAll: 12,
    },
    { rule: "heap", severity: "warning", fired: 1, stillFiring: 0, hosts: ["scipy"], hostsInAll: 1 },
  ],
  counted: { fired: 14, resolved: 11, other: 1, stillFiring: 3 },
};

export const aDigest: DigestNotice = {
  kind: "digest",
  sentence: "Two problems this week, both on scipy.",
  from: instant(now - 7 * 24 * 60 * minute),
  to: now,
  sections: [
    { title: "Alerts", lines: ["heap of zope fired twice", "load fired once"] },
    { title: "Nothing", lines: [] },
  ],
};

export const noise: NoiseNotice = {
  kind: "noise",
  sentence: "Of 9 alerts 4 were noise.",
  rows: [
    {
      rule: "swap",
      fired: 6,
      useful: 1,
      noise: 4,
      suggestion: "raise swap.climb_warning to 8 % of RAM per hour (now 5)",
    },
    { rule: "heap", fired: 3, useful: 3, noise: 0, suggestion: null },
  ],
};

export const aReport: ReportNotice = {
  kind: "report",
  sentence: "2 people report a problem with scipy.",
  report: "report-1",
  host: "scipy",
  by: ["U01ALICE", "U05DAVE"],
  texts: ["Internal Server Error since ten", "slow"],
  at: now,
  reading: "load 16.0 on 2 CPUs, 0.3 of 7.7 GiB of RAM available",
  asks: "better or worse",
  better: 1,
  worse: 0,
};

export const otherNotices: readonly (readonly [string, Notice])[] = [
  ["a line of history", aThreadLine],
  ["a direct message", aDirect],
  ["the question to an owner", { ...aDirect, asks: "still on it", link: null }],
  ["a backlog", aBacklog],
  ["a digest", aDigest],
  ["a table of noise", noise],
  ["a report", aReport],
  ["a sentence", { kind: "sentence", sentence: "The bot was away for 12 min; nothing was missed." }],
];
