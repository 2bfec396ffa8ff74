// Work on one line as WebAssembly: solving its own system, and its products with mass and stiffness along x.
// Both walk a table of slabs, so one module serves every nerve; there is one of each for either precision.
import { FunctionBuilder, type Local } from '../codegen/function-builder';
import type { WasmFunction } from '../codegen/wasm-module';
import { CORE, SCALAR, VECTOR_BYTES, VECTOR_OF, simd, type Precision } from '../codegen/wasm-opcodes';
import type { AxialGrid } from './axial-grid';
import { SLAB, SLAB_BYTES } from './line-kernel';

/**
 * Numbers per layer that a line's factors take: of its first node 1 / d and l to the node between it and the next layer's; of the node in the
 * middle 1 / d and l to either neighbour. The middle nodes are eliminated first, all at once; what is left couples each layer to the next one
 * only. The last node of the line adds its 1 / d.
 */
export const FACTORS_PER_LAYER = 5;

/** The factors h / 30 of the mass of all layers, then those of the stiffness, 1 / (3 h). */
export function layerTable({ thicknessUm }: AxialGrid): Float64Array {
  return Float64Array.from([...thicknessUm.map((h) => h / 30), ...thicknessUm.map((h) => 1 / (3 * h))]);
}

/** Addresses in bytes. */
export interface AxialKernel {
  /** x := (L D L')^-1 (b - sum) for one line; where slabs meet, both sums count. */
  solveLine: (x: number, b: number, sum: number, factors: number, slabs: number, slabCount: number, layerCount: number) => void;
  /** Mass and stiffness along x of the line at x, extended, at `mass` and mass + stiffnessOffset. The stiffness' factors lie `layerOffset` after those of the mass. */
  applyLine: (x: number, mass: number, stiffnessOffset: number, slabs: number, slabCount: number, layers: number, layerOffset: number) => void;
}

const assign = (f: FunctionBuilder, local: Local, push: () => void): void => {
  push();
  f.set(local);
};

function solveLineFunction(precision: Precision): WasmFunction {
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
    assign(f, e, () => f.load32At(slabs, SLAB.place));
    f.addresses(e, e, sum);
    f.storeAt(precision, e, 0, () => {
      f.loadAt(precision, e, 0);
      f.get(shared);
      f.emit(add);
    });
    assign(f, count, () => f.load32At(slabs, SLAB.layers));
    f.countdown(count, () => {
      assign(f, middle, () => right(1));
      right(0);
      minusProduct(lMiddle, middleBefore);
      factor(atLeft);
      f.get(middle);
      f.emit(mul, sub);
      eliminateFirst();
      store(1, () => f.get(middle));
      assign(f, lFirst, () => factor(atL));
      assign(f, lMiddle, () => factor(atRight));
      assign(f, middleBefore, () => f.get(middle));
      for (const pointer of [x, b, e]) f.advance(pointer, layer);
      f.advance(factors, step);
    });
    assign(f, shared, () => f.loadAt(precision, e, 0));
    f.advance(slabs, SLAB_BYTES);
  });
  right(0);
  minusProduct(lMiddle, middleBefore);
  eliminateFirst();
  assign(f, next, () => {
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
    assign(f, first, () => {
      scaled(0, atFirst);
      minus(atL, next);
    });
    store(0, () => f.get(first));
    store(1, () => {
      scaled(1, atMiddle);
      minus(atRight, next);
      minus(atLeft, first);
    });
    assign(f, next, () => f.get(first));
  });
  return f.finish();
}

/** Rows of an element's matrix along x, without its factor: (ends, beside, across), (beside, middle, beside), (across, beside, ends). */
const ELEMENTS = { mass: { ends: 4, beside: 2, across: -1, middle: 16 }, stiffness: { ends: 7, beside: -8, across: 1, middle: 16 } } as const;

/** Arithmetic on numbers, or on vectors of them, that are locals. */
function arithmetic(f: FunctionBuilder, precision: Precision, isVector: boolean) {
  const scalar = SCALAR[precision], vector = VECTOR_OF[precision];
  const operation = (name: 'add' | 'sub' | 'mul') => isVector ? simd(`${vector}.${name}`) : [scalar[name]];
  const fresh = (push: () => void): Local => {
    const local = f.local(isVector ? 'v128' : precision);
    assign(f, local, push);
    return local;
  };
  const binary = (name: 'add' | 'sub' | 'mul') => (a: Local, b: Local): Local => fresh(() => {
    f.get(a);
    f.get(b);
    f.emit(...operation(name));
  });
  const constant = (value: number): Local => fresh(() => {
    f.number(precision, value);
    if (isVector) f.emit(...simd(`${vector}.splat`));
  });
  return { fresh, constant, add: binary('add'), sub: binary('sub'), mul: binary('mul') };
}

/** The products of an element's rows with (a, b, c), times `scale`. */
function elementProducts(f: FunctionBuilder, precision: Precision, isVector: boolean, kind: keyof typeof ELEMENTS): (scale: Local, a: Local, b: Local, c: Local) => [Local, Local, Local] {
  const { ends, beside, across, middle } = ELEMENTS[kind];
  const { constant, add, sub, mul } = arithmetic(f, precision, isVector);
  const [endsLocal, besideLocal, middleLocal] = [ends, beside, middle].map(constant);
  const combine = across > 0 ? add : sub;
  return (scale, a, b, c) => {
    const [p, q, r] = [mul(scale, a), mul(scale, b), mul(scale, c)];
    const between = mul(besideLocal, q);
    return [
      combine(add(mul(endsLocal, p), between), r),
      add(mul(middleLocal, q), mul(besideLocal, add(p, r))),
      combine(add(mul(endsLocal, r), between), p),
    ];
  };
}

