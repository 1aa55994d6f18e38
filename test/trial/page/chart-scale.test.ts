import fc from "fast-check";
import { expect, test } from "vitest";
import { niceTicks } from "../../../src/trial/page/blocks/chart-scale.ts";

test.each([
  [0, 16.1, [0, 5, 10, 15, 20]],
  [0, 1, [0, 0.25, 0.5, 0.75, 1]],
  [0, 0, [0, 0.25]],
  [-3, 4, [-4, -2, 0, 2, 4]],
])("the axis from %d to %d has round steps", (low, high, ticks) => {
  expect(niceTicks(low, high)).toEqual(ticks);
});

test("an axis encloses its values with few steps, whatever they are", () => {
  // Figures as bots send them: whole thousandths up to a terabyte in bytes.
  const bound = fc.maxSafeInteger().map((value) => value / 1000);
  fc.assert(
    fc.property(bound, bound, (one, other) => {
      const [low, high] = [Math.min(0, one, other), Math.max(0, one, other)];
      const ticks = niceTicks(low, high);
      expect(ticks.length).toBeLessThan(9);
      expect(ticks[0]).toBeLessThanOrEqual(low * (1 - 1e-9));
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(high * (1 - 1e-9));
    }),
  );
});
