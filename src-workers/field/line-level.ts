// One level of the multigrid: the operator over lines, its product, and Gauss-Seidel over whole lines. Solving each line exactly makes
// the smoother blind to how thin the layers are; coarsening happens in the cross-section only.
import { foldLine, type AxialGrid } from './axial-grid';
import { layerTable, slabTable } from './axial-kernel';
import { arrayBytes, newFloats, newInts, type KernelMemory } from './line-kernel';
import type { SparsePattern } from './sparse';

export interface LineOperator {
  grid: AxialGrid;
  lineCount: number;
  /** 1 for lines whose last node is ground. */
  endIsGround: Uint8Array;
  pattern: SparsePattern;
  /** Per removal pattern (see `SectionMatrices`). */
  stiffness: Float64Array[];
  mass: Float64Array[];
}

export interface LineLevel extends LineOperator {
  /** All arrays below lie in the kernel's memory. */
  memory: KernelMemory;
  /** LDL' of every line's own banded matrix: 1 / d, l1, l2 per node (unit lower triangle, two subdiagonals). A grounded node has 0 for 1 / d. */
  factors: Float64Array;
  /** The current iterate, line by line. */
  x: Float64Array;
  slabTable: Int32Array;
  layerTable: Float64Array;
  /**
   * Per pattern: stiffness and mass of each entry, interleaved; address of each entry's line. Here a row is stored
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
  const values = lineCount * grid.nodeCount;
  return stiffness.length * arrayBytes(2 * entries, 8) + arrayBytes(entries, 4) + arrayBytes(2 * lineCount * grid.extendedCount, 8) + arrayBytes(grid.extendedCount, 8)
    + arrayBytes(3 * values, 8) + arrayBytes(values, 8) + arrayBytes(3 * grid.slabs.length, 4) + arrayBytes(2 * grid.thicknessUm.length, 8);
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
  const factors = newFloats(memory, 3 * lineCount * grid.nodeCount);
  factorLines(operator, factors);
  const slabs = newInts(memory, 3 * grid.slabs.length), layers = newFloats(memory, 2 * grid.thicknessUm.length);
  slabs.set(slabTable(grid));
  layers.set(layerTable(grid));
  return {
    ...operator, memory, factors, coefficients, lineAddresses, lines, slabTable: slabs, layerTable: layers,
    sum: newFloats(memory, grid.extendedCount), x: newFloats(memory, lineCount * grid.nodeCount),
  };
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

/** Banded matrix of the pair of lines at position p: for every node its diagonal and the entries one and two nodes ahead, without any ground. */
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
}

function factorLines(operator: LineOperator, factors: Float64Array): void {
  const { nodeCount } = operator.grid;
  const last = 3 * (nodeCount - 1);
  const band = new Float64Array(3 * nodeCount);
  for (let i = 0; i < operator.lineCount; i++) {
    lineBand(operator, operator.pattern.diagonal[i], band);
    if (operator.endIsGround[i] === 1) for (const entry of [last, last - 2, last - 4]) band[entry] = 0;
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
    if (operator.endIsGround[i] === 1) factors[o + last] = 0;
  }
}

/** Line i of the iterate := (its own matrix)^-1 (what stands there - sum). */
function solveLine({ grid, memory, x, sum, factors, slabTable: slabs }: LineLevel, i: number): void {
  for (let s = 1; s < grid.slabs.length; s++) {
    const { firstExtended, nodeCount } = grid.slabs[s - 1];
    sum[grid.slabs[s].firstExtended] += sum[firstExtended + nodeCount - 1];
  }
  const first = i * grid.nodeCount;
  memory.solveLine(x.byteOffset + 8 * first, sum.byteOffset, factors.byteOffset + 24 * first, slabs.byteOffset, grid.slabs.length, grid.nodeCount);
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

/** Brings line i's products along x up to date with the iterate. */
function refreshLine({ grid, memory, x, lines, slabTable: slabs, layerTable: layers }: LineLevel, i: number): void {
  memory.applyLine(x.byteOffset + 8 * i * grid.nodeCount, lines.byteOffset + 16 * i * grid.extendedCount, 8 * grid.extendedCount, slabs.byteOffset, grid.slabs.length, layers.byteOffset);
}

/** y = A v. Overwrites the level's iterate with v. */
export function multiply(level: LineLevel, v: Float64Array, y: Float64Array): void {
  const { grid: { nodeCount }, lineCount, pattern: { rowStart } } = level;
  level.x.set(v);
  for (let j = 0; j < lineCount; j++) refreshLine(level, j);
  y.fill(0);
  for (let i = 0; i < lineCount; i++) {
    accumulate(level, rowStart[i], rowStart[i + 1]);
    foldLine(level.grid, level.sum, y, i * nodeCount, 1, level.endIsGround[i]);
  }
}

/** One forward sweep from 0: (lower triangle with diagonal) x = b; then residual = b - A x, which is minus the upper triangle's product. */
export function smoothFromZero(level: LineLevel, b: Float64Array, residual: Float64Array): void {
  const { grid, lineCount, pattern: { rowStart, diagonal } } = level;
  level.x.set(b);
  for (let i = 0; i < lineCount; i++) {
    accumulate(level, rowStart[i], diagonal[i]);
    solveLine(level, i);
    refreshLine(level, i);
  }
  residual.fill(0);
  for (let i = 0; i < lineCount; i++) {
    accumulate(level, diagonal[i], rowStart[i + 1] - 1);
    foldLine(grid, level.sum, residual, i * grid.nodeCount, -1, level.endIsGround[i]);
  }
}

/** One backward sweep on the iterate, the transpose of the forward one. */
export function smoothBackward(level: LineLevel, b: Float64Array): void {
  const { lineCount, pattern: { rowStart } } = level;
  for (let j = 0; j < lineCount; j++) refreshLine(level, j);
  level.x.set(b);
  for (let i = lineCount - 1; i >= 0; i--) {
    accumulate(level, rowStart[i], rowStart[i + 1] - 1);
    solveLine(level, i);
    refreshLine(level, i);
  }
}
