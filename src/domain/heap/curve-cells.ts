/** A curve whose form is fixed but for its amplitudes: a constant and the sum of these rising functions of u. */
export interface CurveCell {
  readonly family: string;
  /** Whether the curve has no bound but time. */
  readonly grows: boolean;
  readonly bases: readonly Basis[];
  /** Share of its family's prior. */
  readonly prior: number;
  /** Work after which most of the growth is over, in units of the work so far; infinite where it never is. */
  readonly tau: number;
}

/** Of the work as a share of the work so far; 0 at 0, rising. */
export type Basis = (u: number) => number;

type Form = Pick<CurveCell, "bases" | "tau">;

/** A time constant beyond three times what has been seen cannot be told from a line. */
const tauMax = 3;
const taus = steps(22, 0.02, tauMax);
const fast = steps(6, 0.01, 0.2);
const slow = steps(9, 0.25, tauMax);

/** Every form that is tried, on grids, so that each fit is linear and the best one cannot be missed. */
export const curveCells: readonly CurveCell[] = [
  ...family("constant", false, [{ bases: [], tau: 0 }]),
  ...family(
    "saturating",
    false,
    taus.map((tau) => ({ bases: [saturating(tau)], tau })),
  ),
  ...family(
    "two saturating",
    false,
    pairs((a, b) => ({ bases: [saturating(a), saturating(b)], tau: b })),
  ),
  ...family(
    "hyperbolic",
    false,
    taus.map((tau) => ({ bases: [(u) => u / (u + tau)], tau })),
  ),
  ...family(
    "stretched",
    false,
    [0.4, 0.6, 0.8].flatMap((beta) => taus.map((tau) => ({ bases: [stretched(tau, beta)], tau }))),
  ),
  ...family(
    "logarithmic",
    false,
    taus.map((tau) => ({ bases: [(u) => Math.log1p(u / tau)], tau })),
  ),
  ...family("line", true, [{ bases: [line], tau: Number.POSITIVE_INFINITY }]),
  ...family(
    "saturating and line",
    true,
    taus.map((tau) => ({ bases: [saturating(tau), line], tau: Number.POSITIVE_INFINITY })),
  ),
  ...family(
    "two saturating and line",
    true,
    pairs((a, b) => ({ bases: [saturating(a), saturating(b), line], tau: Number.POSITIVE_INFINITY })),
  ),
];

function family(name: string, grows: boolean, forms: readonly Form[]): readonly CurveCell[] {
  return forms.map((form) => ({ family: name, grows, prior: 1 / forms.length, ...form }));
}

function pairs(form: (fast: number, slow: number) => Form): readonly Form[] {
  return fast.flatMap((a) => slow.map((b) => form(a, b)));
}

function saturating(tau: number): Basis {
  return (u) => -Math.expm1(-u / tau);
}

function stretched(tau: number, beta: number): Basis {
  return (u) => -Math.expm1(-((u / tau) ** beta));
}

function line(u: number): number {
  return u;
}

function steps(count: number, from: number, to: number): readonly number[] {
  return Array.from({ length: count }, (_, step) => from * (to / from) ** (step / (count - 1)));
}
