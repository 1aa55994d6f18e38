import type { StoredRecord } from "../app-track-record.ts";
import { promisedRatio } from "../domain/heap/logged-forecast.ts";
import type { SpanRecord } from "../domain/heap/track-record.ts";

/** Records as data: counts as whole numbers, shares 0–1, null for what is not known. */
export function trackRecordJson(records: readonly StoredRecord[]) {
  return {
    promised: promisedRatio,
    daemons: records.map(({ host, daemon, record, widening }) => ({
      host,
      name: daemon,
      forecasts: record.forecasts,
      day: spanJson(record.spans.day),
      week: spanJson(record.spans.week),
      crossings: record.crossings,
      widening: widening.factor,
    })),
  };
}

function spanJson({ errorRatio, biasRatio, ...counts }: SpanRecord) {
  return { ...counts, error: errorRatio, bias: biasRatio };
}
