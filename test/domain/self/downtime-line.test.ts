import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Downtime, downtimeLine } from "../../../src/domain/self/downtime-line.ts";
import { instant } from "../../../src/domain/time.ts";

const minute = 60_000;
const missed = { intervalMs: 15_000, hosts: 2, openAlerts: 0, waitingMessages: 0 };

function lineAfter(ms: number, changes: Partial<Downtime["missed"]> = {}): string | null {
  return downtimeLine({ stoppedAt: instant(0), now: instant(ms), missed: { ...missed, ...changes } });
}

describe("after a downtime", () => {
  it("of more than ten minutes one line says how long it was and what was missed", () => {
    expect(lineAfter(125 * minute, { openAlerts: 1, waitingMessages: 3 })).toBe(
      "The bot was away for 2 h 5 min: 1000 readings of 2 hosts are missing; 1 alert was open and could not be told on, and 3 messages were waiting and are sent now. What began and ended meanwhile was not seen.",
    );
    expect(lineAfter(11 * minute, { hosts: 1, intervalMs: 600_000 })).toBe(
      "The bot was away for 11 min: 1 reading of 1 host is missing. What began and ended meanwhile was not seen.",
    );
    expect(lineAfter(30 * minute, { openAlerts: 2, waitingMessages: 1 })).toContain(
      "240 readings of 2 hosts are missing; 2 alerts were open and could not be told on, and 1 message was waiting and is sent now.",
    );
  });

  it("of up to ten minutes nothing is said, nor after a clock was set back", () => {
    expect(lineAfter(10 * minute)).toBeNull();
    expect(lineAfter(-60 * minute)).toBeNull();
    expect(lineAfter(Number.NaN)).toBeNull();
  });

  it("the line is one line of whole words, whatever was missed", () => {
    const count = fc.nat(5000);
    fc.assert(
      fc.property(fc.integer({ min: 10 * minute + 1, max: 1e11 }), count, count, (ms, openAlerts, waitingMessages) => {
        expect(lineAfter(ms, { openAlerts, waitingMessages })).toMatch(/^The bot was away for [^\n]+ was not seen\.$/);
        expect(lineAfter(ms, { openAlerts, waitingMessages })).not.toMatch(
          /NaN|undefined|\b1 (alerts|messages|hosts)\b/,
        );
      }),
    );
  });
});
