/** Where a scale has its marks. */
export interface Ticks {
  /** The end of the scale; no value lies above it. */
  readonly top: number;
  readonly values: readonly number[];
}

/** Round steps from 0 to above the highest value: 3 to 5 of them. `unit` is what counts as 1: a GiB for sizes. */
export function ticksTo(highest: number, unit: number): Ticks {
  const rough = Math.max(highest, unit) / (stepsMax * unit);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power * unit;
  const count = Math.ceil(highest / step) || 1;
  return { top: count * step, values: Array.from({ length: count + 1 }, (_, index) => index * step) };
}

const stepsMax = 5;

const [hour, day] = [3600, 86_400];
const timeSteps = [
  ...[60, 300, 600, 1800].map((seconds) => ({ seconds, name: "min", unit: 60 })),
  ...[hour, 3 * hour, 6 * hour, 12 * hour].map((seconds) => ({ seconds, name: "h", unit: hour })),
  ...[1, 2, 3, 7, 14, 30].map((days) => ({ seconds: days * day, name: "d", unit: day })),
];

/** Marks around now, which is 0: "−2 d", "now", "+2 d". In seconds; at most 7. */
export function timeTicks(from: number, to: number): readonly { readonly seconds: number; readonly label: string }[] {
  const fallback = { seconds: Math.ceil((to - from) / (timesMax * day)) * day, name: "d", unit: day };
  const step = timeSteps.find(({ seconds }) => (to - from) / seconds <= timesMax) ?? fallback;
  const start = Math.ceil(from / step.seconds);
  const count = Math.floor(to / step.seconds) - start + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => {
    const seconds = (start + index) * step.seconds;
    const distance = `${Math.round(Math.abs(seconds) / step.unit)} ${step.name}`;
    return { seconds, label: seconds === 0 ? "now" : `${seconds < 0 ? "−" : "+"}${distance}` };
  });
}

const timesMax = 6;
