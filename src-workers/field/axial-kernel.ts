// Work on one line as WebAssembly: solving its own banded system, and its products with mass and stiffness along x.
// Both walk a table of slabs, so one module serves every nerve.
import { FunctionBuilder, type Local } from '../codegen/function-builder';
import { unsignedLeb, type WasmFunction } from '../codegen/wasm-module';
import { CORE } from '../codegen/wasm-opcodes';
import type { AxialGrid } from './axial-grid';

/** Instructions on f64 (core specification 2.0, section 5.4). */
const F64 = { load: 0x2b, store: 0x39, constant: 0x44, add: 0xa0, sub: 0xa1, mul: 0xa2 } as const;

/** Slab table, i32 each: byte offset in an extended line, nodes to solve there (the shared one belongs to the next slab), layers. */
const SLAB_WORDS = 3;

export function slabTable(grid: AxialGrid): Int32Array {
  return Int32Array.from(grid.slabs.flatMap((slab, s) => [8 * slab.firstExtended, s + 1 < grid.slabs.length ? slab.nodeCount - 1 : slab.nodeCount, slab.endLayer - slab.firstLayer]));
}

/** Per layer the factors h / 30 of the mass and 1 / (3 h) of the stiffness. */
export function layerTable(grid: AxialGrid): Float64Array {
  return Float64Array.from(Array.from(grid.thicknessUm).flatMap((h) => [h / 30, 1 / (3 * h)]));
}

/** Addresses in bytes. */
export interface AxialKernel {
  /** x := (L D L')^-1 (x - sum) for one line; factors: 1 / d, l1, l2 per node; where slabs meet, the later one's sum counts for both. */
  solveLine: (x: number, sum: number, factors: number, slabs: number, slabCount: number, nodeCount: number) => void;
  /** Mass and stiffness along x of the line at x, extended, at `mass` and mass + stiffnessOffset. */
  applyLine: (x: number, mass: number, stiffnessOffset: number, slabs: number, slabCount: number, layers: number) => void;
}

const load = (f: FunctionBuilder, pointer: Local, offset: number): void => {
  f.get(pointer);
  f.emit(F64.load, 3, ...unsignedLeb(offset));
};
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

export function solveLineFunction(): WasmFunction {
  const f = new FunctionBuilder('solveLine', ['i32', 'i32', 'i32', 'i32', 'i32', 'i32']);
  const [x, sum, factors, slabs, slabCount, nodeCount] = [0, 1, 2, 3, 4, 5];
  const e = f.local('i32'), count = f.local('i32');
  const before = f.local('f64'), beforeThat = f.local('f64'), value = f.local('f64'), l1 = f.local('f64'), l2 = f.local('f64'), l2Next = f.local('f64');
  // Shifts the two newest values.
  const remember = () => {
    assign(f, beforeThat, () => f.get(before));
    assign(f, before, () => f.get(value));
  };
  f.countdown(slabCount, () => {
    assign(f, e, () => {
      f.load32At(slabs, 0);
      f.get(sum);
      f.emit(CORE.i32Add);
    });
    assign(f, count, () => f.load32At(slabs, 4));
    f.countdown(count, () => {
      // The newest value enters last, so that only one product and one difference wait for it.
      load(f, x, 0);
      load(f, e, 0);
      f.emit(F64.sub);
      minusProduct(f, l2, beforeThat);
      minusProduct(f, l1, before);
      f.set(value);
      store(f, x, 0, () => f.get(value));
      remember();
      assign(f, l1, () => load(f, factors, 8));
      assign(f, l2, () => f.get(l2Next));
      assign(f, l2Next, () => load(f, factors, 16));
      f.advance(x, 8);
      f.advance(e, 8);
      f.advance(factors, 24);
    });
    f.advance(slabs, 4 * SLAB_WORDS);
  });
  for (const local of [before, beforeThat]) assign(f, local, () => f.emit(F64.constant, 0, 0, 0, 0, 0, 0, 0, 0));
  f.countdown(nodeCount, () => {
    f.advance(x, -8);
    f.advance(factors, -24);
    assign(f, l1, () => load(f, factors, 8));
    assign(f, l2, () => load(f, factors, 16));
    load(f, x, 0);
    load(f, factors, 0);
    f.emit(F64.mul);
    minusProduct(f, l2, beforeThat);
    minusProduct(f, l1, before);
    f.set(value);
    store(f, x, 0, () => f.get(value));
    remember();
  });
  return f.finish();
}

export function applyLineFunction(): WasmFunction {
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
    assign(f, count, () => f.load32At(slabs, 8));
    for (const local of [massHere, stiffnessHere]) assign(f, local, () => number(0));
    assign(f, a, () => load(f, x, 0));
    f.countdown(count, () => {
      assign(f, b, () => load(f, x, 8));
      assign(f, c, () => load(f, x, 16));
      assign(f, scale, () => load(f, layers, 0));
      element(m, massHere, [[4, 2, -1], [2, 16, 2], [-1, 2, 4]]);
      assign(f, scale, () => load(f, layers, 8));
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
