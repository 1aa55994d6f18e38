import type { Threshold } from "../daemon.ts";
import { limitOf } from "./heap-options.ts";

/** What a daemon's heap is to stay below. */
export interface HeapLimit {
  readonly bytes: number;
  /** False where nobody set it: then it is the model's own share of the host's RAM. */
  readonly isSet: boolean;
}

/** Null where neither the threshold nor the host's RAM tells. `ramBytes` is null where it is not known. */
export function limitOfDaemon(threshold: Threshold, ramBytes: number | null): HeapLimit | null {
  if (threshold.kind === "size") return { bytes: threshold.bytes, isSet: true };
  if (ramBytes === null) return null;
  if (threshold.kind === "share") return { bytes: Math.round(threshold.ratio * ramBytes), isSet: true };
  const ofRam = limitOf([], ramBytes);
  return ofRam === null ? null : { bytes: Math.round(ofRam), isSet: false };
}
