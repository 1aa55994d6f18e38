import { trackRecord } from "../../../../src/domain/heap/track-record.ts";
import { notWidened, wideningOf } from "../../../../src/domain/heap/widening.ts";
import { instant } from "../../../../src/domain/time.ts";
import type { TrackRecordFinding, TrackRecordReply } from "../../../../src/services/ports-heap.ts";
import { aForecast, aLevel, scoredForecasts } from "../../../support/logged-forecasts.ts";
import { now } from "../boards.ts";
import { type GalleryState, replyStates } from "./gallery-state.ts";

/** Of a week, since they are made every 6 h. */
const notDue = 28;
const weekThatHeld = aLevel(2_000_000, { kind: "held", actualBytes: 2_090_000 });

/** So many of so many ranges of a day held; the first of them in the order of time. */
function recordOf(held: number, scored: number, changes: Partial<TrackRecordFinding> = {}): TrackRecordFinding {
  const misses = Array.from({ length: scored }, (_, index) => (index < held ? 0.1 + (index % 7) / 10 : 1.6));
  const forecasts = scoredForecasts(misses).map((forecast, index) => ({
    ...forecast,
    levels: { ...forecast.levels, week: index < scored - notDue ? weekThatHeld : forecast.levels.week },
    crossing: {
      thresholdBytes: 4_000_000,
      in: { p05: 86_400, p50: 172_800, p95: 300_000 },
      outcome: index < 6 ? ({ kind: index === 0 ? "before" : "inside" } as const) : null,
    },
  }));
  const widening = wideningOf(forecasts, []);
  return { host: "web-1", daemon: "zope", record: trackRecord(forecasts), problem: null, widening, ...changes };
}

const ended = aLevel(100, { kind: "void", because: "deploy" });
const unread = aLevel(100, { kind: "unscorable" });
const young = { host: "web-1", daemon: "celery", problem: null, widening: notWidened };
const fresh = aForecast({ madeAt: instant(now - 6 * 3_600_000) });

/** A promise that is kept and one that is not, one that nobody can know yet, and one that could not be read. */
export const records: readonly (readonly [string, TrackRecordFinding])[] = [
  ["a promise kept", recordOf(37, 40)],
  ["a promise broken", recordOf(29, 40, { daemon: "puma" })],
  ["a promise broken by far", recordOf(2, 40, { daemon: "solr" })],
  ["too few scored", recordOf(3, 4, { daemon: "pg" })],
  ["none due yet", { ...young, record: trackRecord([fresh, fresh]) }],
  ["none kept yet", { ...young, record: trackRecord([]) }],
  [
    "restarted every night",
    {
      ...young,
      record: trackRecord([
        aForecast({ levels: { day: ended, week: ended } }),
        aForecast({ levels: { day: unread, week: unread } }),
      ]),
    },
  ],
  ["not read", { ...young, record: null, problem: "Its forecasts cannot be read: the database is away." }],
];

/** How earlier forecasts stood up to what came. */
export function recordGallery(): readonly GalleryState[] {
  const all = records.map(([, finding]) => finding);
  return [
    ...replyStates(
      "heap --track-record",
      "in the channel",
      records.map(([name, finding]) => [name, recordReply([finding])]),
    ),
    ...replyStates("heap --track-record", "in the channel", [["several", { ...recordReply(all), more: 2 }]]),
  ];
}

export function recordReply(daemons: readonly TrackRecordFinding[]): TrackRecordReply {
  return { kind: "track record", daemons, more: 0, commandName: "/scipy", now };
}
