import { expect, test } from "vitest";
import { closeAll } from "../src/app-close.ts";

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
