// The innermost loop of the solver as WebAssembly SIMD: a matrix row times lines of unknowns,
//   out[e] = sum over entries p of  stiffness[p] * massLine(column p)[e] + mass[p] * stiffnessLine(column p)[e].
// Eight vectors of results stay in registers while the entries pass by. Sums run in the order of the entries, so results do not depend on the block size.
import { FunctionBuilder } from '../codegen/function-builder';
import type { WasmFunction } from '../codegen/wasm-module';
import { CORE, SCALAR, VECTOR_BYTES, VECTOR_OF, simd, type Precision } from '../codegen/wasm-opcodes';
import type { AxialGrid } from './axial-grid';
import { addScaledFunction } from './vector-kernel';

/** Vectors per block. */
const BLOCKS = [8, 4, 2, 1] as const;

/** What the kernels know about a slab, i32 each; see `SLAB`. */
const SLAB_WORDS = 8;
/** Byte offset of a word in a slab's row: its place in an extended line in bytes, its layers and nodes, the address of its matrix entries, and how many blocks of each size it takes. */
export const SLAB = { place: 0, layers: 4, nodes: 8, coefficients: 12, blocks: 16 } as const;
export const SLAB_BYTES = 4 * SLAB_WORDS;

/** One row for each slab. coefficients: address of the entries by removal pattern. */
export function slabTable(grid: AxialGrid, precision: Precision, coefficients: readonly number[]): Int32Array {
  const { bytes } = SCALAR[precision];
  return Int32Array.from(grid.slabs.flatMap(({ firstExtended, firstLayer, endLayer, nodeCount, pattern }) => {
    const vectors = Math.ceil((nodeCount * bytes) / VECTOR_BYTES);
    return [bytes * firstExtended, endLayer - firstLayer, nodeCount, coefficients[pattern], vectors >> 3, (vectors >> 2) & 1, (vectors >> 1) & 1, vectors & 1];
  }));
}

/** Addresses in bytes within the kernel's memory. */
export interface AccumulateKernel {
  /**
   * sum = the row's product with the lines at `columns` (i32 addresses of mass lines, `count` of them). coefficientOffset: from the slabs'
   * first entry to the row's, pairs (stiffness, mass). stiffnessOffset: from a mass line to the stiffness line.
   */
  accumulateLine: (slabs: number, slabCount: number, coefficientOffset: number, columns: number, count: number, sum: number, stiffnessOffset: number) => void;
  /** to += factor * sum; where slabs meet, both count. */
  foldLine: (to: number, sum: number, slabs: number, slabCount: number, factor: number) => void;
}

/** Entries outer, `vectors` results in registers. */
function blockFunction(precision: Precision, vectors: number): WasmFunction {
  const { bytes } = SCALAR[precision];
  const [mul, add] = [simd(`${VECTOR_OF[precision]}.mul`), simd(`${VECTOR_OF[precision]}.add`)];
  const f = new FunctionBuilder(`block${vectors}`, ['i32', 'i32', 'i32', 'i32', 'i32', 'i32']);
  const [coefficients, columns, count, shift, out, stiffnessOffset] = [0, 1, 2, 3, 4, 5];
  const massLine = f.local('i32'), stiffnessLine = f.local('i32');
  const stiffness = f.local('v128'), mass = f.local('v128');
  const sums = Array.from({ length: vectors }, () => f.local('v128'));
  f.countdown(count, () => {
    f.loadSplatAt(precision, coefficients, 0);
    f.set(stiffness);
    f.loadSplatAt(precision, coefficients, bytes);
    f.set(mass);
    f.load32At(columns, 0);
    f.set(massLine);
    f.addresses(massLine, massLine, shift);
    f.addresses(stiffnessLine, massLine, stiffnessOffset);
    sums.forEach((sum, i) => {
      f.get(sum);
      f.get(stiffness);
      f.loadVectorAt(massLine, VECTOR_BYTES * i);
      f.emit(...mul);
      f.get(mass);
      f.loadVectorAt(stiffnessLine, VECTOR_BYTES * i);
      f.emit(...mul, ...add, ...add);
      f.set(sum);
    });
    f.advance(coefficients, 2 * bytes);
    f.advance(columns, 4);
  });
  sums.forEach((sum, i) => {
    f.storeVectorAt(out, VECTOR_BYTES * i, () => f.get(sum));
  });
  return f.finish();
}

/** Calls the functions of the blocks, which must be the first of the module. */
function accumulateLineFunction(): WasmFunction {
  const f = new FunctionBuilder('accumulateLine', new Array<'i32'>(7).fill('i32'));
  const [slabs, slabCount, coefficientOffset, columns, count, sum, stiffnessOffset] = [0, 1, 2, 3, 4, 5, 6];
  const shift = f.local('i32'), out = f.local('i32'), coefficients = f.local('i32'), rounds = f.local('i32');
  f.countdown(slabCount, () => {
    f.assign(shift, () => f.load32At(slabs, SLAB.place));
    f.addresses(out, sum, shift);
    f.assign(coefficients, () => f.load32At(slabs, SLAB.coefficients));
    f.addresses(coefficients, coefficients, coefficientOffset);
    BLOCKS.forEach((vectors, index) => {
      f.assign(rounds, () => f.load32At(slabs, SLAB.blocks + 4 * index));
      f.countdown(rounds, () => {
        f.call(index, coefficients, columns, count, shift, out, stiffnessOffset);
        f.advance(shift, VECTOR_BYTES * vectors);
        f.advance(out, VECTOR_BYTES * vectors);
      });
    });
    f.advance(slabs, SLAB_BYTES);
  });
  return f.finish();
}

/** addScaled: place of that function in the module. */
function foldLineFunction(precision: Precision, addScaled: number): WasmFunction {
  const f = new FunctionBuilder('foldLine', ['i32', 'i32', 'i32', 'i32', precision]);
  const [to, sum, slabs, slabCount, factor] = [0, 1, 2, 3, 4];
  const from = f.local('i32'), nodes = f.local('i32');
  f.countdown(slabCount, () => {
    f.assign(from, () => f.load32At(slabs, SLAB.place));
    f.addresses(from, from, sum);
    f.assign(nodes, () => f.load32At(slabs, SLAB.nodes));
    f.call(addScaled, to, from, nodes, factor);
    // The last node is the next slab's first one.
    f.get(nodes);
    f.i32(1);
    f.emit(CORE.i32Sub);
    f.i32(SCALAR[precision].bytes);
    f.emit(CORE.i32Mul);
    f.get(to);
    f.emit(CORE.i32Add);
    f.set(to);
    f.advance(slabs, SLAB_BYTES);
  });
  return f.finish();
}

/** They must be the first of their module. */
export function accumulateFunctions(precision: Precision): WasmFunction[] {
  const functions = [...BLOCKS.map((vectors) => blockFunction(precision, vectors)), addScaledFunction(precision)];
  return [...functions, accumulateLineFunction(), foldLineFunction(precision, functions.length - 1)];
}
