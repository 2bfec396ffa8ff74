// One level of the multigrid: the operator over lines, its product, and Gauss-Seidel over whole lines. Solving each line exactly makes
// the smoother blind to how thin the layers are; coarsening happens in the cross-section only.
import type { AxialGrid } from './axial-grid';
import { FACTORS_PER_LAYER, layerTable, slabTable } from './axial-kernel';
import { arrayBytes, newFloats, newInts, type KernelMemory } from './kernel-memory';
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
  /** LDL' of every line's own matrix, `factorsPerLine` each (see `FACTORS_PER_LAYER`). A grounded node has 0 for 1 / d. */
  factors: Float64Array;
  /** The current iterate, line by line. */
  x: Float64Array;
  /** What `multiply` and `smoothFromZero` leave, line by line. */
  product: Float64Array;
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

const factorsPerLine = ({ thicknessUm }: AxialGrid): number => FACTORS_PER_LAYER * thicknessUm.length + 1;

/** Kernel memory that `createLevel` will take. */
export function levelBytes({ grid, lineCount, pattern, stiffness }: LineOperator): number {
  const entries = pattern.columns.length;
  const values = lineCount * grid.nodeCount;
  return stiffness.length * arrayBytes(2 * entries, 8) + arrayBytes(entries, 4) + arrayBytes(2 * lineCount * grid.extendedCount, 8) + arrayBytes(grid.extendedCount, 8)
    + arrayBytes(lineCount * factorsPerLine(grid), 8) + 2 * arrayBytes(values, 8) + arrayBytes(2 * grid.slabs.length, 4) + arrayBytes(2 * grid.thicknessUm.length, 8);
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
  const factors = newFloats(memory, lineCount * factorsPerLine(grid));
  factorLines(operator, factors);
  const slabs = newInts(memory, 2 * grid.slabs.length), layers = newFloats(memory, 2 * grid.thicknessUm.length);
  slabs.set(slabTable(grid));
  layers.set(layerTable(grid));
  return {
    ...operator, memory, factors, coefficients, lineAddresses, lines, slabTable: slabs, layerTable: layers,
    sum: newFloats(memory, grid.extendedCount), x: newFloats(memory, lineCount * grid.nodeCount), product: newFloats(memory, lineCount * grid.nodeCount),
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
  for (let i = 0, o = 0; i < operator.lineCount; i++) {
    lineBand(operator, operator.pattern.diagonal[i], band);
    if (operator.endIsGround[i] === 1) for (const entry of [last, last - 2, last - 4]) band[entry] = 0;
    // Nodes inside an electrode have no equation: their unknown stays 0.
    for (let k = 0; k < nodeCount; k++) if (!(band[3 * k] > 0)) band[3 * k] = 1;
    // Node k is the first one of its layer, k + 1 its middle one, k + 2 the first one of the next layer.
    let pivot = band[0];
    for (let k = 0; k + 2 < nodeCount; k += 2, o += FACTORS_PER_LAYER) {
      const toMiddle = band[3 * k + 1], fromMiddle = band[3 * k + 4], middle = 1 / band[3 * k + 3];
      const first = 1 / (pivot - toMiddle * toMiddle * middle), across = band[3 * k + 2] - toMiddle * fromMiddle * middle;
      factors[o] = first;
      factors[o + 1] = across * first;
      factors[o + 2] = middle;
      factors[o + 3] = toMiddle * middle;
      factors[o + 4] = fromMiddle * middle;
      pivot = band[3 * k + 6] - fromMiddle * fromMiddle * middle - across * across * first;
    }
    factors[o++] = operator.endIsGround[i] === 1 ? 0 : 1 / pivot;
  }
}

/** Line i of the iterate := (its own matrix)^-1 (what stands there - sum). */
function solveLine({ grid, memory, x, sum, factors, slabTable: slabs }: LineLevel, i: number): void {
  for (let s = 1; s < grid.slabs.length; s++) {
    const { firstExtended, nodeCount } = grid.slabs[s - 1];
    sum[grid.slabs[s].firstExtended] += sum[firstExtended + nodeCount - 1];
  }
  memory.solveLine(x.byteOffset + 8 * i * grid.nodeCount, sum.byteOffset, factors.byteOffset + 8 * i * factorsPerLine(grid), slabs.byteOffset, grid.slabs.length, grid.thicknessUm.length);
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

/** Line i of the product = factor * sum, where slabs meet added up. A last node that is ground takes nothing. */
function foldSum({ grid, memory, sum, product, endIsGround }: LineLevel, i: number, factor: number): void {
  const first = i * grid.nodeCount;
  for (const slab of grid.slabs) memory.addScaled(product.byteOffset + 8 * (first + slab.firstNode), sum.byteOffset + 8 * slab.firstExtended, slab.nodeCount, factor);
  if (endIsGround[i] === 1) product[first + grid.nodeCount - 1] = 0;
}

/** A v, until the level is used again. Overwrites the level's iterate with v. */
export function multiply(level: LineLevel, v: Float64Array): Float64Array {
  const { lineCount, product, pattern: { rowStart } } = level;
  level.x.set(v);
  for (let j = 0; j < lineCount; j++) refreshLine(level, j);
  product.fill(0);
  for (let i = 0; i < lineCount; i++) {
    accumulate(level, rowStart[i], rowStart[i + 1]);
    foldSum(level, i, 1);
  }
  return product;
}

/** One forward sweep from 0: (lower triangle with diagonal) x = b; the product is then b - A x, which is minus the upper triangle's product. */
export function smoothFromZero(level: LineLevel, b: Float64Array): void {
  const { lineCount, product, pattern: { rowStart, diagonal } } = level;
  level.x.set(b);
  for (let i = 0; i < lineCount; i++) {
    accumulate(level, rowStart[i], diagonal[i]);
    solveLine(level, i);
    refreshLine(level, i);
  }
  product.fill(0);
  for (let i = 0; i < lineCount; i++) {
    accumulate(level, diagonal[i], rowStart[i + 1] - 1);
    foldSum(level, i, -1);
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
