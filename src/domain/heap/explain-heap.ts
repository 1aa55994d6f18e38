import { bytes, renderBytes } from "../bytes.ts";
import { percent, plural } from "../diagnosis/phrases.ts";
import { millis, renderDuration } from "../time.ts";
import type { Crossing } from "./crossing.ts";
import type { HeapAnalysis } from "./heap-analysis.ts";
import { roughTime, roughTimes, sizeRange } from "./rough-range.ts";

/** What stands behind the verdict, as whole sentences; null where there is nothing to say. */
export interface HeapExplained {
  readonly plateau: string | null;
  /** In the order of the thresholds. */
  readonly crossings: readonly string[];
  readonly interval: string | null;
  /** What would make it surer. */
  readonly needs: string | null;
  /** What all of it rests on. */
  readonly basis: string;
}

/** `limitBytes` is what the interval keeps the heap below; null where none was asked for. */
export function explainHeap(
  analysis: HeapAnalysis,
  { horizonDays, limitBytes }: { readonly horizonDays: number; readonly limitBytes: number | null },
): HeapExplained {
  const { plateau, crossings, verdict } = analysis;
  return {
    plateau: plateau === null ? null : plateauSentence(plateau, horizonDays),
    crossings: (crossings ?? []).map((crossing) => crossingSentence(crossing, horizonDays, analysis.heapBytes)),
    interval: limitBytes === null || crossings === null ? null : intervalSentence(analysis, limitBytes, horizonDays),
    needs: verdict.needs === null ? null : `It takes ${verdict.needs} to tell.`,
    basis: basisOf(analysis),
  };
}

function plateauSentence({ p05, p50, p95 }: NonNullable<HeapAnalysis["plateau"]>, horizonDays: number): string {
  const [range, middle] = [sizeRange(p05, p95), size(p50)];
  const most = range === middle ? "" : `, most likely at ${middle}`;
  return `If it is bounded, it stands at ${range} in ${plural(horizonDays, "day")}${most}.`;
}

const daySeconds = 86_400;

/** Below this it would be read as a promise of never. */
const noteworthy = 0.005;

function crossingSentence(
  { thresholdBytes, probability, in: when }: Crossing,
  horizonDays: number,
  heapBytes: number | null,
): string {
  const level = size(thresholdBytes);
  const within = `within ${plural(horizonDays, "day")}`;
  const sure = percent(probability * 100);
  if (when.p95 === 0) return `${(heapBytes ?? 0) < thresholdBytes ? "Its peaks have" : "It has"} reached ${level}.`;
  if (probability < noteworthy) return `It does not reach ${level} ${within}, as far as can be seen.`;
  if (when.p05 === null) return `It does not reach ${level} ${within}: the chance that it does is ${sure}.`;
  if (when.p50 === null)
    return `It reaches ${level} ${within} with a probability of ${sure}, in ${roughTime(when.p05)} at the earliest.`;
  const middle = `most likely in ${roughTime(when.p50)}`;
  if (when.p95 === null)
    return `It reaches ${level} in ${roughTime(when.p05)} at the earliest, ${middle}; ${sure} ${within}.`;
  return `It reaches ${level} in ${roughTimes(when.p05, when.p95)}, ${middle}.`;
}

/** In seconds: by so much less than all that was looked at is an interval that nothing ends, for slip and whole hours. */
const lessMax = 7200;

function intervalSentence(
  { interval, crossings, ageSeconds }: HeapAnalysis,
  limitBytes: number,
  horizonDays: number,
): string {
  const limit = size(limitBytes);
  if (interval === null || crossings?.some(({ in: when }) => when.p95 === 0) === true)
    return `No interval between restarts is safe: the limit of ${limit} is reached.`;
  const probability = percent(interval.probability * 100);
  if (interval.seconds === 0) return `No interval between restarts keeps it below ${limit} with ${probability}.`;
  const length = renderDuration(millis(interval.seconds * 1000));
  const how = interval.basis === "template" ? "its earlier epochs" : "its growth so far";
  const said = `${length} from one start to the next: so long it stays below ${limit} with a probability of ${probability}, by ${how}.`;
  // Where nothing is crossed in the whole horizon, longer may do as well.
  const isBounded = interval.seconds <= ageSeconds + horizonDays * daySeconds - lessMax;
  return isBounded
    ? `It may run ${said}`
    : `It may run at least ${said} What is more than ${plural(horizonDays, "day")} ahead was not looked at.`;
}

/** "3,000 samples over 2 d 2 h, and 1 earlier epoch of another release; judged since the deploy 5 h before." */
function basisOf(analysis: HeapAnalysis): string {
  const { epochs, ageSeconds, samples } = analysis;
  if (samples === 0) return "No sample.";
  const own = epochs.at(-1)?.samples ?? samples;
  const sampled = `${own.toLocaleString("en")} ${own === 1 ? "sample" : "samples"} over ${duration(ageSeconds)}`;
  return `${sampled}${pastOf(analysis)}${sinceOf(analysis)}.`;
}

function pastOf({ epochs, deployedAt }: HeapAnalysis): string {
  const earlier = epochs.slice(0, -1);
  if (earlier.length === 0) return "";
  const others = earlier.filter(({ from }) => deployedAt !== null && from < deployedAt).length;
  const release =
    others === 0 ? "" : others === earlier.length ? " of another release" : `, ${others} of another release`;
  return `, and ${plural(earlier.length, "earlier epoch")}${release}`;
}

function sinceOf({ regime, deployedAt }: HeapAnalysis): string {
  if (deployedAt !== null && deployedAt > regime.to) return "; nothing was measured since the deploy";
  if (regime.because === "start") return "";
  const since = regime.because === "deploy" ? "the deploy" : "its level shifted";
  return `; judged since ${since} ${span(regime)} before`;
}

function span({ from, to }: { readonly from: number; readonly to: number }): string {
  return duration(to - from);
}

function duration(seconds: number): string {
  return renderDuration(millis(seconds * 1000));
}

function size(count: number): string {
  return renderBytes(bytes(count));
}
