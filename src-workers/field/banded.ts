// Direct solution of a small line operator: unknowns ordered by x node, then line, give a banded matrix (Cholesky).
import type { Floats } from './kernel-memory';
import { lineBand, type LineOperator } from './line-level';

export interface BandedFactor {
  lineCount: number;
  nodeCount: number;
  width: number;
  /** Row r, lower triangle: entry (r, r - d) at rows[r (width + 1) + width - d]. */
  rows: Float64Array;
}

export function factorBanded(operator: LineOperator): BandedFactor {
  const { lineCount, grid: { nodeCount }, pattern, endIsGround } = operator;
  const isGround = (line: number, node: number) => node === nodeCount - 1 && endIsGround[line] === 1;
  // A quadratic element couples nodes up to two apart.
  const size = lineCount * nodeCount, width = 3 * lineCount - 1, stride = width + 1;
  const rows = new Float64Array(size * stride);
  const band = new Float64Array(3 * nodeCount);
  for (let i = 0; i < lineCount; i++) {
    for (let p = pattern.rowStart[i]; p < pattern.rowStart[i + 1]; p++) {
      const j = pattern.columns[p];
      lineBand(operator, p, band);
      for (let k = 0; k < nodeCount; k++) {
        for (let ahead = 0; ahead < 3 && k + ahead < nodeCount; ahead++) {
          const row = (k + ahead) * lineCount + i, column = k * lineCount + j;
          if (row >= column && !isGround(i, k + ahead) && !isGround(j, k)) rows[row * stride + width - (row - column)] = band[3 * k + ahead];
        }
      }
    }
  }
  for (let r = 0; r < size; r++) {
    const o = r * stride;
    if (!(rows[o + width] > 0)) rows[o + width] = 1;
    for (let c = Math.max(0, r - width); c <= r; c++) {
      const q = c * stride;
      let sum = rows[o + width - (r - c)];
      for (let k = Math.max(0, r - width); k < c; k++) sum -= rows[o + width - (r - k)] * rows[q + width - (c - k)];
      if (c < r) rows[o + width - (r - c)] = sum / rows[q + width];
      // A part without any path to the ground has no unique potential; a large pivot keeps it at rest, and the residual will tell.
      else rows[o + width] = sum > 1e-13 * rows[o + width] ? Math.sqrt(sum) : Math.sqrt(rows[o + width]) * 1e8;
    }
  }
  return { lineCount, nodeCount, width, rows };
}

/** Solves in place, in double whatever x is made of; x is ordered line by line, as everywhere else. */
export function solveBanded(factor: BandedFactor, x: Floats): void {
  const { lineCount, nodeCount, width, rows } = factor;
  const size = lineCount * nodeCount, stride = width + 1;
  const y = new Float64Array(size);
  for (let r = 0; r < size; r++) {
    let sum = x[(r % lineCount) * nodeCount + Math.floor(r / lineCount)];
    for (let k = Math.max(0, r - width); k < r; k++) sum -= rows[r * stride + width - (r - k)] * y[k];
    y[r] = sum / rows[r * stride + width];
  }
  for (let r = size - 1; r >= 0; r--) {
    const value = y[r] / rows[r * stride + width];
    y[r] = value;
    for (let k = Math.max(0, r - width); k < r; k++) y[k] -= rows[r * stride + width - (r - k)] * value;
  }
  for (let r = 0; r < size; r++) x[(r % lineCount) * nodeCount + Math.floor(r / lineCount)] = y[r];
}
