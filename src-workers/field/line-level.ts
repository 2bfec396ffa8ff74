// One level of the multigrid: the operator over lines, its product, and Gauss-Seidel over whole lines. Solving each line exactly makes
// the smoother blind to how thin the layers are; coarsening happens in the cross-section only.
import { applyAxial, foldLine, type AxialGrid } from './axial-grid';
import { arrayBytes, newFloats, newInts, type KernelMemory } from './line-kernel';
import type { SparsePattern } from './sparse';

export interface LineOperator {
  grid: AxialGrid;
  lineCount: number;
  pattern: SparsePattern;
  /** Per removal pattern (see `SectionMatrices`). */
  stiffness: Float64Array[];
  mass: Float64Array[];
}

export interface LineLevel extends LineOperator {
  /** LDL' of every line's own banded matrix: 1 / d, l1, l2 per node (unit lower triangle, two subdiagonals). */
  factors: Float64Array;
  memory: KernelMemory;
  /**
   * In the kernel's memory, per pattern: stiffness and mass of each entry, interleaved; address of each entry's line. Here a row is stored
   * as lower entries (as many as before `pattern.diagonal`), upper entries, diagonal.
   */
  coefficients: Float64Array[];
  lineAddresses: Int32Array;
  /** The current iterate's lines under mass and stiffness along x, extended: line j at 2 j extendedCount, the stiffness after the mass. */
  lines: Float64Array;
  /** One extended line. */
  sum: Float64Array;
}

/** Kernel memory that `createLevel` will take. */
export function levelBytes({ grid, lineCount, pattern, stiffness }: LineOperator): number {
  const entries = pattern.columns.length;
  return stiffness.length * arrayBytes(2 * entries, 8) + arrayBytes(entries, 4) + arrayBytes(2 * lineCount * grid.extendedCount, 8) + arrayBytes(grid.extendedCount, 8);
}

export function createLevel(operator: LineOperator, memory: KernelMemory): LineLevel {
  const { grid, lineCount, pattern } = operator;
  const lines = newFloats(memory, 2 * lineCount * grid.extendedCount);
  const order = diagonalLast(pattern);
  const lineAddresses = newInts(memory, order.length);
  order.forEach((p, at) => { lineAddresses[at] = lines.byteOffset + 16 * pattern.columns[p] * grid.extendedCount; });
  const coefficients = operator.stiffness.map((stiffness, s) => {
    const pairs = newFloats(memory, 2 * stiffness.length);
    order.forEach((p, at) => {
      pairs[2 * at] = stiffness[p];
      pairs[2 * at + 1] = operator.mass[s][p];
    });
    return pairs;
  });
  return { ...operator, factors: factorLines(operator), memory, coefficients, lineAddresses, lines, sum: newFloats(memory, grid.extendedCount) };
}

function diagonalLast({ rowStart, diagonal }: SparsePattern): Int32Array {
  const order = new Int32Array(rowStart[rowStart.length - 1]);
  let at = 0;
  diagonal.forEach((d, i) => {
    for (let p = rowStart[i]; p < rowStart[i + 1]; p++) if (p !== d) order[at++] = p;
    order[at++] = d;
  });
  return order;
}

/** Banded matrix of the pair of lines at position p: for every node its diagonal and the entries one and two nodes ahead. */
export function lineBand(operator: LineOperator, p: number, band: Float64Array): void {
  const { grid } = operator;
  band.fill(0);
  for (const slab of grid.slabs) {
    const stiffness = operator.stiffness[slab.pattern][p], mass = operator.mass[slab.pattern][p];
    for (let layer = slab.firstLayer; layer < slab.endLayer; layer++) {
      const h = grid.thicknessUm[layer], s = (stiffness * h) / 30, m = mass / (3 * h), o = 6 * layer;
      band[o] += 4 * s + 7 * m; band[o + 1] += 2 * s - 8 * m; band[o + 2] += m - s;
      band[o + 3] += 16 * s + 16 * m; band[o + 4] += 2 * s - 8 * m;
      band[o + 6] += 4 * s + 7 * m;
    }
  }
  if (grid.groundAtEnd) {
    const last = 3 * (grid.nodeCount - 1);
    band[last] = 0;
    band[last - 2] = 0;
    band[last - 4] = 0;
  }
}

