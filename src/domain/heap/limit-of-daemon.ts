import { type Bytes, bytes, renderBytes } from "../bytes.ts";
import type { Daemon } from "../daemon.ts";
import type { Quantiles } from "./crossing.ts";
import { limitOf } from "./heap-options.ts";

/** What a daemon's heap is to stay below. */
export interface HeapLimit {
  readonly bytes: number;
  /**
   * Set in scipy.yml; or measured, as alerts and `status` have it, where the threshold is `auto`; or, as long as none could
   * be measured, the model's own share of the host's RAM.
   */
  readonly by: "set" | "measured" | "share of RAM";
}

/** Each null where it is not known. */
export interface LimitFigures {
  readonly ramBytes: number | null;
  readonly measuredBytes: Bytes | null;
}

/** Null where neither the threshold nor the host's RAM tells. A daemon that is no longer configured has no threshold of its own. */
export function limitOfDaemon(
  { threshold }: Pick<Daemon, "threshold"> = { threshold: { kind: "auto" } },
  { ramBytes, measuredBytes }: LimitFigures,
): HeapLimit | null {
  if (threshold.kind === "size") return { bytes: threshold.bytes, by: "set" };
  if (threshold.kind === "auto" && measuredBytes !== null) return { bytes: measuredBytes, by: "measured" };
  if (ramBytes === null) return null;
  if (threshold.kind === "share") return { bytes: Math.round(threshold.ratio * ramBytes), by: "set" };
  const ofRam = limitOf([], ramBytes);
  return ofRam === null ? null : { bytes: Math.round(ofRam), by: "share of RAM" };
}

/** Where the limit comes from, and whether the plateau fits, as whole sentences; null where somebody set it. */
export function limitSentence(limit: HeapLimit | null, plateau: Quantiles | null): string | null {
  if (limit === null || limit.by === "set") return null;
  if (limit.by === "share of RAM")
    return "No threshold is set in scipy.yml, and none could be measured yet: 45 % of RAM was taken.";
  const size = renderBytes(bytes(limit.bytes));
  return `Its threshold of ${size} is measured: so large its heap may be while the host keeps a tenth of its RAM beside all else.${fitPhrase(limit, plateau)}`;
}

function fitPhrase({ bytes: most }: HeapLimit, plateau: Quantiles | null): string {
  if (plateau === null) return "";
  if (plateau.p95 <= most) return " Its plateau fits in that.";
  return plateau.p05 > most ? " Its plateau does not fit in that." : "";
}
