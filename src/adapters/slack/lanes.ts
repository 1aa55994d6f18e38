import { millis } from "../../domain/time.ts";
import { createPacedLane, type LaneOptions, type PacedLane } from "./paced-lane.ts";

export interface Lanes {
  /** The lane of this key; null when all lanes are taken and busy. */
  of(key: string): PacedLane | null;
}

/** One lane for each channel or message, made when it is needed and forgotten when it has been idle. */
export function createLanes(options: LaneOptions & { readonly lanesMax: number }): Lanes {
  const lanes = new Map<string, PacedLane>();
  return {
    of(key) {
      const known = lanes.get(key);
      if (known !== undefined) return known;
      if (lanes.size >= options.lanesMax) forgetIdle(lanes);
      if (lanes.size >= options.lanesMax) return null;
      const lane = createPacedLane(options);
      lanes.set(key, lane);
      return lane;
    },
  };
}

/** Longer than the spacing of any lane, so that forgetting one never lets two jobs follow too closely. */
const idleFor = millis(5000);

function forgetIdle(lanes: Map<string, PacedLane>): void {
  for (const [key, lane] of lanes) if (lane.isIdleFor(idleFor)) lanes.delete(key);
}
