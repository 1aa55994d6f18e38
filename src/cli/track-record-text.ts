import type { StoredRecord } from "../app-track-record.ts";
import { trackRecordLines, trackRecordSentence } from "../domain/heap/explain-track-record.ts";
import type { Instant } from "../domain/time.ts";

/** The finding on all of them first, then each daemon. */
export function trackRecordText(records: readonly StoredRecord[], now: Instant): string {
  const all = trackRecordSentence(
    records.map(({ record }) => record),
    now,
  );
  return [all, ...records.map(textOf)].join("\n\n");
}

function textOf({ host, daemon, record, widening }: StoredRecord): string {
  return [`${daemon} on ${host}`, ...trackRecordLines(record, widening).map((line) => `  ${line}`)].join("\n");
}
