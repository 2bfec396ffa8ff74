// Smoothed aggregation (Vanek, Mandel, Brezina 1996) on the cross-section's stiffness: groups of strongly coupled lines become
// one coarse line each; the piecewise constant prolongation is smoothed by one damped Jacobi step.
import type { SparseMatrix, SparsePattern } from './sparse';

/** Coupling below this share of the geometric mean of the diagonals is weak. */
const STRONG = 0.08;

/** `isBroken` marks entries that must not be bridged however strong they are. */
export function aggregationProlongation(pattern: SparsePattern, matrix: Float64Array, isBroken: Uint8Array = new Uint8Array(matrix.length)): SparseMatrix {
  const rowCount = pattern.rowStart.length - 1;
  const strong = strongEntries(pattern, matrix, isBroken);
  const aggregate = aggregates(pattern, matrix, strong);
  const coarseCount = aggregate.reduce((most, a) => Math.max(most, a + 1), 0);
  const filtered = filteredMatrix(pattern, matrix, strong);
  const damping = 4 / 3 / largestEigenvalue(pattern, filtered);
  const rowStart = new Int32Array(rowCount + 1);
  const columns: number[] = [], values: number[] = [];
  for (let i = 0; i < rowCount; i++) {
    const weights = new Map<number, number>();
    const add = (column: number, w: number) => weights.set(column, (weights.get(column) ?? 0) + w);
    if (aggregate[i] >= 0) add(aggregate[i], 1);
    const d = filtered[pattern.diagonal[i]];
    if (d > 0) {
      for (let p = pattern.rowStart[i]; p < pattern.rowStart[i + 1]; p++) {
        const a = aggregate[pattern.columns[p]];
        if (a >= 0 && filtered[p] !== 0) add(a, (-damping * filtered[p]) / d);
      }
    }
    for (const [column, w] of [...weights].sort((p, q) => p[0] - q[0])) {
      if (w === 0) continue;
      columns.push(column);
      values.push(w);
    }
    rowStart[i + 1] = columns.length;
  }
  return { columnCount: coarseCount, rowStart, columns: Int32Array.from(columns), values: Float64Array.from(values) };
}

function strongEntries(pattern: SparsePattern, matrix: Float64Array, isBroken: Uint8Array): Uint8Array {
  const strong = new Uint8Array(matrix.length);
  for (let i = 0; i + 1 < pattern.rowStart.length; i++) {
    for (let p = pattern.rowStart[i]; p < pattern.rowStart[i + 1]; p++) {
      const j = pattern.columns[p];
      const least = STRONG * Math.sqrt(matrix[pattern.diagonal[i]] * matrix[pattern.diagonal[j]]);
      strong[p] = j !== i && isBroken[p] === 0 && Math.abs(matrix[p]) > least ? 1 : 0;
    }
  }
  return strong;
}

/** Group of each row; -1 for rows without any equation. */
function aggregates({ rowStart, columns, diagonal }: SparsePattern, matrix: Float64Array, strong: Uint8Array): Int32Array {
  const rowCount = rowStart.length - 1;
  const group = new Int32Array(rowCount).fill(-1);
  let count = 0;
  const isOpen = (i: number) => group[i] < 0 && matrix[diagonal[i]] > 0;
  const near = (i: number): number[] => {
    const found: number[] = [];
    for (let p = rowStart[i]; p < rowStart[i + 1]; p++) if (strong[p] === 1) found.push(p);
    return found;
  };
  for (let i = 0; i < rowCount; i++) {
    if (!isOpen(i)) continue;
    const around = near(i);
    if (around.some((p) => group[columns[p]] >= 0)) continue;
    group[i] = count;
    for (const p of around) group[columns[p]] = count;
    count++;
  }
  const roots = group.slice();
  for (let i = 0; i < rowCount; i++) {
    if (!isOpen(i)) continue;
    let most = 0;
    for (const p of near(i)) {
      if (roots[columns[p]] < 0 || Math.abs(matrix[p]) <= most) continue;
      most = Math.abs(matrix[p]);
      group[i] = roots[columns[p]];
    }
  }
  for (let i = 0; i < rowCount; i++) {
    if (!isOpen(i)) continue;
    group[i] = count;
    for (const p of near(i)) if (group[columns[p]] < 0) group[columns[p]] = count;
    count++;
  }
  return group;
}

/** Weak couplings lumped onto the diagonal. */
function filteredMatrix(pattern: SparsePattern, matrix: Float64Array, strong: Uint8Array): Float64Array {
  const filtered = matrix.slice();
  for (let i = 0; i + 1 < pattern.rowStart.length; i++) {
    for (let p = pattern.rowStart[i]; p < pattern.rowStart[i + 1]; p++) {
      if (pattern.columns[p] === i || strong[p] === 1) continue;
      filtered[pattern.diagonal[i]] += matrix[p];
      filtered[p] = 0;
    }
  }
  return filtered;
}

/** Largest eigenvalue of D^-1 A, from above by at most a few percent: power steps from a fixed start, with a margin. */
function largestEigenvalue(pattern: SparsePattern, matrix: Float64Array): number {
  const rowCount = pattern.rowStart.length - 1;
  let v = Float64Array.from({ length: rowCount }, (_, i) => ((i * 2654435761) % 4294967296) / 4294967296 - 0.5);
  let value = 1;
  for (let step = 0; step < 15; step++) {
    const next = new Float64Array(rowCount);
    let norm = 0;
    for (let i = 0; i < rowCount; i++) {
      const d = matrix[pattern.diagonal[i]];
      if (!(d > 0)) continue;
      let sum = 0;
      for (let p = pattern.rowStart[i]; p < pattern.rowStart[i + 1]; p++) sum += matrix[p] * v[pattern.columns[p]];
      next[i] = sum / d;
      norm = Math.max(norm, Math.abs(next[i]));
    }
    let before = 0;
    for (let i = 0; i < rowCount; i++) before = Math.max(before, Math.abs(v[i]));
    if (norm === 0) break;
    value = norm / before;
    for (let i = 0; i < rowCount; i++) next[i] /= norm;
    v = next;
  }
  return 1.1 * value;
}
