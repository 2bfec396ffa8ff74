// Sums over long vectors as WebAssembly SIMD: what conjugate gradients and the transfer between levels consist of.
// Every function takes byte addresses and a count of numbers; the order of summation is fixed.
import { FunctionBuilder, type Local } from '../codegen/function-builder';
import type { WasmFunction } from '../codegen/wasm-module';
import { SCALAR, VECTOR_BYTES, VECTOR_OF, simd, type Precision } from '../codegen/wasm-opcodes';

export interface VectorKernel {
  /** to += factor * from. */
  addScaled: (to: number, from: number, count: number, factor: number) => void;
  /** to = from + factor * to. */
  scaleAndAdd: (to: number, from: number, count: number, factor: number) => void;
  /** The number at `out` = sum of a[i] b[i]. */
  dot: (a: number, b: number, count: number, out: number) => void;
  /** The number at `out` = sum of a[i]. */
  sum: (a: number, count: number, out: number) => void;
}

const UNROLLED = 4;

/**
 * Runs over `count` numbers: four vectors at a time, then single vectors, then single numbers. `vector` and `single` get the
 * offset from the pointers in bytes; `vector` also which of four independent sums is its own.
 */
function overNumbers(f: FunctionBuilder, precision: Precision, count: Local, pointers: readonly Local[], vector: (offset: number, lane: number) => void, single: () => void): void {
  const rounds = f.local('i32');
  const { bytes } = SCALAR[precision], lanes = VECTOR_BYTES / bytes;
  const repeat = (shift: number, mask: number, step: number, body: () => void): void => {
    f.bits(rounds, count, shift, mask);
    f.countdown(rounds, () => {
      body();
      for (const pointer of pointers) f.advance(pointer, step);
    });
  };
  repeat(Math.log2(UNROLLED * lanes), -1, UNROLLED * VECTOR_BYTES, () => { for (let k = 0; k < UNROLLED; k++) vector(VECTOR_BYTES * k, k); });
  repeat(Math.log2(lanes), UNROLLED - 1, VECTOR_BYTES, () => vector(0, 0));
  repeat(0, lanes - 1, bytes, single);
}

/** to = to * toFactor + from * fromFactor, where one of the factors is 1 and the other one is the argument. */
function combineFunction(name: string, precision: Precision, scaled: 'to' | 'from'): WasmFunction {
  const f = new FunctionBuilder(name, ['i32', 'i32', 'i32', precision]);
  const [to, from, count, factor] = [0, 1, 2, 3];
  const { add, mul } = SCALAR[precision], form = VECTOR_OF[precision];
  const factors = f.local('v128');
  f.get(factor);
  f.emit(...simd(`${form}.splat`));
  f.set(factors);
  const isScaled = (pointer: Local): boolean => (pointer === to) === (scaled === 'to');
  overNumbers(f, precision, count, [to, from], (offset) => {
    f.storeVectorAt(to, offset, () => {
      for (const pointer of [to, from]) {
        f.loadVectorAt(pointer, offset);
        if (!isScaled(pointer)) continue;
        f.get(factors);
        f.emit(...simd(`${form}.mul`));
      }
      f.emit(...simd(`${form}.add`));
    });
  }, () => {
    f.storeAt(precision, to, 0, () => {
      for (const pointer of [to, from]) {
        f.loadAt(precision, pointer, 0);
        if (!isScaled(pointer)) continue;
        f.get(factor);
        f.emit(mul);
      }
      f.emit(add);
    });
  });
  return f.finish();
}

/** Four sums of two lanes each go side by side; they and the last number are added up in one fixed order. */
function sumFunction(name: string, factors: 1 | 2): WasmFunction {
  const f = new FunctionBuilder(name, new Array<'i32'>(factors + 2).fill('i32'));
  const pointers = Array.from({ length: factors }, (_, k) => k);
  const count = factors, out = factors + 1;
  const { add, mul } = SCALAR.f64;
  const sums = Array.from({ length: UNROLLED }, () => f.local('v128'));
  const last = f.local('f64');
  overNumbers(f, 'f64', count, pointers, (offset, lane) => {
    f.get(sums[lane]);
    for (const pointer of pointers) f.loadVectorAt(pointer, offset);
    if (factors === 2) f.emit(...simd('f64x2.mul'));
    f.emit(...simd('f64x2.add'));
    f.set(sums[lane]);
  }, () => {
    for (const pointer of pointers) f.loadAt('f64', pointer, 0);
    if (factors === 2) f.emit(mul);
    f.set(last);
  });
  f.storeAt('f64', out, 0, () => {
    f.get(last);
    for (const sum of sums) {
      for (const lane of [0, 1]) {
        f.get(sum);
        f.emit(...simd('f64x2.extract_lane'), lane, add);
      }
    }
  });
  return f.finish();
}

/** For levels of the multigrid, in either precision. */
export const addScaledFunction = (precision: Precision): WasmFunction => combineFunction('addScaled', precision, 'from');
/** What conjugate gradients need beside it. */
export const iterationFunctions = (): WasmFunction[] => [combineFunction('scaleAndAdd', 'f64', 'to'), sumFunction('dot', 2), sumFunction('sum', 1)];