function factorLines(operator: LineOperator): Float64Array {
  const { nodeCount } = operator.grid;
  const factors = new Float64Array(3 * nodeCount * operator.lineCount);
  const band = new Float64Array(3 * nodeCount);
  for (let i = 0; i < operator.lineCount; i++) {
    lineBand(operator, operator.pattern.diagonal[i], band);
    const o = 3 * nodeCount * i;
    // Nodes inside an electrode have no equation: their unknown stays 0.
    for (let k = 0; k < nodeCount; k++) if (!(band[3 * k] > 0)) band[3 * k] = 1;
    for (let k = 0; k < nodeCount; k++) {
      const l1 = k > 0 ? factors[o + 3 * (k - 1) + 1] : 0, d1 = k > 0 ? 1 / factors[o + 3 * (k - 1)] : 0;
      const l2 = k > 1 ? factors[o + 3 * (k - 2) + 2] : 0, d2 = k > 1 ? 1 / factors[o + 3 * (k - 2)] : 0;
      const d = band[3 * k] - l1 * l1 * d1 - l2 * l2 * d2;
      const l1Before = k > 0 ? factors[o + 3 * (k - 1) + 2] : 0;
      factors[o + 3 * k] = 1 / d;
      factors[o + 3 * k + 1] = k + 1 < nodeCount ? (band[3 * k + 1] - l1Before * l1 * d1) / d : 0;
      factors[o + 3 * k + 2] = k + 2 < nodeCount ? band[3 * k + 2] / d : 0;
    }
  }
  return factors;
}

/** Solves line i's own system in place on the line at x[i nodeCount]. */
function solveLine(level: LineLevel, i: number, x: Float64Array): void {
  const n = level.grid.nodeCount, f = level.factors, first = i * n;
  let before = 0, beforeThat = 0, l1 = 0, l2 = 0, l2Next = 0;
  for (let k = first, p = 3 * first; k < first + n; k++, p += 3) {
    const value = x[k] - l1 * before - l2 * beforeThat;
    x[k] = value;
    beforeThat = before;
    before = value;
    l1 = f[p + 1];
    l2 = l2Next;
    l2Next = f[p + 2];
  }
  let after = 0, afterThat = 0;
  for (let k = first + n - 1, p = 3 * k; k >= first; k--, p -= 3) {
    const value = x[k] * f[p] - f[p + 1] * after - f[p + 2] * afterThat;
    x[k] = value;
    afterThat = after;
    after = value;
  }
}

/** sum = the row's product with the current iterate over stored positions [begin, end), extended. */
function accumulate(level: LineLevel, begin: number, end: number): void {
  const { grid, sum, memory, coefficients, lineAddresses } = level;
  const columns = lineAddresses.byteOffset + 4 * begin, stiffnessOffset = 8 * grid.extendedCount;
  for (const slab of grid.slabs) {
    const vectors = (slab.nodeCount + 1) >> 1, shift = 8 * slab.firstExtended;
    memory.accumulateSlab(coefficients[slab.pattern].byteOffset + 16 * begin, columns, end - begin, shift, sum.byteOffset + shift, stiffnessOffset,
      vectors >> 3, (vectors >> 2) & 1, (vectors >> 1) & 1, vectors & 1);
  }
}

function refreshLine(level: LineLevel, x: Float64Array, i: number): void {
  const { grid } = level;
  applyAxial(grid, x, i * grid.nodeCount, level.lines, 2 * i * grid.extendedCount, (2 * i + 1) * grid.extendedCount);
}

/** y = A x. */
export function multiply(level: LineLevel, x: Float64Array, y: Float64Array): void {
  const { grid: { nodeCount }, lineCount, pattern: { rowStart } } = level;
  for (let j = 0; j < lineCount; j++) refreshLine(level, x, j);
  y.fill(0);
  for (let i = 0; i < lineCount; i++) {
    accumulate(level, rowStart[i], rowStart[i + 1]);
    foldLine(level.grid, level.sum, y, i * nodeCount, 1);
  }
}

/** One forward sweep from x = 0: (lower triangle with diagonal) x = b; then residual = b - A x, which is minus the upper triangle's product. */
export function smoothFromZero(level: LineLevel, b: Float64Array, x: Float64Array, residual: Float64Array): void {
  const { grid, lineCount, pattern: { rowStart, diagonal } } = level;
  const n = grid.nodeCount;
  x.set(b);
  for (let i = 0; i < lineCount; i++) {
    accumulate(level, rowStart[i], diagonal[i]);
    foldLine(grid, level.sum, x, i * n, -1);
    solveLine(level, i, x);
    refreshLine(level, x, i);
  }
  residual.fill(0);
  for (let i = 0; i < lineCount; i++) {
    accumulate(level, diagonal[i], rowStart[i + 1] - 1);
    foldLine(grid, level.sum, residual, i * n, -1);
  }
}

/** One backward sweep on x, the transpose of the forward one. */
export function smoothBackward(level: LineLevel, b: Float64Array, x: Float64Array): void {
  const { grid, lineCount, pattern: { rowStart } } = level;
  const n = grid.nodeCount;
  for (let j = 0; j < lineCount; j++) refreshLine(level, x, j);
  x.set(b);
  for (let i = lineCount - 1; i >= 0; i--) {
    accumulate(level, rowStart[i], rowStart[i + 1] - 1);
    foldLine(grid, level.sum, x, i * n, -1);
    solveLine(level, i, x);
    refreshLine(level, x, i);
  }
}
