import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFloodLimit } from "../../../src/adapters/slack/flood-limit.ts";
import { redact } from "../../../src/adapters/slack/redact.ts";
import { createSeenIds } from "../../../src/adapters/slack/seen-ids.ts";
import { seconds } from "../../../src/domain/time.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";

describe("the memory of what was delivered", () => {
  it("knows an id for a day and no longer", async () => {
    const clock = new VirtualClock();
    const seen = createSeenIds({ monotonic: () => clock.monotonic(), rememberFor: seconds(86_400), idsMax: 10 });
    expect(seen.isNew(["a"])).toBe(true);
    await clock.advance(86_399_000);
    expect(seen.isNew(["b", "a"])).toBe(false);
    await clock.advance(86_401_000);
    expect(seen.isNew(["a"])).toBe(true);
  });

  it("forgets the oldest ids first when it is full", () => {
    const clock = new VirtualClock();
    const seen = createSeenIds({ monotonic: () => clock.monotonic(), rememberFor: seconds(86_400), idsMax: 3 });
    for (const id of ["a", "b", "c", "d"]) seen.isNew([id]);
    expect(seen.isNew(["d"])).toBe(false);
    expect(seen.isNew(["a"])).toBe(true);
  });
});

describe("the limit of what one person may ask", () => {
  it("lets at most ten through in any minute, at whatever times they come", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 80 }), async (pauses) => {
        const clock = new VirtualClock();
        const limit = createFloodLimit({ monotonic: () => clock.monotonic(), perPersonMax: 10, peopleMax: 5 });
        const passed: number[] = [];
        for (const pause of pauses) {
          await clock.advance(pause);
          if (limit.note("U1").kind === "within") passed.push(clock.monotonic());
        }
        for (const from of passed)
          expect(passed.filter((at) => at >= from && at < from + 60_000).length).toBeLessThanOrEqual(10);
      }),
      { numRuns: 20 },
    );
  });

  it("tells as often as it lets through, and again only after the person was let through", async () => {
    const clock = new VirtualClock();
    const limit = createFloodLimit({ monotonic: () => clock.monotonic(), perPersonMax: 2, peopleMax: 5 });
    const notes = Array.from({ length: 6 }, () => limit.note("U1"));
    expect(notes.map((note) => (note.kind === "within" ? "within" : note.tell))).toEqual([
      ...["within", "within"],
      ...[true, true, false, false],
    ]);
    expect(notes[2]).toMatchObject({ again: 60_000 });
    await clock.advance(60_000);
    expect([limit.note("U1"), limit.note("U1")]).toEqual([{ kind: "within" }, { kind: "within" }]);
    expect(limit.note("U1")).toMatchObject({ tell: true });
  });
});

describe("the redaction of logs", () => {
  it.each([
    "token xoxb-12345-67890-abcdef",
    "xoxe.xoxp-1-abcdef",
    "xapp-1-A0B1-22-ffff",
    "wss://wss-primary.slack.com/link/?ticket=11-22-33&app_id=1",
    "https://hooks.slack.com/commands/T01/123456/abcdefgh",
    "http://127.0.0.1:8155/respond/5f3a9c1b2d",
    "the odd one: my-own-secret",
  ])("leaves nothing in %j by which to act as the bot", (text) => {
    const masked = redact(text, "my-own-secret");
    expect(masked).toContain("[redacted]");
    expect(masked).not.toMatch(/12345|xoxp-1|A0B1|11-22-33|abcdefgh|5f3a9c1b2d|my-own-secret/);
  });
});
