import { expect, test } from "vitest";
import { closeAll } from "../src/app-close.ts";
import { seconds } from "../src/domain/time.ts";
import { quietLog } from "./support/quiet-log.ts";
import { VirtualClock } from "./support/virtual-clock.ts";

test("every part is closed in the reverse order, whatever becomes of the others, and who failed is told", async () => {
  const closed: string[] = [];
  const told: unknown[] = [];
  const part = (name: string, fault?: () => Promise<void>) => ({
    name,
    close: () => {
      closed.push(name);
      return fault?.() ?? Promise.resolve();
    },
  });
  const throws = () => {
    throw new Error("thrown");
  };
  const parts = [part("a"), part("b", () => Promise.reject(new Error("rejected"))), part("c", throws), part("d")];
  const log = { info: () => undefined, error: () => undefined, warn: (...said: unknown[]) => void told.push(said) };
  await closeAll(parts, log);
  expect(closed).toEqual(["d", "c", "b", "a"]);
  expect(told).toEqual([
    [expect.stringMatching(/^c did not end in order; look/), { why: "thrown" }],
    [expect.stringMatching(/^b did not end in order; look/), { why: "rejected" }],
  ]);
});

test("parts that hang are left behind in time, and those opened before them still have some to end in", async () => {
  const clock = new VirtualClock();
  const log = quietLog();
  let isStored = false;
  const hangs = () => new Promise<void>(() => undefined);
  const slow = () =>
    new Promise<void>((resolve) => {
      clock.after(seconds(0.2), () => {
        isStored = true;
        resolve();
      });
    });
  const parts = [
    { name: "the store", close: slow },
    { name: "Slack", close: hangs },
    { name: "the messages", close: hangs },
  ];
  let hasEnded = false;
  const ended = closeAll(parts, log, { clock, within: seconds(8) }).then(() => {
    hasEnded = true;
  });
  await clock.advance(7400);
  expect(hasEnded).toBe(false);
  await clock.advance(600);
  await ended;
  expect(isStored).toBe(true);
  expect(log.lines).toEqual([
    "warn: the messages did not end in order; look whether something of it is left",
    "warn: Slack did not end in order; look whether something of it is left",
  ]);
});
