// Solving one line's own system, as WebAssembly. It walks the table of slabs, so one module serves every nerve.
import { FunctionBuilder, type Local } from '../codegen/function-builder';
import type { WasmFunction } from '../codegen/wasm-module';
import { SCALAR, type Precision } from '../codegen/wasm-opcodes';
import { SLAB, SLAB_BYTES } from './line-kernel';

/**
 * Numbers per layer that a line's factors take: of its first node 1 / d and l to the node between it and the next layer's; of the node in the
 * middle 1 / d and l to either neighbour. The middle nodes are eliminated first, all at once; what is left couples each layer to the next one
 * only. The last node of the line adds its 1 / d.
 */
export const FACTORS_PER_LAYER = 5;

/** x := (L D L')^-1 (b - sum) for one line; where slabs meet, both sums count. Addresses in bytes. */
export type SolveLine = (x: number, b: number, sum: number, factors: number, slabs: number, slabCount: number, layerCount: number) => void;

export function solveLineFunction(precision: Precision): WasmFunction {
  const { bytes, add, mul, sub } = SCALAR[precision];
  const f = new FunctionBuilder('solveLine', new Array<'i32'>(7).fill('i32'));
  const [x, b, sum, factors, slabs, slabCount, layerCount] = [0, 1, 2, 3, 4, 5, 6];
  const e = f.local('i32'), count = f.local('i32');
  const first = f.local(precision), middle = f.local(precision), next = f.local(precision);
  /** The sum of the slab before at the node where it meets this one. */
  const shared = f.local(precision);
  // Of the layer before: its l to this layer's first node, and from its middle node there.
  const lFirst = f.local(precision), lMiddle = f.local(precision), middleBefore = f.local(precision);
  const [atFirst, atL, atMiddle, atLeft, atRight] = [0, 1, 2, 3, 4];
  const step = bytes * FACTORS_PER_LAYER, layer = 2 * bytes;
  const factor = (index: number) => f.loadAt(precision, factors, bytes * index);
  const store = (node: number, push: () => void) => f.storeAt(precision, x, bytes * node, push);
  /** Subtracts a product from the value on the stack. */
  const minusProduct = (a: Local, b: Local) => {
    f.get(a);
    f.get(b);
    f.emit(mul, sub);
  };
  /** b - sum of a node on the stack. */
  const right = (node: number) => {
    f.loadAt(precision, b, bytes * node);
    f.loadAt(precision, e, bytes * node);
    f.emit(sub);
  };
  /** The newest value enters last, so that only one product and one difference wait for it. */
  const eliminateFirst = () => {
    minusProduct(lFirst, first);
    f.set(first);
    store(0, () => f.get(first));
  };
  f.countdown(slabCount, () => {
    f.assign(e, () => f.load32At(slabs, SLAB.place));
    f.addresses(e, e, sum);
    f.storeAt(precision, e, 0, () => {
      f.loadAt(precision, e, 0);
      f.get(shared);
      f.emit(add);
    });
    f.assign(count, () => f.load32At(slabs, SLAB.layers));
    f.countdown(count, () => {
      f.assign(middle, () => right(1));
      right(0);
      minusProduct(lMiddle, middleBefore);
      factor(atLeft);
      f.get(middle);
      f.emit(mul, sub);
      eliminateFirst();
      store(1, () => f.get(middle));
      f.assign(lFirst, () => factor(atL));
      f.assign(lMiddle, () => factor(atRight));
      f.assign(middleBefore, () => f.get(middle));
      for (const pointer of [x, b, e]) f.advance(pointer, layer);
      f.advance(factors, step);
    });
    f.assign(shared, () => f.loadAt(precision, e, 0));
    f.advance(slabs, SLAB_BYTES);
  });
  right(0);
  minusProduct(lMiddle, middleBefore);
  eliminateFirst();
  f.assign(next, () => {
    f.get(first);
    factor(atFirst);
    f.emit(mul);
  });
  store(0, () => f.get(next));
  f.countdown(layerCount, () => {
    f.advance(x, -layer);
    f.advance(factors, -step);
    const scaled = (node: number, pivot: number) => {
      f.loadAt(precision, x, bytes * node);
      factor(pivot);
      f.emit(mul);
    };
    const minus = (index: number, value: Local) => {
      factor(index);
      f.get(value);
      f.emit(mul, sub);
    };
    f.assign(first, () => {
      scaled(0, atFirst);
      minus(atL, next);
    });
    store(0, () => f.get(first));
    store(1, () => {
      scaled(1, atMiddle);
      minus(atRight, next);
      minus(atLeft, first);
    });
    f.assign(next, () => f.get(first));
  });
  return f.finish();
}
