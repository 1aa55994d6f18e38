/** A linear fit of which some coefficients may not be negative. */
export interface Fit {
  readonly coefficients: Float64Array;
  /** Sum of squared residuals. */
  readonly rss: number;
  /** Columns whose coefficient is not held at 0, and the Cholesky factor of their normal matrix, row by row. */
  readonly active: readonly number[];
  readonly factor: readonly Float64Array[];
}

/** Keeps the normal matrix solvable where two columns are nearly the same; far below the noise of a heap. */
const ridge = 1e-9;

/**
 * Least squares over columns of equal length; coefficients from column `free` on are held at 0 or above. Tries every set
 * of those columns (they are three at most) and keeps the best that is allowed.
 */
export function fitNonNegative(columns: readonly Float64Array[], target: Float64Array, free: number): Fit {
  const gram = columns.map((left) => Float64Array.from(columns, (right) => dot(left, right)));
  const moments = Float64Array.from(columns, (column) => dot(column, target));
  const bound = columns.length - free;
  const whole = dot(target, target);
  let best: Fit | null = null;
  for (let held = 0; held < 2 ** bound; held++) {
    const active = columns.map((_, index) => index).filter((index) => index < free || !((held >> (index - free)) & 1));
    const fit = solve({ gram, moments, whole }, active);
    const allowed = active.every((index) => index < free || Number(fit.coefficients[index]) >= 0);
    if (allowed && held === 0) return fit;
    if (allowed && (best === null || fit.rss < best.rss)) best = fit;
  }
  return best ?? solve({ gram, moments, whole }, []);
}

/** Solves Lᵀ·d = z: normal z become deviations of the active coefficients with the covariance of the fit. */
export function solveTransposed(factor: readonly Float64Array[], z: Float64Array): Float64Array {
  const d = Float64Array.from(z);
  for (let row = d.length - 1; row >= 0; row--) {
    let rest = Number(d[row]);
    for (let below = row + 1; below < d.length; below++) rest -= Number(factor[below]?.[row]) * Number(d[below]);
    d[row] = rest / Number(factor[row]?.[row]);
  }
  return d;
}

interface Normal {
  readonly gram: readonly Float64Array[];
  readonly moments: Float64Array;
  readonly whole: number;
}

function solve({ gram, moments, whole }: Normal, active: readonly number[]): Fit {
  const factor = cholesky(active.map((row) => Float64Array.from(active, (column) => Number(gram[row]?.[column]))));
  const half = new Float64Array(active.length);
  for (const [row, index] of active.entries()) {
    let rest = Number(moments[index]);
    for (let column = 0; column < row; column++) rest -= Number(factor[row]?.[column]) * Number(half[column]);
    half[row] = rest / Number(factor[row]?.[row]);
  }
  const coefficients = new Float64Array(moments.length);
  const solved = solveTransposed(factor, half);
  for (const [row, index] of active.entries()) coefficients[index] = Number(solved[row]);
  return { coefficients, rss: Math.max(0, whole - dot(half, half)), active, factor };
}

/** In place, of a symmetric matrix that is positive but for rounding. */
function cholesky(matrix: Float64Array[]): Float64Array[] {
  for (const [row, values] of matrix.entries()) {
    for (let column = 0; column <= row; column++) {
      const other = matrix[column] ?? values;
      let rest = Number(values[column]);
      for (let k = 0; k < column; k++) rest -= Number(values[k]) * Number(other[k]);
      const diagonal = Number(values[row]);
      values[column] =
        column === row
          ? Math.sqrt(Math.max(rest, ridge * (Math.abs(diagonal) + 1e-12), 1e-300))
          : rest / Number(other[column]);
    }
  }
  return matrix;
}

function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < left.length; index++) sum += Number(left[index]) * Number(right[index]);
  return sum;
}
