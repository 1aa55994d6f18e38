const gibi = 1024 ** 3;

/**
 * Sizes that can be bought, in GiB: memory modules are powers of two and are put in by pairs, fours, sixes and eights;
 * instances of the large clouds come in the same steps.
 */
const sizes: readonly number[] = [
  1, 2, 4, 8, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 1536, 2048, 3072, 4096,
];

/** The smallest that can be bought and suffices, in bytes; null past the largest. */
export function purchasableRam(neededBytes: number): number | null {
  const size = sizes.find((gibibytes) => gibibytes * gibi >= neededBytes);
  return size === undefined ? null : size * gibi;
}
