import { brotliCompressSync, brotliDecompressSync, constants, deflateRawSync, inflateRawSync } from "node:zlib";
import type { Sample } from "../../domain/sample.ts";

/**
 * A whole sample as it was, for a few minutes; quick, since each poll pays for it. Five minutes of them are packed together
 * later, which makes them four to five times smaller.
 */
export function encodeSample(sample: Sample): Buffer {
  return deflateRawSync(JSON.stringify(sample), { level: 1 });
}

export function sampleText(body: Uint8Array): string {
  return inflateRawSync(body).toString();
}

export function parseSample(text: string): Sample {
  return JSON.parse(text);
}

/** Samples as JSON by their instant. One text after the other: the packer finds what repeats from one to the next. */
export function encodePack(texts: ReadonlyMap<number, string>): Buffer {
  const sorted = [...texts].toSorted(([a], [b]) => a - b);
  const lines = sorted.map(([at, text]) => `${at} ${text}`).join("\n");
  return brotliCompressSync(lines, { params: packing });
}

export function decodePack(pack: Uint8Array): ReadonlyMap<number, string> {
  const lines = brotliDecompressSync(pack).toString().split("\n");
  return new Map(
    lines.map((line) => {
      const gap = line.indexOf(" ");
      return [Number(line.slice(0, gap)), line.slice(gap + 1)];
    }),
  );
}

/** Measured: 3 ms for five minutes of a host with 20 daemons; the next better quality gains 1 %. The window is 1 MiB. */
const packing = { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_LGWIN]: 20 };
