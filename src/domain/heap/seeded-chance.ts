/** Chance that is the same for the same seed, so that a forecast can be repeated and tested. */
export interface SeededChance {
  /** In (0, 1). */
  uniform(): number;
  /** Mean 0, deviation 1. */
  normal(): number;
  /**
   * `count` numbers of a normal distribution in random order, one from each of `count` slices of equal probability: their
   * quantiles hardly depend on the seed.
   */
  normals(count: number): Float64Array;
  /** The same values in random order. */
  shuffled<T>(values: readonly T[]): readonly T[];
}

const words = 2 ** 32;

/** Marsaglia's xorshift with 32 bits (Journal of Statistical Software 8(14), 2003); for forecasts, never for secrets. */
export function createSeededChance(seed: number): SeededChance {
  let state = Math.imul((Number.isFinite(seed) ? Math.trunc(seed) : 0) ^ 0x9e3779b9, 0x85ebca6b) >>> 0 || 1;
  const uniform = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return ((state >>> 0) + 0.5) / words;
  };
  for (let warmUp = 0; warmUp < 8; warmUp++) uniform();
  return {
    uniform,
    normal: () => normalQuantile(uniform()),
    normals: (count) => {
      const slices = Array.from({ length: count }, (_, slice) => normalQuantile((slice + 0.5) / count));
      return Float64Array.from(shuffle(slices, uniform));
    },
    shuffled: (values) => shuffle(values, uniform),
  };
}

/** Abramowitz & Stegun 26.2.23: off by less than 0.00045. */
export function normalQuantile(share: number): number {
  const t = Math.sqrt(-2 * Math.log(Math.min(share, 1 - share)));
  const size = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  return share < 0.5 ? -size : size;
}

/** By sorting random keys. */
function shuffle<T>(values: readonly T[], uniform: () => number): readonly T[] {
  const keyed = values.map((value) => ({ value, key: uniform() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ value }) => value);
}
