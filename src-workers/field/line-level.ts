// One level of the multigrid: the operator over lines, its product, and Gauss-Seidel over whole lines. Solving each line exactly makes
// the smoother blind to how thin the layers are; coarsening happens in the cross-section only.
import { SCALAR, type Precision } from '../codegen/wasm-opcodes';
import type { AxialGrid } from './axial-grid';
import { layerTable } from './apply-line-kernel';
import { arrayBytes, floatBytes, newFloats, newInts, type Floats, type KernelMemory, type LineKernel } from './kernel-memory';
import { SLAB_BYTES, slabTable } from './line-kernel';
import { FACTORS_PER_LAYER } from './solve-line-kernel';
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

/** The operator as its product with lines takes it, in numbers of either precision. All arrays lie in the kernel's memory. */
export interface LineProduct extends LineOperator {
  memory: KernelMemory;
  /** The functions and the bytes of a number for the precision. */
  kernel: LineKernel;
  bytes: number;
  slabTable: Int32Array;
  layerTable: Floats;
  /** Address of each entry's line. Here a row is stored as lower entries (as many as before `pattern.diagonal`), upper entries, diagonal. */
  lineAddresses: Int32Array;
  /** The current iterate's lines under mass and stiffness along x, extended: line j at 2 j extendedCount, the stiffness after the mass. */
  lines: Floats;
  /** One extended line. */
  sum: Floats;
}

export interface LineLevel extends LineProduct {
  /** LDL' of every line's own matrix, `factorsPerLine` each (see `FACTORS_PER_LAYER`). A grounded node has 0 for 1 / d. */
  factors: Floats;
  /** The current iterate, line by line; so are the right-hand sides of the sweeps, which lie in the kernel's memory too. */
  x: Floats;
  /** What `smoothFromZero` leaves, line by line. */
  product: Floats;
}

const factorsPerLine = ({ thicknessUm }: AxialGrid): number => FACTORS_PER_LAYER * thicknessUm.length + 1;

/** Kernel memory that `createProduct` will take. */
export function productBytes({ grid, lineCount, pattern, stiffness }: LineOperator, precision: Precision): number {
  const entries = pattern.columns.length;
  return stiffness.length * floatBytes(2 * entries, precision) + arrayBytes(entries, 4) + floatBytes(2 * lineCount * grid.extendedCount, precision)
    + floatBytes(grid.extendedCount, precision) + grid.slabs.length * SLAB_BYTES + floatBytes(2 * grid.thicknessUm.length, precision);
}

/** Kernel memory that `createLevel` will take. */
export function levelBytes(operator: LineOperator, precision: Precision): number {
  const { grid, lineCount } = operator;
  return productBytes(operator, precision) + floatBytes(lineCount * factorsPerLine(grid), precision) + 2 * floatBytes(lineCount * grid.nodeCount, precision);
}

export function createProduct(operator: LineOperator, memory: KernelMemory, precision: Precision): LineProduct {
  const { grid, lineCount, pattern } = operator;
  const { bytes } = SCALAR[precision];
  const lines = newFloats(memory, 2 * lineCount * grid.extendedCount, precision);
  const order = diagonalLast(pattern);
  const lineAddresses = newInts(memory, order.length);
  order.forEach((p, at) => { lineAddresses[at] = lines.byteOffset + 2 * bytes * pattern.columns[p] * grid.extendedCount; });
  // Per removal pattern: stiffness and mass of each entry, interleaved.
  const coefficients = operator.stiffness.map((stiffness, s) => {
    const pairs = newFloats(memory, 2 * stiffness.length, precision);
    order.forEach((p, at) => {
      pairs[2 * at] = stiffness[p];
      pairs[2 * at + 1] = operator.mass[s][p];
    });
    return pairs;
  });
  const slabRows = slabTable(grid, precision, coefficients.map(({ byteOffset }) => byteOffset)), layerFactors = layerTable(grid);
  const slabs = newInts(memory, slabRows.length), layers = newFloats(memory, layerFactors.length, precision);
  slabs.set(slabRows);
  layers.set(layerFactors);
  return { ...operator, memory, kernel: memory[precision], bytes, lineAddresses, lines, slabTable: slabs, layerTable: layers, sum: newFloats(memory, grid.extendedCount, precision) };
}

