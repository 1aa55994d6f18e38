import { listCommands } from "../../../../src/domain/command/list-commands.ts";
import type { Finding } from "../../../../src/domain/doctor/finding.ts";
import { absent } from "../../../../src/domain/figure.ts";
import type { HostStatus } from "../../../../src/domain/status.ts";
import { instant } from "../../../../src/domain/time.ts";
import type { Reply } from "../../../../src/services/ports.ts";
import type { StatusReply } from "../../../../src/services/ports-status.ts";
import { allRights, noRights } from "../../../support/known-words.ts";
import { aSample } from "../../../support/sample.ts";
import { aFiring, aSilence } from "../alerts.ts";
import { aBigDaemon, aFailedHost, aHistory, aHost, aStarvingHost, now, replyOf } from "../boards.ts";
import { type GalleryState, replyStates, type States } from "./gallery-state.ts";

/** Boards as they are found: from nothing configured to a fleet. */
export const boards: readonly (readonly [string, readonly HostStatus[]])[] = [
  ["no host", []],
  [
    "asking",
    [
      { kind: "waiting", host: "web-1" },
      { kind: "waiting", host: "scipy" },
    ],
  ],
  ["one host, fine", [aHost({ daemons: [aBigDaemon({ name: "solr" })], history: aHistory(200) })]],
  ["one host, starving", [aStarvingHost()]],
  ["one host, no answer yet", [aFailedHost("db-1")]],
  ["one host, old figures", [aFailedHost("scipy", aStarvingHost())]],
  ["a daemon is down", [aHost({ daemons: [aDownDaemon()] }), aHost({ host: "web-2" })]],
  ["figures are missing", [aHostWithoutFigures()]],
  ["some of each", [aHost(), aStarvingHost(), aFailedHost("db-1"), { kind: "waiting", host: "web-9" }]],
  ["a fleet", Array.from({ length: 24 }, (_, index) => hostOfFleet(index))],
];

function aDownDaemon() {
  return aBigDaemon({ state: "down", heapBytes: absent("the process is gone") });
}

function aHostWithoutFigures() {
  const none = absent("the file cannot be read");
  const { memory, swap } = aSample().system;
  const system = { load: none, memory: { ...memory, availableBytes: none }, swap: { ...swap, freeBytes: none } };
  return aHost({ system, daemons: [aBigDaemon({ heapBytes: none })] });
}

function hostOfFleet(index: number): HostStatus {
  if (index % 11 === 10) return aFailedHost(`db-${index}`);
  return index % 7 === 6 ? aStarvingHost(`scipy-${index}`) : aHost({ host: `web-${index}`, daemons: [aBigDaemon()] });
}

/** What is answered to whoever asks, beside heaps, plans and restarts. */
export function answerGallery(): readonly GalleryState[] {
  return [
    ...replyStates("status", "in the channel", boardStates("status")),
    ...replyStates("status", "by its asker alone", [["the bot is not in the channel", aNoted()]]),
    ...replyStates("why", "in the channel", boardStates("why")),
    ...replyStates("details", "by its asker alone", [
      ["as a message", { kind: "details", board: replyOf([aStarvingHost()]).board, now }],
    ]),
    ...replyStates("alerts", "by its asker alone", alertLists),
    ...replyStates("help", "by its asker alone", helps),
    ...replyStates("doctor", "by its asker alone", doctors),
    ...replyStates("sentences", "by its asker alone", sentences),
  ];
}

function boardStates(kind: StatusReply["kind"]): States<StatusReply> {
  return boards.map(([name, hosts]) => [name, replyOf(hosts, kind)]);
}

function aNoted(): StatusReply {
  const note = "Only you see this, because the bot is not in this channel. Invite it to show answers to all.";
  return { ...replyOf([aHost()]), note };
}

const minute = 60_000;
const noAlerts = { kind: "alerts", open: [], silences: [], commandName: "/scipy", now, wallOffsetMs: 0 } as const;

const alertLists: States<Reply> = [
  ["none", noAlerts],
  ["one of each kind", { ...noAlerts, open: openAlerts(3), silences: [aSilence] }],
  ["more than are shown", { ...noAlerts, open: openAlerts(30), silences: Array.from({ length: 12 }, () => aSilence) }],
];

function openAlerts(count: number) {
  return Array.from({ length: count }, (_, index) =>
    aFiring({
      id: `a${index}`,
      severity: index % 2 === 0 ? "critical" : "warning",
      firedAt: instant(now - (30 + index) * minute),
      acknowledged: index === 1 ? { by: "U02BOB", at: now, askedAt: null } : null,
      silencedBy: index === 2 ? aSilence.id : null,
    }),
  );
}

const names = { hosts: ["web-1", "scipy"], daemons: [{ host: "web-1", name: "zope" }] };

const helps: States<Reply> = [
  [
    "all commands",
    { kind: "help", commandName: "/scipy", hosts: names.hosts, commands: listCommands(names, allRights), note: null },
  ],
  [
    "of a guest",
    {
      ...{ kind: "help", commandName: "/scipy", hosts: names.hosts },
      commands: listCommands(names, noRights),
      note: "You are a guest in this workspace, so restarts, locks, deploys and doctor are left out here.",
    },
  ],
  [
    "of a fleet",
    {
      ...{ kind: "help", commandName: "/scipy" },
      hosts: Array.from({ length: 40 }, (_, index) => `web-${index}`),
      commands: listCommands({ hosts: ["web-0"], daemons: [] }, allRights),
      note: null,
    },
  ],
  [
    "a slip",
    { kind: "usage", commandName: "/scipy", sentence: "There is no command “stauts”.", suggestion: "/scipy status" },
  ],
  [
    "an example",
    {
      kind: "usage",
      commandName: "/scipy",
      sentence: "lock takes a host, or all, and a reason.",
      suggestion: "/scipy lock web-1 backup is running",
      isExample: true,
    },
  ],
  ["no guess", { kind: "usage", commandName: "/scipy", sentence: "There is no command “xyzzy”.", suggestion: null }],
];

const doctors: States<Reply> = [
  ["nothing to mend", { kind: "doctor", findings: [aFinding("ok")] }],
  ["some to mend", { kind: "doctor", findings: [aFinding("ok"), aFinding("warning"), aFinding("failed")] }],
  ["a whole fleet to mend", { kind: "doctor", findings: Array.from({ length: 200 }, () => aFinding("failed")) }],
];

function aFinding(outcome: Finding["outcome"]): Finding {
  return { subject: "web-1", check: "reach", outcome, sentence: "It does not answer on port 22: connection refused." };
}

const sentences: States<Reply> = [
  [
    "a dialog that needs a click",
    { kind: "dialog offer", id: "1", sentence: "A report needs a few words: this button asks for them." },
  ],
  ["done", { kind: "notice", sentence: "Heap of zope on web-1 is silenced for 2 h: deploying." }],
  [
    "somebody was quicker",
    { kind: "notice", sentence: "Somebody else has already acknowledged this alert.", by: "U02BOB" },
  ],
  [
    "refused",
    { kind: "notice", sentence: "You may not restart without approval. These may:", people: ["U02BOB", "U03CAROL"] },
  ],
];
