// Markov schemes as small dense linear systems: steady state and one backward-Euler step.
import type { MarkovScheme } from '../../membrane/model';

/** rates[j] is the rate of scheme.transitions[j], 1/ms. Returns the occupancies that the rates leave unchanged, with sum 1. */
export function markovSteadyState(scheme: MarkovScheme, rates: readonly number[]): Float64Array {
  const matrix = transitionMatrix(scheme, rates);
  const n = scheme.states.length;
  // The equations are dependent (the occupancies keep their sum), so the last one is replaced by: sum = 1.
  matrix[n - 1].fill(1);
  const right = new Float64Array(n);
  right[n - 1] = 1;
  return solveDense(matrix, right);
}

/** Occupancies after dtMs: (1 - dt Q) x' = x. */
export function markovStep(scheme: MarkovScheme, rates: readonly number[], occupancies: ArrayLike<number>, dtMs: number): Float64Array {
  const matrix = transitionMatrix(scheme, rates).map((row, k) => row.map((value, j) => (j === k ? 1 : 0) - dtMs * value));
  return solveDense(matrix, Float64Array.from(occupancies));
}

/** Q with dx/dt = Q x. */
function transitionMatrix(scheme: MarkovScheme, rates: readonly number[]): Float64Array[] {
  const index = new Map(scheme.states.map((name, k) => [name, k]));
  const matrix = scheme.states.map(() => new Float64Array(scheme.states.length));
  scheme.transitions.forEach(({ from, to }, j) => {
    matrix[index.get(to)!][index.get(from)!] += rates[j];
    matrix[index.get(from)!][index.get(from)!] -= rates[j];
  });
  return matrix;
}

/** Gaussian elimination with partial pivoting; both arguments are overwritten. */
function solveDense(matrix: Float64Array[], right: Float64Array): Float64Array {
  const n = right.length;
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let row = k + 1; row < n; row++) if (Math.abs(matrix[row][k]) > Math.abs(matrix[pivot][k])) pivot = row;
    [matrix[k], matrix[pivot]] = [matrix[pivot], matrix[k]];
    [right[k], right[pivot]] = [right[pivot], right[k]];
    for (let row = k + 1; row < n; row++) {
      const factor = matrix[row][k] / matrix[k][k];
      for (let column = k; column < n; column++) matrix[row][column] -= factor * matrix[k][column];
      right[row] -= factor * right[k];
    }
  }
  for (let k = n - 1; k >= 0; k--) {
    for (let column = k + 1; column < n; column++) right[k] -= matrix[k][column] * right[column];
    right[k] /= matrix[k][k];
  }
  return right;
}
