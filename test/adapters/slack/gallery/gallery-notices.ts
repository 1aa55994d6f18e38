import { mebibytes } from "../../../../src/domain/bytes.ts";
import { digestOf } from "../../../../src/domain/digest/digest-of.ts";
import { digestForThread, shortDigest } from "../../../../src/domain/digest/short-digest.ts";
import type { DigestNotice, Notice } from "../../../../src/domain/notice/notice.ts";
import { instant, seconds } from "../../../../src/domain/time.ts";
import { aFiringAlert } from "../../../support/firing-alert.ts";
import { aHostWeek } from "../../../support/host-week.ts";
import { aTransition } from "../../../support/transition.ts";
import { now } from "../boards.ts";
import { aBacklog, aReport, noise } from "../notices.ts";
import { type GalleryState, noticeStates } from "./gallery-state.ts";

/** What the bot says unasked beside alerts and restarts. */
export function noticeGallery(): readonly GalleryState[] {
  return [
    ...noticeStates("report", "in the channel", [
      ["of two people", aReport],
      ["of many, with long texts", aLongReport],
    ]),
    ...noticeStates("report", "directly", [
      ["asks whether it is better", { ...aReport, sentence: asksAgain, texts: [], reading: "" }],
      [
        "answered",
        {
          ...aReport,
          sentence: "Thank you. You said that the problem on scipy is better than before.",
          texts: [],
          reading: "",
          asks: null,
        },
      ],
    ]),
    ...noticeStates("digest", "in the channel", [
      ["of a week", shortDigest(aWeek())],
      ["of a hard week", shortDigest(aHardWeek())],
    ]),
    ...noticeStates("digest-thread", "in a thread", [["of a hard week", digestForThread(aHardWeek())]]),
    ...noticeStates("summaries", "in the channel", [
      ["a storm", aBacklog],
      ["a storm that is over", { ...aBacklog, counted: { ...aBacklog.counted, stillFiring: 0 } }],
      ["noise", noise],
      [
        "noise of every rule",
        {
          ...noise,
          rows: Array.from({ length: 11 }, () => noise.rows)
            .flat()
            .slice(0, 11),
        },
      ],
    ]),
    ...noticeStates("sentences", "in the channel", sentences),
  ];
}

const asksAgain =
  "The problem that you reported on scipy is over, as far as the bot can see. Is it better or worse than before?";

const aLongReport = {
  ...aReport,
  sentence: "14 people report a problem with scipy.",
  by: Array.from({ length: 14 }, (_, index) => `U${String(index + 10)}USER`),
  texts: Array.from(
    { length: 14 },
    () => "Internal Server Error since ten, on every page of the wiki that I have opened",
  ),
};

const sentences: readonly (readonly [string, Notice])[] = [
  ["the bot was away", { kind: "sentence", sentence: "The bot was away for 12 min; nothing was missed." }],
];

const hour = 3_600_000;
const before = (hours: number) => instant(now - hours * hour);

function aWeek(): DigestNotice {
  return weekOf(1);
}

function aHardWeek(): DigestNotice {
  return weekOf(14);
}

/** A week with so many hosts that were not fine. */
function weekOf(hosts: number): DigestNotice {
  const each = Array.from({ length: hosts }, (_, index) => `web-${index + 1}`);
  const digest = digestOf({
    span: { from: before(7 * 24), to: now },
    now,
    open: each.map((host) => aFiringAlert({ key: { host, rule: "heap", daemon: "zope" }, firedAt: before(51) })),
    transitions: each.flatMap((host) => [
      aTransition({ host, alert: host, at: before(90) }),
      aTransition({ host, alert: host, at: before(87), transition: "resolved" }),
    ]),
    restarts: each.map((host) => ({
      ...{ host, daemon: "zope", at: before(40) },
      ...{ beforeBytes: mebibytes(3481), afterBytes: mebibytes(410) },
    })),
    drifts: each.map((host) => ({
      ...{ host, daemon: "celery", fromBytes: mebibytes(900), toBytes: mebibytes(1500) },
      over: seconds(6 * 86_400),
    })),
    sourcesDown: [{ host: "db-2", lastReadAt: before(51) }],
    silences: [],
    noise,
    hosts: each.map((host, index) =>
      aHostWeek(host, { to: now, firedBefore: [90, 51], restartedBefore: [40], swapGib: 2 - index / 10 }),
    ),
    unread: [],
  });
  if (digest === null) throw new Error("this week has something to say");
  return digest;
}
