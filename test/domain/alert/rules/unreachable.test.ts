import { describe, expect, it } from "vitest";
import type { Evaluated } from "../../../../src/domain/alert/evaluation.ts";
import { noMemory, type RuleMemory } from "../../../../src/domain/alert/host-alerts.ts";
import type { HostFailureReason } from "../../../../src/domain/host.ts";
import type { FailedHost } from "../../../../src/domain/status.ts";
import { instant, millis } from "../../../../src/domain/time.ts";
import { aReading, evaluate, minute, of, read, readAll, start } from "./rig.ts";

const poll = 15_000;
const detail = "web-1 gave no answer within 4 s. Look whether it is up.";

function failed(reason: HostFailureReason = "timed out", changes: Partial<FailedHost> = {}): FailedHost {
  const failure = { reason, detail, nextTryAt: null };
  return {
    kind: "failed",
    host: "web-1",
    state: "stale",
    failure,
    tookMs: millis(4000),
    lastGood: aReading(),
    ...changes,
  };
}

/** So many polls missed, one after the other, after a reading at `start`. */
function miss(count: number, status: FailedHost = failed(), memory: RuleMemory = read().memory): readonly Evaluated[] {
  const all: Evaluated[] = [];
  for (let index = 1; index <= count; index += 1) {
    const now = instant(start + index * poll);
    all.push(evaluate({ kind: "missed", status }, { memory: all.at(-1)?.memory ?? memory, now }));
  }
  return all;
}

function levels(all: readonly Evaluated[]) {
  return all.map((one) => of(one, "unreachable").level);
}

describe("a host that gives no readings", () => {
  it("is a warning after three polls missed in a row", () => {
    expect(levels(miss(4))).toEqual(["held", "held", "warning", "warning"]);
  });

  it("is critical after five minutes without an answer", () => {
    expect(levels(miss(21)).slice(19)).toEqual(["warning", "critical"]);
  });

  it("is counted from the first poll missed, not from when the bot last ran", () => {
    const memory = { ...noMemory, lastReadAt: instant(start - 60 * minute) };
    expect(levels(miss(3, failed(), memory))).toEqual(["held", "held", "warning"]);
  });

  it.each(["auth failed", "host key changed", "host key unknown", "key unusable"] as const)(
    "is critical at once where no waiting mends it: %s",
    (reason) => {
      expect(levels(miss(1, failed(reason)))).toEqual(["critical"]);
    },
  );

  it("says why in the failure's words, and gives the last figures with their age", () => {
    const { finding } = of(miss(3).at(-1), "unreachable");
    expect(finding.sentence).toBe("gives no reading (timed out); 3 polls missed in a row; the figures are 45 s old");
    expect(finding.advice).toBe("It gave no answer within 4 s. Look whether it is up.");
    expect(finding.figures).toEqual([
      { name: "Last reading", text: "45 s ago" },
      { name: "Polls missed", text: "3 in a row, over 30 s" },
      { name: "Load, 45 s ago", text: "0.3 on 2 CPUs" },
      { name: "Memory available, 45 s ago", text: "6.0 of 8.0 GiB" },
      { name: "Swap used, 45 s ago", text: "0.0 of 2.0 GiB" },
      { name: "Some task waited for memory, 45 s ago", text: "0 % of the last minute" },
    ]);
  });

  it("has no figures where it was never read, and says so", () => {
    const { finding } = of(miss(3, failed("unreachable", { lastGood: null }), noMemory).at(-1), "unreachable");
    expect(finding.sentence).toBe("cannot be reached; 3 polls missed in a row; it was never read");
    expect(finding.figures).toHaveLength(4);
    expect(finding.figures[0]?.text).toBe("none so far");
  });

  it("whose key changed: nothing was sent to it, and what to do, said once", () => {
    const [short] = miss(1, failed("host key changed"));
    const told = of(short, "unreachable").finding;
    expect(told.sentence).toContain("so nothing was sent to it");
    expect(told.advice).toContain("Find out who changed the key");
    const words = "web-1 showed the key X, so nothing was sent. Compare it; only if they are equal, replace it.";
    const failure = { reason: "host key changed", detail: words, nextTryAt: null } as const;
    const [long] = miss(1, failed("host key changed", { failure }));
    expect(of(long, "unreachable").finding.advice).toBe(words.replace("web-1", "It"));
  });

  it("has figures of the same age when the bot's clock is set in between", () => {
    const { memory } = read();
    const now = instant(start + poll);
    const event = { kind: "missed", status: failed() } as const;
    const { finding } = of(evaluate(event, { memory, now, wallOffsetMs: 3_600_000 }), "unreachable");
    expect(finding.figures[0]).toEqual({ name: "Last reading", text: "15 s ago" });
    const forgotten = evaluate(event, { now });
    expect(of(forgotten, "unreachable").finding.figures[0]?.text).toBe("15 s ago");
  });

  it("is clear with one reading, and counted anew after it", () => {
    const missed = miss(5).at(-1)?.memory ?? noMemory;
    const [back] = readAll([{ afterMs: 6 * poll }], { memory: missed });
    expect(of(back, "unreachable").level).toBe("clear");
    expect(levels(miss(2, failed(), back?.memory))).toEqual(["held", "held"]);
  });

  it("is not meant where the bot itself stops", () => {
    const [one] = miss(1, failed("stopped"));
    expect(of(one, "unreachable").level).toBe("unknown");
    expect(one?.memory.missed).toBeNull();
  });

  it("says nothing of anything else", () => {
    expect(miss(1)[0]?.evaluations).toHaveLength(1);
  });
});
