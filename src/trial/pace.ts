/** Counts what happened in the last stretch of time, per key. */
export interface Pace {
  /** Notes one event and tells how many there were within the stretch, this one included. */
  note(key: string): number;
  clear(): void;
}

/** `stretchMs`: how far back the count looks. Keys that were quiet for a stretch are forgotten. */
export function createPace(options: { now: () => number; stretchMs: number }): Pace {
  const seen = new Map<string, number[]>();
  return {
    note(key) {
      const now = options.now();
      const since = now - options.stretchMs;
      for (const [other, times] of seen) if ((times.at(-1) ?? 0) <= since) seen.delete(other);
      const recent = (seen.get(key) ?? []).filter((at) => at > since);
      recent.push(now);
      seen.set(key, recent);
      return recent.length;
    },
    clear: () => seen.clear(),
  };
}
