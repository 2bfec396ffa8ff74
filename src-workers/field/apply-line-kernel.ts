// Products of one line with mass and stiffness along x, as WebAssembly SIMD: several layers at a time, then the rest one by one.
// It walks the table of slabs, so one module serves every nerve.
import { FunctionBuilder, type Local } from '../codegen/function-builder';
import type { WasmFunction } from '../codegen/wasm-module';
import { SCALAR, VECTOR_BYTES, VECTOR_OF, simd, type Precision } from '../codegen/wasm-opcodes';
import type { AxialGrid } from './axial-grid';
import { SLAB, SLAB_BYTES } from './line-kernel';

/**
 * Mass and stiffness along x of the line at x, extended, at `mass` and mass + stiffnessOffset. layers: `layerTable`, in which the factors of
 * the stiffness lie layerOffset after those of the mass. Addresses in bytes.
 */
export type ApplyLine = (x: number, mass: number, stiffnessOffset: number, slabs: number, slabCount: number, layers: number, layerOffset: number) => void;

/** The factors h / 30 of the mass of all layers, then those of the stiffness, 1 / (3 h). */
export function layerTable({ thicknessUm }: AxialGrid): Float64Array {
  return Float64Array.from([...thicknessUm.map((h) => h / 30), ...thicknessUm.map((h) => 1 / (3 * h))]);
}

/** Rows of an element's matrix along x, without its factor: (ends, beside, across), (beside, middle, beside), (across, beside, ends). */
const ELEMENTS = { mass: { ends: 4, beside: 2, across: -1, middle: 16 }, stiffness: { ends: 7, beside: -8, across: 1, middle: 16 } } as const;

/** Arithmetic on numbers, or on vectors of them, that are locals. */
function arithmetic(f: FunctionBuilder, precision: Precision, isVector: boolean) {
  const scalar = SCALAR[precision], vector = VECTOR_OF[precision];
  const operation = (name: 'add' | 'sub' | 'mul') => isVector ? simd(`${vector}.${name}`) : [scalar[name]];
  const fresh = (push: () => void): Local => {
    const local = f.local(isVector ? 'v128' : precision);
    f.assign(local, push);
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

export function applyLineFunction(precision: Precision): WasmFunction {
  const f = new FunctionBuilder('applyLine', new Array<'i32'>(7).fill('i32'));
  const [x, mass, stiffnessOffset, slabs, slabCount, layers, layerOffset] = [0, 1, 2, 3, 4, 5, 6];
  const { bytes } = SCALAR[precision], lanes = VECTOR_BYTES / bytes;
  const count = f.local('i32'), rounds = f.local('i32'), stiffnessLayers = f.local('i32');
  const { fresh, add } = arithmetic(f, precision, false), { fresh: freshVector, add: addVectors } = arithmetic(f, precision, true);
  /** A vector whose number k is the one at place(k) of two vectors in a row. */
  const picked = (a: Local, b: Local, place: (k: number) => number): Local => freshVector(() => {
    f.get(a);
    f.get(b);
    f.shuffle(precision, Array.from({ length: lanes }, (_, k) => place(k)));
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
    const [low, high] = [0, VECTOR_BYTES].map((offset) => freshVector(() => f.loadVectorAt(x, offset)));
    const a = picked(low, high, (k) => 2 * k), b = picked(low, high, (k) => 2 * k + 1);
    const c = picked(a, freshVector(() => f.loadSplatAt(precision, x, 2 * VECTOR_BYTES)), (k) => k + 1);
    for (const { out, factors, hereVector, vectorProducts } of parts) {
      const [first, middle, end] = vectorProducts(freshVector(() => f.loadVectorAt(factors, 0)), a, b, c);
      const shared = addVectors(first, picked(hereVector, end, (k) => k + lanes - 1));
      for (const half of [0, 1]) {
        // One of `shared` and one of `middle` in turn.
        const mixed = picked(shared, middle, (k) => (k % 2) * lanes + Math.floor((half * lanes + k) / 2));
        f.storeVectorAt(out, VECTOR_BYTES * half, () => f.get(mixed));
      }
      f.assign(hereVector, () => f.get(end));
    }
    advance(lanes);
  };
  const oneLayer = (): void => {
    const [a, b, c] = [0, 1, 2].map((node) => fresh(() => f.loadAt(precision, x, bytes * node)));
    for (const { out, factors, here, products } of parts) {
      const [first, middle, end] = products(fresh(() => f.loadAt(precision, factors, 0)), a, b, c);
      const shared = add(here, first);
      f.storeAt(precision, out, 0, () => f.get(shared));
      f.storeAt(precision, out, bytes, () => f.get(middle));
      f.assign(here, () => f.get(end));
    }
    advance(1);
  };
  f.countdown(slabCount, () => {
    const [{ out: massOut }, { out: stiffnessOut }] = parts;
    f.assign(massOut, () => f.load32At(slabs, SLAB.place));
    f.addresses(massOut, massOut, mass);
    f.addresses(stiffnessOut, massOut, stiffnessOffset);
    f.assign(count, () => f.load32At(slabs, SLAB.layers));
    for (const { hereVector } of parts) {
      f.assign(hereVector, () => {
        f.number(precision, 0);
        f.emit(...simd(`${VECTOR_OF[precision]}.splat`));
      });
    }
    f.bits(rounds, count, Math.log2(lanes), -1);
    f.countdown(rounds, severalLayers);
    for (const { here, hereVector } of parts) {
      f.assign(here, () => {
        f.get(hereVector);
        f.emit(...simd(`${VECTOR_OF[precision]}.extract_lane`), lanes - 1);
      });
    }
    f.bits(rounds, count, 0, lanes - 1);
    f.countdown(rounds, oneLayer);
    for (const { out, here } of parts) f.storeAt(precision, out, 0, () => f.get(here));
    f.advance(slabs, SLAB_BYTES);
  });
  return f.finish();
}