function applyLineFunction(precision: Precision): WasmFunction {
  const f = new FunctionBuilder('applyLine', new Array<'i32'>(7).fill('i32'));
  const [x, mass, stiffnessOffset, slabs, slabCount, layers, layerOffset] = [0, 1, 2, 3, 4, 5, 6];
  const { bytes } = SCALAR[precision], lanes = VECTOR_BYTES / bytes;
  const count = f.local('i32'), rounds = f.local('i32'), stiffnessLayers = f.local('i32');
  const { fresh } = arithmetic(f, precision, false), { fresh: freshVector } = arithmetic(f, precision, true);
  const shifted = (a: Local, b: Local): Local => freshVector(() => {
    f.get(a);
    f.get(b);
    f.shuffle(precision, Array.from({ length: lanes }, (_, k) => k + lanes - 1));
  });
  /** Every other number of two vectors. */
  const everyOther = (vectors: readonly Local[], first: number): Local => freshVector(() => {
    for (const vector of vectors) f.get(vector);
    f.shuffle(precision, Array.from({ length: lanes }, (_, k) => 2 * k + first));
  });
  const parts = (['mass', 'stiffness'] as const).map((kind) => ({
    out: f.local('i32'), factors: kind === 'mass' ? layers : stiffnessLayers,
    /** What the element before adds to the node that it shares with the next one; of vectors in the last place. */
    here: f.local(precision), hereVector: f.local('v128'),
    products: elementProducts(f, precision, false, kind), vectorProducts: elementProducts(f, precision, true, kind),
  }));
  f.addresses(stiffnessLayers, layers, layerOffset);
  const advance = (layerCount: number): void => {
    for (const pointer of [x, ...parts.map(({ out }) => out)]) f.advance(pointer, 2 * bytes * layerCount);
    for (const pointer of [layers, stiffnessLayers]) f.advance(pointer, bytes * layerCount);
  };
  const severalLayers = (): void => {
    const nodes = [0, VECTOR_BYTES].map((offset) => freshVector(() => f.loadVectorAt(x, offset)));
    const a = everyOther(nodes, 0), b = everyOther(nodes, 1);
    const last = freshVector(() => f.loadSplatAt(precision, x, 2 * VECTOR_BYTES));
    const c = freshVector(() => {
      f.get(a);
      f.get(last);
      f.shuffle(precision, Array.from({ length: lanes }, (_, k) => k + 1));
    });
    for (const { out, factors, hereVector, vectorProducts } of parts) {
      const [first, middle, end] = vectorProducts(freshVector(() => f.loadVectorAt(factors, 0)), a, b, c);
      const shared = arithmetic(f, precision, true).add(first, shifted(hereVector, end));
      for (const half of [0, 1]) {
        f.storeVectorAt(out, VECTOR_BYTES * half, () => {
          f.get(shared);
          f.get(middle);
          f.shuffle(precision, Array.from({ length: lanes }, (_, k) => (half * lanes + k) / 2 + (k % 2) * (lanes - 0.5)));
        });
      }
      assign(f, hereVector, () => f.get(end));
    }
    advance(lanes);
  };
  const oneLayer = (): void => {
    const [a, b, c] = [0, 1, 2].map((node) => fresh(() => f.loadAt(precision, x, bytes * node)));
    for (const { out, factors, here, products } of parts) {
      const [first, middle, end] = products(fresh(() => f.loadAt(precision, factors, 0)), a, b, c);
      f.storeAt(precision, out, 0, () => {
        f.get(here);
        f.get(first);
        f.emit(SCALAR[precision].add);
      });
      f.storeAt(precision, out, bytes, () => f.get(middle));
      assign(f, here, () => f.get(end));
    }
    advance(1);
  };
  f.countdown(slabCount, () => {
    const [{ out: massOut }, { out: stiffnessOut }] = parts;
    assign(f, massOut, () => f.load32At(slabs, SLAB.place));
    f.addresses(massOut, massOut, mass);
    f.addresses(stiffnessOut, massOut, stiffnessOffset);
    assign(f, count, () => f.load32At(slabs, SLAB.layers));
    for (const { hereVector } of parts) {
      assign(f, hereVector, () => {
        f.number(precision, 0);
        f.emit(...simd(`${VECTOR_OF[precision]}.splat`));
      });
    }
    assign(f, rounds, () => {
      f.get(count);
      f.i32(Math.log2(lanes));
      f.emit(CORE.i32ShrU);
    });
    f.countdown(rounds, severalLayers);
    for (const { here, hereVector } of parts) {
      assign(f, here, () => {
        f.get(hereVector);
        f.emit(...simd(`${VECTOR_OF[precision]}.extract_lane`), lanes - 1);
      });
    }
    assign(f, rounds, () => {
      f.get(count);
      f.i32(lanes - 1);
      f.emit(CORE.i32And);
    });
    f.countdown(rounds, oneLayer);
    for (const { out, here } of parts) f.storeAt(precision, out, 0, () => f.get(here));
    f.advance(slabs, SLAB_BYTES);
  });
  return f.finish();
}

export const axialFunctions = (precision: Precision): WasmFunction[] => [solveLineFunction(precision), applyLineFunction(precision)];
