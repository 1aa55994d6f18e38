import fc from "fast-check";
import { expect, test } from "vitest";
import { AnswerReader } from "../../src/domain/answer-reader.ts";

function createReader(): AnswerReader {
  return new AnswerReader((line) => line === "end");
}

test("an answer is the same however its bytes were cut into packets", () => {
  const lines = fc.array(fc.string({ unit: "grapheme" }).map((line) => line.replaceAll("\n", "")));
  fc.assert(
    fc.property(lines, fc.array(fc.integer({ min: 1, max: 9 })), (given, lengths) => {
      const text = [...given.filter((line) => line !== "end"), "end"].join("\n");
      let rest = new TextEncoder().encode(`${text}\nwhat follows`);
      const reader = createReader();
      let answer: string | null = null;
      for (const length of [...lengths, rest.length]) {
        answer ??= reader.take(rest.subarray(0, length));
        rest = rest.subarray(length);
      }
      expect(answer).toBe(text);
    }),
  );
});

test("nothing is an answer before its last line is whole", () => {
  const reader = createReader();
  expect(reader.take(Buffer.from("a\nen"))).toBeNull();
  expect(reader.take(Buffer.from("d"))).toBeNull();
  expect(reader.take(Buffer.from("\n"))).toBe("a\nend");
});

test("a text that ends with a last line without a newline is an answer, and with another line it is none", () => {
  const whole = createReader();
  whole.take(Buffer.from("a\nend"));
  expect(whole.finish()).toBe("a\nend");
  const cut = createReader();
  cut.take(Buffer.from("a\nen"));
  expect(cut.finish()).toBeNull();
});

test("bytes that are no UTF-8 stand as replacement characters, and a byte order mark is a character like any other", () => {
  expect(createReader().take(Buffer.from([0xff, 0x0a, 0x65, 0x6e, 0x64, 0x0a]))).toBe("\uFFFD\nend");
  expect(createReader().take(Buffer.from("\uFEFFa\nend\n"))).toBe("\uFEFFa\nend");
});
