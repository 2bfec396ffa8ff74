// The innermost loop of the solver as WebAssembly SIMD: a matrix row times lines of unknowns,
//   out[e] = sum over entries p of  stiffness[p] * massLine(column p)[e] + mass[p] * stiffnessLine(column p)[e].
// Sixteen results stay in registers while the entries pass by. Sums run in the order of the entries, so results do not depend on the block size.
import { FunctionBuilder } from '../codegen/function-builder';
import { unsignedLeb, type WasmFunction } from '../codegen/wasm-module';
import { CORE, simd } from '../codegen/wasm-opcodes';

const VECTOR_BYTES = 16;
/** Vectors per block, and the places of their functions in the module. */
const BLOCKS = [8, 4, 2, 1] as const;

/** Addresses in bytes within the kernel's memory. */
export interface AccumulateKernel {
  accumulateSlab: AccumulateSlab;
}

type AccumulateSlab = (
  /** Pairs (stiffness, mass) of the row's entries. */
  coefficients: number,
  /** Address of each entry's line (i32). */
  columns: number,
  count: number,
  /** From a line's address to the slab's first value in its mass line. */
  shift: number,
  out: number,
  /** From a mass line to the stiffness line. */
  stiffnessOffset: number,
  /** How many blocks of 8, 4, 2 and 1 vectors make up the slab. */
  eights: number, fours: number, twos: number, ones: number,
) => void;

/** Entries outer, `vectors` results in registers. */
function blockFunction(vectors: number): WasmFunction {
  const f = new FunctionBuilder(`block${vectors}`, ['i32', 'i32', 'i32', 'i32', 'i32', 'i32']);
  const [coefficients, columns, count, shift, out, stiffnessOffset] = [0, 1, 2, 3, 4, 5];
  const massLine = f.local('i32'), stiffnessLine = f.local('i32');
  const stiffness = f.local('v128'), mass = f.local('v128');
  const sums = Array.from({ length: vectors }, () => f.local('v128'));
  f.countdown(count, () => {
    f.loadVectorAt(coefficients, 0, 'v128.load64_splat');
    f.set(stiffness);
    f.loadVectorAt(coefficients, 8, 'v128.load64_splat');
    f.set(mass);
    f.load32At(columns, 0);
    f.get(shift);
    f.emit(CORE.i32Add);
    f.set(massLine);
    f.get(massLine);
    f.get(stiffnessOffset);
    f.emit(CORE.i32Add);
    f.set(stiffnessLine);
    sums.forEach((sum, i) => {
      f.get(sum);
      f.get(stiffness);
      f.loadVectorAt(massLine, VECTOR_BYTES * i);
      f.emit(...simd('f64x2.mul'));
      f.get(mass);
      f.loadVectorAt(stiffnessLine, VECTOR_BYTES * i);
      f.emit(...simd('f64x2.mul'), ...simd('f64x2.add'), ...simd('f64x2.add'));
      f.set(sum);
    });
    f.advance(coefficients, 16);
    f.advance(columns, 4);
  });
  sums.forEach((sum, i) => {
    f.get(out);
    f.get(sum);
    f.emit(...simd('v128.store'), 3, ...unsignedLeb(VECTOR_BYTES * i));
  });
  return f.finish();
}

function slabFunction(): WasmFunction {
  const f = new FunctionBuilder('accumulateSlab', new Array<'i32'>(10).fill('i32'));
  const [coefficients, columns, count, shift, out, stiffnessOffset] = [0, 1, 2, 3, 4, 5];
  BLOCKS.forEach((vectors, index) => {
    f.countdown(6 + index, () => {
      f.call(index, coefficients, columns, count, shift, out, stiffnessOffset);
      f.advance(shift, VECTOR_BYTES * vectors);
      f.advance(out, VECTOR_BYTES * vectors);
    });
  });
  return f.finish();
}

/** `accumulateSlab` after the functions that it calls: they must be the first of their module. */
export const accumulateFunctions = (): WasmFunction[] => [...BLOCKS.map(blockFunction), slabFunction()];
