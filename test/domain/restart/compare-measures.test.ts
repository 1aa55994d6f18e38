import { expect, it } from "vitest";
import { absent, known } from "../../../src/domain/figure.ts";
import { compareMeasures } from "../../../src/domain/restart/compare-measures.ts";
import { aMeasure } from "../../support/restart-request.ts";

it("only what is known before and after a restart is compared", () => {
  const before = aMeasure({ heapBytes: known(3000), swapUsedBytes: known(200), memoryFull60: known(40) });
  const after = aMeasure({
    heapBytes: known(1000),
    swapUsedBytes: absent("the file cannot be read"),
    memoryFull60: known(0),
  });
  expect(compareMeasures(before, after)).toEqual([
    { name: "Heap", unit: "bytes", before: 3000, after: 1000 },
    { name: "Waiting for memory", unit: "percent", before: 40, after: 0 },
  ]);
});

it("what was nothing and is nothing is left out, and what came to be is not", () => {
  const nothing = { swapUsedBytes: known(0), memoryFull60: known(0) };
  const after = aMeasure({ heapBytes: known(1000), ...nothing, memoryFull60: known(2) });
  expect(compareMeasures(aMeasure({ heapBytes: known(3000), ...nothing }), after).map(({ name }) => name)).toEqual([
    "Heap",
    "Waiting for memory",
  ]);
});
