import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeDaemon, decodeEntries, decodeHost, encodeBlock } from "../../../src/adapters/store/block.ts";
import { ByteReader } from "../../../src/adapters/store/byte-reader.ts";
import { ByteWriter } from "../../../src/adapters/store/byte-writer.ts";
import type { Entry } from "../../../src/adapters/store/entry.ts";
import { readSeries, writeSeries } from "../../../src/adapters/store/series.ts";
import { instant, type Millis, millis } from "../../../src/domain/time.ts";
import type { Rolled } from "../../../src/services/ports-store.ts";

const minusZero = (number: number): boolean => Object.is(number, -0);
const anyNumber = fc
  .oneof(
    fc.integer({ min: 0, max: 2 ** 50 }),
    fc.maxSafeInteger(),
    fc.integer({ min: -10_000, max: 10_000 }).map((hundredths) => hundredths / 100),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
  )
  .filter((number) => !minusZero(number));

test("a series comes back exactly as it was, whatever the numbers are", () => {
  const series = fc.oneof(
    fc.array(fc.option(anyNumber)),
    fc.array(fc.option(fc.integer({ min: 0, max: 2 ** 50 }))),
    fc.tuple(anyNumber, fc.integer({ min: 1, max: 30 })).map(([number, count]) => new Array(count).fill(number)),
  );
  fc.assert(
    fc.property(series, (numbers) => {
      const writer = new ByteWriter();
      writeSeries(writer, numbers);
      expect(readSeries(new ByteReader(writer.written()), numbers.length)).toEqual(numbers);
    }),
  );
});

describe("a block", () => {
  const single = anyNumber.map((value) => ({ min: value, median: value, max: value }));
  const rolled = fc.tuple(anyNumber, anyNumber, anyNumber).map(([min, median, max]) => ({ min, median, max }));
  const name = fc.oneof(fc.constantFrom("zope", "gunicorn", "", "__proto__"), fc.string({ unit: "binary" }));

  test.each([
    ["readings", 0, single],
    ["stretches", 300_000, rolled],
  ])("of %s gives back each host's and each daemon's points exactly", (_, over, figure) => {
    fc.assert(
      fc.property(entriesOf(millis(over), figure, name), (entries) => {
        const block = encodeBlock(entries, millis(over));
        const sorted = entries.toSorted((a, b) => a.at - b.at);
        expect(decodeEntries(block)).toEqual(sorted);
        expect(decodeHost(block)).toEqual(sorted.map(({ host }) => host));
        for (const daemon of new Set(entries.flatMap(({ daemons }) => [...daemons.keys()])))
          expect(decodeDaemon(block, daemon)).toEqual(sorted.flatMap(({ daemons }) => daemons.get(daemon) ?? []));
        expect(decodeDaemon(block, "nobody is called so")).toEqual([]);
      }),
    );
  });

  test("that is cut off or of another form is refused, and nothing is made up", () => {
    const host = { at: instant(1), over: millis(0), load: null, available: null, swapUsed: null, memoryPressure: null };
    const block = encodeBlock([{ at: instant(1), host, daemons: new Map() }], millis(0));
    for (let length = 0; length < block.length; length += 1)
      expect(() => decodeEntries(block.subarray(0, length))).toThrow(RangeError);
    expect(() => decodeHost(Buffer.from([9, ...block.subarray(1)]))).toThrow(/form 9/);
  });
});

function entriesOf(
  over: Millis,
  figure: fc.Arbitrary<Rolled>,
  name: fc.Arbitrary<string>,
): fc.Arbitrary<readonly Entry[]> {
  const maybe = fc.option(figure);
  const epoch = fc.tuple(fc.string(), fc.nat(), fc.nat()).map(([boot, pid, start]) => `${boot} ${pid} ${start}`);
  const daemon = fc.record({
    heap: maybe,
    swap: maybe,
    connections: maybe,
    cpuTicks: fc.option(fc.nat()),
    epoch: fc.option(fc.oneof(epoch, fc.constant("5f2f 4711 50000"))),
  });
  const host = fc.record({ load: maybe, available: maybe, swapUsed: maybe, memoryPressure: maybe });
  const entry = fc.record({ host, daemons: fc.array(fc.tuple(name, daemon), { maxLength: 4 }) });
  return fc.array(fc.tuple(fc.nat(), entry), { maxLength: 6 }).map((entries) =>
    [...new Map(entries)].map(([after, { host: figures, daemons }]) => {
      const at = instant(1_768_000_000_000 + after);
      const points = daemons.map(([called, point]) => [called, { at, over, ...point }] as const);
      return { at, host: { at, over, ...figures }, daemons: new Map(points) };
    }),
  );
}
