import type { AlertNotice, ThreadNotice } from "../../src/domain/notice/notice.ts";
import { instant } from "../../src/domain/time.ts";

/** An alert's root message; give what the test is about. */
export function alertNotice(changes: Partial<AlertNotice> = {}): AlertNotice {
  const host = changes.key?.host ?? "web-1";
  return {
    kind: "alert",
    sentence: `${host}: load is high (${changes.state ?? "firing"})`,
    alert: `alert-of-${host}`,
    key: { host, rule: "load", daemon: null },
    state: "firing",
    severity: "warning",
    specimen: false,
    meaning: "load 6.1 on 2 CPUs",
    advice: "Look at who uses the CPU.",
    figures: [],
    chart: null,
    firedAt: instant(0),
    figuresAt: instant(0),
    count: 1,
    acknowledged: null,
    silenced: null,
    resolved: null,
    notes: [],
    course: null,
    ...changes,
  };
}

export function threadNotice(sentence: string, mentions: readonly string[] = []): ThreadNotice {
  return { kind: "thread", sentence, mentions };
}

/** UTC, "14:02". */
export function timeOfDay(at: number): string {
  return new Date(at).toISOString().slice(11, 16);
}
