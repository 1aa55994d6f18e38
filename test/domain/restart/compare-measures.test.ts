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
