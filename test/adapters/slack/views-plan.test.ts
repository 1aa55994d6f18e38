import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderReply } from "../../../src/adapters/slack/views/render-reply.ts";
import type { HostPlan } from "../../../src/domain/heap/plan-host.ts";
import { instant } from "../../../src/domain/time.ts";
import type { PlanFinding, PlanReply } from "../../../src/services/ports-heap.ts";
import { expectGood, linesOf } from "./check-message.ts";

const gibi = 1024 ** 3;
const at = instant(Date.UTC(2026, 0, 15, 3));

function aPlan(daemon = "zope", restarts = 1): HostPlan {
  const all = Array.from({ length: restarts }, () => ({ daemon, at }));
  return {
    budgetBytes: 11.4 * gibi,
    quiet: [],
    plan: {
      windows: [{ opensAt: at, restarts: all, upperBytes: gibi, overProbability: 0, fits: true }],
      restarts: all,
      firstRestartAt: at,
      windowsWithout: 0,
      reviewAt: at,
      measuring: daemon,
    },
    habits: [{ policy: "nightly", restarts: 48, hoursOver: 0, isAtLeast: false }],
    ram: { kind: "for days", because: [daemon], spans: [] },
    verdicts: [],
    widened: [],
  };
}

const finding = (changes: Partial<PlanFinding> = {}): PlanFinding => ({
  host: "web-1",
  plan: aPlan(),
  problem: null,
  cures: [],
  ...changes,
});
const replyOf = (kind: PlanReply["kind"], ...hosts: PlanFinding[]): PlanReply => ({
  kind,
  hosts,
  more: 0,
  commandName: "/scipy",
});

describe("the answer to plan", () => {
  it("says the conclusion first, then each restart in the reader's own time, and what habits would have cost", () => {
    const message = renderReply(replyOf("plan", finding()));
    expectGood(message);
    const lines = linesOf(message.blocks);
    const token = "<!date^1768446000^{date_short_pretty} {time}|2026-01-15 03:00:00 UTC>";
    expect(lines[0]).toBe(`:large_green_circle: *web-1*: The next quiet window, ${token}, needs a restart.`);
    expect(lines[1]).toBe(`• ${token}: restart zope`);
    expect(lines).toContain("On the recorded history: nightly: 48 restarts, 0 h over the limit.");
    expect(lines.at(-1)).toMatch(/^Nothing is restarted by this\. `\/scipy capacity` says/);
  });

  it("says of several hosts the conclusion alone, and how to ask for more; a notification has no marks", () => {
    const message = renderReply(replyOf("plan", finding(), finding({ host: "web-2" })));
    expectGood(message);
    expect(linesOf(message.blocks)).toHaveLength(3);
    expect(linesOf(message.blocks).at(-1)).toMatch(/^`\/scipy plan HOST` says more of one\. Nothing is restarted/);
    expect(message.text).toMatch(/^web-1: The next quiet window/);
  });

  it("says why there is none", () => {
    const message = renderReply(
      replyOf("plan", finding({ plan: null, problem: "zope: 5 d of readings, 14 d needed." })),
    );
    expectGood(message);
    expect(linesOf(message.blocks)[0]).toBe(":white_circle: *web-1*: no plan yet. zope: 5 d of readings, 14 d needed.");
  });

  it("counts the hosts that were not looked at", () => {
    const message = renderReply({ ...replyOf("plan", finding()), more: 2 });
    expect(linesOf(message.blocks).at(-1)).toMatch(/^2 more hosts were not looked at\./);
  });
});

describe("the answer to capacity", () => {
  const cures = [{ daemon: "zope", cures: [{ cure: "jemalloc", sentence: "Preload jemalloc." } as const] }];

  it("says the RAM first, and then what is cheaper", () => {
    const message = renderReply(replyOf("capacity", finding({ cures })));
    expectGood(message);
    expect(linesOf(message.blocks).slice(0, 3)).toEqual([
      expect.stringMatching(/^:floppy_disk: \*web-1\*: No RAM ends the restarts while zope may grow on\./),
      "Before buying RAM:",
      "• zope: Preload jemalloc.",
    ]);
  });

  it("names what is cheaper even where nothing is known yet", () => {
    const message = renderReply(replyOf("capacity", finding({ plan: null, problem: "Too young.", cures })));
    expect(linesOf(message.blocks)[2]).toBe("• zope: Preload jemalloc.");
  });
});

it("an answer about plans keeps Slack's rules whatever hosts and daemons are called, and however many there are", () => {
  const names = fc.oneof(
    fc.string({ minLength: 1, maxLength: 300 }),
    fc.constantFrom("<!channel>", "*a* & `b`", "a|b>"),
  );
  const findings = fc.record({
    host: names,
    plan: fc.option(fc.tuple(names, fc.integer({ min: 0, max: 60 })).map(([name, many]) => aPlan(name, many))),
    problem: fc.option(names),
    cures: fc.array(
      fc.record({ daemon: names, cures: fc.constant([{ cure: "jemalloc" as const, sentence: "Preload <it>." }]) }),
      { maxLength: 20 },
    ),
  });
  fc.assert(
    fc.property(
      fc.constantFrom("plan", "capacity"),
      fc.array(findings, { minLength: 1, maxLength: 5 }),
      (kind, hosts) => {
        expectGood(renderReply(replyOf(kind, ...hosts)));
      },
    ),
    { numRuns: 60 },
  );
});
