// Sums over long vectors as WebAssembly SIMD: what conjugate gradients and the transfer between levels consist of.
// Every function takes byte addresses and a count of numbers; the order of summation is fixed.
import { FunctionBuilder, type Local } from '../codegen/function-builder';
import { unsignedLeb, type WasmFunction } from '../codegen/wasm-module';
import { CORE, F64, simd } from '../codegen/wasm-opcodes';

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
const VECTOR_BYTES = 16;

/**
 * Runs over `count` numbers: four vectors of two at a time, then single vectors, then the last number. `vector` and `single` get the
 * offset from the pointers in bytes; `vector` also which of four independent sums is its own.
 */
function overNumbers(f: FunctionBuilder, count: Local, pointers: readonly Local[], vector: (offset: number, lane: number) => void, single: () => void): void {
  const rounds = f.local('i32');
  const repeat = (shift: number, mask: number, bytes: number, body: () => void): void => {
    f.get(count);
    f.i32(shift);
    f.emit(CORE.i32ShrU);
    f.i32(mask);
    f.emit(CORE.i32And);
    f.set(rounds);
    f.countdown(rounds, () => {
      body();
      for (const pointer of pointers) f.advance(pointer, bytes);
    });
  };
  repeat(3, -1, UNROLLED * VECTOR_BYTES, () => { for (let k = 0; k < UNROLLED; k++) vector(VECTOR_BYTES * k, k); });
  repeat(1, 3, VECTOR_BYTES, () => vector(0, 0));
  repeat(0, 1, VECTOR_BYTES / 2, single);
}

/** to = to * toFactor + from * fromFactor, where one of the factors is 1 and the other one is the argument. */
function combineFunction(name: string, scaled: 'to' | 'from'): WasmFunction {
  const f = new FunctionBuilder(name, ['i32', 'i32', 'i32', 'f64']);
  const [to, from, count, factor] = [0, 1, 2, 3];
  const factors = f.local('v128');
  f.get(factor);
  f.emit(...simd('f64x2.splat'));
  f.set(factors);
  overNumbers(f, count, [to, from], (offset) => {
    f.get(to);
    for (const pointer of [to, from] as const) {
      f.loadVectorAt(pointer, offset);
      if ((pointer === to) !== (scaled === 'to')) continue;
      f.get(factors);
      f.emit(...simd('f64x2.mul'));
    }
    f.emit(...simd('f64x2.add'), ...simd('v128.store'), 3, ...unsignedLeb(offset));
  }, () => {
    f.get(to);
    for (const pointer of [to, from] as const) {
      f.load64At(pointer, 0);
      if ((pointer === to) !== (scaled === 'to')) continue;
      f.get(factor);
      f.emit(F64.mul);
    }
    f.emit(F64.add, F64.store, 3, 0);
  });
  return f.finish();
}

/** Four sums of two lanes each go side by side; they and the last number are added up in one fixed order. */
function sumFunction(name: string, factors: 1 | 2): WasmFunction {
  const f = new FunctionBuilder(name, new Array<'i32'>(factors + 2).fill('i32'));
  const pointers = Array.from({ length: factors }, (_, k) => k);
  const count = factors, out = factors + 1;
  const sums = Array.from({ length: UNROLLED }, () => f.local('v128'));
  const last = f.local('f64');
  overNumbers(f, count, pointers, (offset, lane) => {
    f.get(sums[lane]);
    for (const pointer of pointers) f.loadVectorAt(pointer, offset);
    if (factors === 2) f.emit(...simd('f64x2.mul'));
    f.emit(...simd('f64x2.add'));
    f.set(sums[lane]);
  }, () => {
    for (const pointer of pointers) f.load64At(pointer, 0);
    if (factors === 2) f.emit(F64.mul);
    f.set(last);
  });
  f.get(out);
  f.get(last);
  for (const sum of sums) {
    for (const lane of [0, 1]) {
      f.get(sum);
      f.emit(...simd('f64x2.extract_lane'), lane, F64.add);
    }
  }
  f.emit(F64.store, 3, 0);
  return f.finish();
}

export const vectorFunctions = (): WasmFunction[] => [combineFunction('addScaled', 'from'), combineFunction('scaleAndAdd', 'to'), sumFunction('dot', 2), sumFunction('sum', 1)];
