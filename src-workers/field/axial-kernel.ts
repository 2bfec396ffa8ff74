// Work on one line as WebAssembly: solving its own system, and its products with mass and stiffness along x.
// Both walk a table of slabs, so one module serves every nerve.
import { FunctionBuilder, type Local } from '../codegen/function-builder';
import { unsignedLeb, type WasmFunction } from '../codegen/wasm-module';
import { CORE, F64 } from '../codegen/wasm-opcodes';
import type { AxialGrid } from './axial-grid';

/** Slab table, i32 each: byte offset in an extended line, layers. */
const SLAB_WORDS = 2;

export function slabTable(grid: AxialGrid): Int32Array {
  return Int32Array.from(grid.slabs.flatMap((slab) => [8 * slab.firstExtended, slab.endLayer - slab.firstLayer]));
}

/**
 * Numbers per layer that a line's factors take: of its first node 1 / d and l to the node between it and the next layer's; of the node in the
 * middle 1 / d and l to either neighbour. The middle nodes are eliminated first, all at once; what is left couples each layer to the next one
 * only. The last node of the line adds its 1 / d.
 */
export const FACTORS_PER_LAYER = 5;

/** Per layer the factors h / 30 of the mass and 1 / (3 h) of the stiffness. */
export function layerTable(grid: AxialGrid): Float64Array {
  return Float64Array.from(Array.from(grid.thicknessUm).flatMap((h) => [h / 30, 1 / (3 * h)]));
}

/** Addresses in bytes. */
export interface AxialKernel {
  /** x := (L D L')^-1 (x - sum) for one line; where slabs meet, the later one's sum counts for both. */
  solveLine: (x: number, sum: number, factors: number, slabs: number, slabCount: number, layerCount: number) => void;
  /** Mass and stiffness along x of the line at x, extended, at `mass` and mass + stiffnessOffset. */
  applyLine: (x: number, mass: number, stiffnessOffset: number, slabs: number, slabCount: number, layers: number) => void;
}

const store = (f: FunctionBuilder, pointer: Local, offset: number, push: () => void): void => {
  f.get(pointer);
  push();
  f.emit(F64.store, 3, ...unsignedLeb(offset));
};
const assign = (f: FunctionBuilder, local: Local, push: () => void): void => {
  push();
  f.set(local);
};
/** Subtracts a product from the value on the stack. */
const minusProduct = (f: FunctionBuilder, a: Local, b: Local): void => {
  f.get(a);
  f.get(b);
  f.emit(F64.mul, F64.sub);
};

function solveLineFunction(): WasmFunction {
  const f = new FunctionBuilder('solveLine', ['i32', 'i32', 'i32', 'i32', 'i32', 'i32']);
  const [x, sum, factors, slabs, slabCount, layerCount] = [0, 1, 2, 3, 4, 5];
  const e = f.local('i32'), count = f.local('i32');
  const first = f.local('f64'), middle = f.local('f64'), next = f.local('f64');
  // Of the layer before: its l to this layer's first node, and from its middle node there.
  const lFirst = f.local('f64'), lMiddle = f.local('f64'), middleBefore = f.local('f64');
  const [atFirst, atL, atMiddle, atLeft, atRight] = [0, 8, 16, 24, 32];
  const step = 8 * FACTORS_PER_LAYER;
  const factor = (offset: number) => f.load64At(factors, offset);
  /** x - sum of a node on the stack. */
  const right = (offset: number) => {
    f.load64At(x, offset);
    f.load64At(e, offset);
    f.emit(F64.sub);
  };
  /** The newest value enters last, so that only one product and one difference wait for it. */
  const eliminateFirst = () => {
    minusProduct(f, lFirst, first);
    f.set(first);
    store(f, x, 0, () => f.get(first));
  };
  f.countdown(slabCount, () => {
    assign(f, e, () => {
      f.load32At(slabs, 0);
      f.get(sum);
      f.emit(CORE.i32Add);
    });
    assign(f, count, () => f.load32At(slabs, 4));
    f.countdown(count, () => {
      assign(f, middle, () => right(8));
      right(0);
      minusProduct(f, lMiddle, middleBefore);
      factor(atLeft);
      f.get(middle);
      f.emit(F64.mul, F64.sub);
      eliminateFirst();
      store(f, x, 8, () => f.get(middle));
      assign(f, lFirst, () => factor(atL));
      assign(f, lMiddle, () => factor(atRight));
      assign(f, middleBefore, () => f.get(middle));
      f.advance(x, 16);
      f.advance(e, 16);
      f.advance(factors, step);
    });
    f.advance(slabs, 4 * SLAB_WORDS);
  });
  right(0);
  minusProduct(f, lMiddle, middleBefore);
  eliminateFirst();
  assign(f, next, () => {
    f.get(first);
    factor(atFirst);
    f.emit(F64.mul);
  });
  store(f, x, 0, () => f.get(next));
  f.countdown(layerCount, () => {
    f.advance(x, -16);
    f.advance(factors, -step);
    const scaled = (offset: number, pivot: number) => {
      f.load64At(x, offset);
      factor(pivot);
      f.emit(F64.mul);
    };
    const minus = (offset: number, value: Local) => {
      factor(offset);
      f.get(value);
      f.emit(F64.mul, F64.sub);
    };
    assign(f, first, () => {
      scaled(0, atFirst);
      minus(atL, next);
    });
    store(f, x, 0, () => f.get(first));
    store(f, x, 8, () => {
      scaled(8, atMiddle);
      minus(atRight, next);
      minus(atLeft, first);
    });
    assign(f, next, () => f.get(first));
  });
  return f.finish();
}

