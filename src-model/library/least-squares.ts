// Least squares with bounds on the parameters: Levenberg-Marquardt steps on the parameters that are free to move.

export interface BoundedParameter {
  start: number;
  lower: number;
  upper: number;
}

export interface LeastSquaresFit {
  parameters: number[];
  /** Sum of the squared residuals. */
  sumOfSquares: number;
  iterations: number;
}

const MAX_ITERATIONS = 2000;
/** Relative decrease below which a step counts as the last. */
const CONVERGED = 1e-12;
const MAX_DAMPING = 1e14;

/** Minimizes the squares of `residuals(parameters)` (any length, always the same). Finds the valley that the start leads to. */
export function fitBounded(residuals: (parameters: readonly number[]) => number[], parameters: readonly BoundedParameter[]): LeastSquaresFit {
  const clamp = (value: number, k: number): number => Math.min(parameters[k].upper, Math.max(parameters[k].lower, value));
  let current = parameters.map(({ start }, k) => clamp(start, k));
  let residual = residuals(current);
  let sum = squares(residual);
  let damping = 1e-3;
  let calm = 0;
  let iterations = 0;
  for (; iterations < MAX_ITERATIONS && damping < MAX_DAMPING && calm < 3; iterations++) {
    const jacobian = jacobianOf(residuals, current, parameters);
    const gradient = jacobian.map((column) => dot(column, residual));
    const free = gradient.flatMap((slope, k) => ((current[k] <= parameters[k].lower && slope > 0) || (current[k] >= parameters[k].upper && slope < 0) ? [] : [k]));
    if (free.length === 0) break;
    const matrix = free.map((i) => free.map((j) => dot(jacobian[i], jacobian[j]) * (i === j ? 1 + damping : 1)));
    const step = solve(matrix, free.map((k) => -gradient[k]));
    const next = [...current];
    free.forEach((k, index) => { next[k] = clamp(current[k] + step[index], k); });
    const nextResidual = residuals(next);
    const nextSum = squares(nextResidual);
    if (nextSum < sum) {
      calm = sum - nextSum <= CONVERGED * sum ? calm + 1 : 0;
      [current, residual, sum] = [next, nextResidual, nextSum];
      damping = Math.max(1e-12, damping / 5);
    } else damping *= 4;
  }
  return { parameters: current, sumOfSquares: sum, iterations };
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, k) => sum + value * b[k], 0);
const squares = (values: readonly number[]): number => {
  const sum = dot(values, values);
  return Number.isNaN(sum) ? Infinity : sum;
};

/** Central differences, one-sided at a bound. jacobian[parameter][residual]. */
function jacobianOf(residuals: (parameters: readonly number[]) => number[], at: readonly number[], parameters: readonly BoundedParameter[]): number[][] {
  return at.map((value, k) => {
    const step = 1e-6 * Math.max(1e-3, Math.abs(value));
    const high = Math.min(parameters[k].upper, value + step);
    const low = Math.max(parameters[k].lower, value - step);
    const moved = (to: number): number[] => residuals(at.map((other, index) => (index === k ? to : other)));
    const below = moved(low);
    return moved(high).map((above, index) => (above - below[index]) / (high - low));
  });
}

/** Gaussian elimination with partial pivoting; a parameter without influence stays where it is. */
function solve(matrix: number[][], right: number[]): number[] {
  const rows = matrix.map((row, k) => [...row, right[k]]);
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    const pivot = rows.slice(column).reduce((best, row, k) => (Math.abs(row[column]) > Math.abs(rows[best][column]) ? column + k : best), column);
    [rows[column], rows[pivot]] = [rows[pivot], rows[column]];
    if (rows[column][column] === 0) continue;
    for (let row = column + 1; row < size; row++) {
      const factor = rows[row][column] / rows[column][column];
      for (let k = column; k <= size; k++) rows[row][k] -= factor * rows[column][k];
    }
  }
  const solution = new Array<number>(size).fill(0);
  for (let row = size - 1; row >= 0; row--) {
    const rest = rows[row].slice(row + 1, size).reduce((sum, value, k) => sum + value * solution[row + 1 + k], 0);
    solution[row] = rows[row][row] === 0 ? 0 : (rows[row][size] - rest) / rows[row][row];
  }
  return solution;
}
