// Multigrid as preconditioner for a tetrahedral system: quadratic elements -> linear elements on the same mesh -> aggregates -> a small
// dense system. Symmetric Gauss-Seidel (forward before, backward after the coarse correction) keeps it symmetric positive definite.
import { aggregationProlongation } from '../aggregation';
import { galerkin, transpose, type SparseMatrix, type SparsePattern } from '../sparse';

export interface PointLevel {
  pattern: SparsePattern;
  values: Float64Array;
  /** From the next coarser level and back; null on the coarsest. */
  prolongation: SparseMatrix | null;
  restriction: SparseMatrix | null;
  /** Right-hand side, solution and residual inside the cycle. */
  b: Float64Array;
  x: Float64Array;
  residual: Float64Array;
}

export interface PointMultigrid {
  levels: PointLevel[];
  /** Cholesky factor of the coarsest level, row by row, full lower triangle. */
  factor: Float64Array;
}

const DIRECT_UNKNOWNS = 300;

/** `finest` first, joined to `second` by `prolongation` when there is one; below that by smoothed aggregation. */
export function buildPointMultigrid(finest: { pattern: SparsePattern; values: Float64Array }, second: { pattern: SparsePattern; values: Float64Array; prolongation: SparseMatrix } | null): PointMultigrid {
  const levels: PointLevel[] = [];
  const push = (matrix: { pattern: SparsePattern; values: Float64Array }, prolongation: SparseMatrix | null) => {
    const size = matrix.pattern.diagonal.length;
    const vector = () => new Float64Array(size);
    levels.push({
      pattern: matrix.pattern, values: matrix.values, prolongation, restriction: prolongation === null ? null : transpose(prolongation),
      b: vector(), x: vector(), residual: vector(),
    });
  };
  let matrix = finest;
  if (second !== null) {
    push(finest, second.prolongation);
    matrix = second;
  }
  for (;;) {
    const size = matrix.pattern.diagonal.length;
    const prolongation = size <= DIRECT_UNKNOWNS ? null : aggregationProlongation(matrix.pattern, matrix.values, new Uint8Array(matrix.values.length));
    const isUseful = prolongation !== null && prolongation.columnCount > 0 && prolongation.columnCount < size;
    push(matrix, isUseful ? prolongation : null);
    if (!isUseful) break;
    const coarse = galerkin(matrix.pattern, [matrix.values], prolongation);
    matrix = { pattern: coarse.pattern, values: coarse.values[0] };
  }
  return { levels, factor: cholesky(levels[levels.length - 1]) };
}

export function multiplyRows({ rowStart, columns }: SparsePattern, values: Float64Array, x: Float64Array, y: Float64Array): void {
  for (let i = 0; i < y.length; i++) {
    let sum = 0;
    for (let p = rowStart[i]; p < rowStart[i + 1]; p++) sum += values[p] * x[columns[p]];
    y[i] = sum;
  }
}

/** x = (approximately A^-1) b by one V-cycle. */
export function pointCycle(multigrid: PointMultigrid, b: Float64Array, x: Float64Array, depth = 0): void {
  const level = multigrid.levels[depth];
  if (level.prolongation === null || level.restriction === null) {
    solveCholesky(multigrid.factor, b, x);
    return;
  }
  const coarse = multigrid.levels[depth + 1];
  sweepFromZero(level, b, x);
  multiplyMatrix(level.restriction, level.residual, coarse.b);
  pointCycle(multigrid, coarse.b, coarse.x, depth + 1);
  addMatrix(level.prolongation, coarse.x, x);
  sweepBackward(level, b, x);
}

/** Forward sweep from x = 0; what is left of each equation is then the part right of its diagonal. */
function sweepFromZero({ pattern, values, residual }: PointLevel, b: Float64Array, x: Float64Array): void {
  const { rowStart, columns, diagonal } = pattern;
  for (let i = 0; i < x.length; i++) {
    let sum = b[i];
    for (let p = rowStart[i]; p < diagonal[i]; p++) sum -= values[p] * x[columns[p]];
    x[i] = sum / values[diagonal[i]];
  }
  for (let i = 0; i < x.length; i++) {
    let sum = 0;
    for (let p = diagonal[i] + 1; p < rowStart[i + 1]; p++) sum -= values[p] * x[columns[p]];
    residual[i] = sum;
  }
}

function sweepBackward({ pattern, values }: PointLevel, b: Float64Array, x: Float64Array): void {
  const { rowStart, columns, diagonal } = pattern;
  for (let i = x.length - 1; i >= 0; i--) {
    let sum = b[i];
    for (let p = rowStart[i]; p < rowStart[i + 1]; p++) sum -= values[p] * x[columns[p]];
    x[i] += sum / values[diagonal[i]];
  }
}

function multiplyMatrix(matrix: SparseMatrix, x: Float64Array, y: Float64Array): void {
  y.fill(0);
  addMatrix(matrix, x, y);
}

function addMatrix({ rowStart, columns, values }: SparseMatrix, x: Float64Array, y: Float64Array): void {
  for (let i = 0; i < y.length; i++) {
    let sum = 0;
    for (let p = rowStart[i]; p < rowStart[i + 1]; p++) sum += values[p] * x[columns[p]];
    y[i] += sum;
  }
}

/** Throws RangeError when the matrix is not positive definite: some part of the model then has no path to the ground. */
function cholesky({ pattern, values }: PointLevel): Float64Array {
  const n = pattern.diagonal.length;
  const factor = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let p = pattern.rowStart[i]; p < pattern.rowStart[i + 1]; p++) factor[i * n + pattern.columns[p]] = values[p];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = factor[i * n + j];
      for (let k = 0; k < j; k++) sum -= factor[i * n + k] * factor[j * n + k];
      if (j < i) factor[i * n + j] = sum / factor[j * n + j];
      else if (sum > 0) factor[i * n + i] = Math.sqrt(sum);
      else throw new RangeError('The field has no unique solution: some part of the model has no path to the ground.');
    }
  }
  return factor;
}

function solveCholesky(factor: Float64Array, b: Float64Array, x: Float64Array): void {
  const n = b.length;
  for (let i = 0; i < n; i++) {
    let sum = b[i];
    for (let k = 0; k < i; k++) sum -= factor[i * n + k] * x[k];
    x[i] = sum / factor[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i];
    for (let k = i + 1; k < n; k++) sum -= factor[k * n + i] * x[k];
    x[i] = sum / factor[i * n + i];
  }
}