export function createLevel(operator: LineOperator, memory: KernelMemory, precision: Precision): LineLevel {
  const { grid, lineCount } = operator;
  const factors = newFloats(memory, lineCount * factorsPerLine(grid), precision);
  factorLines(operator, factors);
  const values = () => newFloats(memory, lineCount * grid.nodeCount, precision);
  return { ...createProduct(operator, memory, precision), factors, x: values(), product: values() };
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

function factorLines(operator: LineOperator, factors: Floats): void {
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

/** Line i of the iterate := (its own matrix)^-1 (b - sum). */
function solveLine({ grid, kernel, bytes, x, sum, factors, slabTable: slabs }: LineLevel, b: Floats, i: number): void {
  const first = bytes * i * grid.nodeCount;
  kernel.solveLine(x.byteOffset + first, b.byteOffset + first, sum.byteOffset, factors.byteOffset + bytes * i * factorsPerLine(grid), slabs.byteOffset, grid.slabs.length, grid.thicknessUm.length);
}

/** sum = the row's product with the current lines over stored positions [begin, end), extended. */
function accumulate({ grid, kernel, bytes, sum, slabTable: slabs, lineAddresses }: LineProduct, begin: number, end: number): void {
  kernel.accumulateLine(slabs.byteOffset, grid.slabs.length, 2 * bytes * begin, lineAddresses.byteOffset + 4 * begin, end - begin, sum.byteOffset, bytes * grid.extendedCount);
}

/** Brings line i's products along x up to date with x. */
function refreshLine({ grid, kernel, bytes, lines, slabTable: slabs, layerTable: layers }: LineProduct, x: Floats, i: number): void {
  kernel.applyLine(x.byteOffset + bytes * i * grid.nodeCount, lines.byteOffset + 2 * bytes * i * grid.extendedCount, bytes * grid.extendedCount,
    slabs.byteOffset, grid.slabs.length, layers.byteOffset, bytes * grid.thicknessUm.length);
}

/** Line i of `to` += factor * sum. A last node that is ground takes nothing. */
function foldSum({ grid, kernel, bytes, sum, slabTable: slabs, endIsGround }: LineProduct, to: Floats, i: number, factor: number): void {
  const first = i * grid.nodeCount;
  kernel.foldLine(to.byteOffset + bytes * first, sum.byteOffset, slabs.byteOffset, grid.slabs.length, factor);
  if (endIsGround[i] === 1) to[first + grid.nodeCount - 1] = 0;
}

/** to = A x, both in the kernel's memory and of the product's precision. */
export function multiply(product: LineProduct, x: Floats, to: Floats): void {
  if (x.buffer !== product.memory.buffer || to.buffer !== product.memory.buffer) throw new Error('The kernels reach no vector outside of their memory.');
  const { lineCount, pattern: { rowStart } } = product;
  for (let j = 0; j < lineCount; j++) refreshLine(product, x, j);
  to.fill(0);
  for (let i = 0; i < lineCount; i++) {
    accumulate(product, rowStart[i], rowStart[i + 1]);
    foldSum(product, to, i, 1);
  }
}

/** One forward sweep from 0: (lower triangle with diagonal) x = b; the product is then b - A x, which is minus the upper triangle's product. */
export function smoothFromZero(level: LineLevel, b: Floats): void {
  const { lineCount, x, product, pattern: { rowStart, diagonal } } = level;
  for (let i = 0; i < lineCount; i++) {
    accumulate(level, rowStart[i], diagonal[i]);
    solveLine(level, b, i);
    refreshLine(level, x, i);
  }
  product.fill(0);
  for (let i = 0; i < lineCount; i++) {
    accumulate(level, diagonal[i], rowStart[i + 1] - 1);
    foldSum(level, product, i, -1);
  }
}

/** One backward sweep on the iterate, the transpose of the forward one. */
export function smoothBackward(level: LineLevel, b: Floats): void {
  const { lineCount, x, pattern: { rowStart } } = level;
  for (let j = 0; j < lineCount; j++) refreshLine(level, x, j);
  for (let i = lineCount - 1; i >= 0; i--) {
    accumulate(level, rowStart[i], rowStart[i + 1] - 1);
    solveLine(level, b, i);
    refreshLine(level, x, i);
  }
}