function applyLineFunction(): WasmFunction {
  const f = new FunctionBuilder('applyLine', ['i32', 'i32', 'i32', 'i32', 'i32', 'i32']);
  const [x, mass, stiffnessOffset, slabs, slabCount, layers] = [0, 1, 2, 3, 4, 5];
  const m = f.local('i32'), s = f.local('i32'), count = f.local('i32');
  const a = f.local('f64'), b = f.local('f64'), c = f.local('f64'), scale = f.local('f64'), massHere = f.local('f64'), stiffnessHere = f.local('f64');
  const number = (value: number) => f.emit(F64.constant, ...new Uint8Array(new Float64Array([value]).buffer));
  /** scale * (p a + q b + r c) on the stack. */
  const combination = (p: number, q: number, r: number) => {
    [[p, a], [q, b], [r, c]].forEach(([factor, local], i) => {
      number(factor);
      f.get(local);
      f.emit(F64.mul);
      if (i > 0) f.emit(F64.add);
    });
    f.get(scale);
    f.emit(F64.mul);
  };
  /** One element's three rows: the first completes the node shared with the layer before, the last waits for the layer after. */
  const element = (out: Local, here: Local, rows: readonly (readonly [number, number, number])[]) => {
    store(f, out, 0, () => {
      f.get(here);
      combination(...rows[0]);
      f.emit(F64.add);
    });
    store(f, out, 8, () => combination(...rows[1]));
    combination(...rows[2]);
    f.set(here);
  };
  f.countdown(slabCount, () => {
    assign(f, m, () => {
      f.load32At(slabs, 0);
      f.get(mass);
      f.emit(CORE.i32Add);
    });
    assign(f, s, () => {
      f.get(m);
      f.get(stiffnessOffset);
      f.emit(CORE.i32Add);
    });
    assign(f, count, () => f.load32At(slabs, 4));
    for (const local of [massHere, stiffnessHere]) assign(f, local, () => number(0));
    assign(f, a, () => f.load64At(x, 0));
    f.countdown(count, () => {
      assign(f, b, () => f.load64At(x, 8));
      assign(f, c, () => f.load64At(x, 16));
      assign(f, scale, () => f.load64At(layers, 0));
      element(m, massHere, [[4, 2, -1], [2, 16, 2], [-1, 2, 4]]);
      assign(f, scale, () => f.load64At(layers, 8));
      element(s, stiffnessHere, [[7, -8, 1], [-8, 16, -8], [1, -8, 7]]);
      assign(f, a, () => f.get(c));
      for (const pointer of [x, m, s, layers]) f.advance(pointer, 16);
    });
    store(f, m, 0, () => f.get(massHere));
    store(f, s, 0, () => f.get(stiffnessHere));
    f.advance(slabs, 4 * SLAB_WORDS);
  });
  return f.finish();
}

export const axialFunctions = (): WasmFunction[] => [solveLineFunction(), applyLineFunction()];
