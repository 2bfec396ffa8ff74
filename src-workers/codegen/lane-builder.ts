// Vector arithmetic over lanes: one fibre per lane, several 128-bit vectors side by side, so that a value is a short list of locals.
// Every operation stores its result in a fresh local; V8 turns these into registers.
import { FunctionBuilder, type Local } from './function-builder';
import { unsignedLeb } from './wasm-module';
import { CORE, SCALAR, VECTOR_BYTES, VECTOR_OF, simd, type Precision, type SimdName } from './wasm-opcodes';

/** How many fibres advance together: `vectors` 128-bit vectors of 2 (f64) or 4 (f32) lanes. */
export interface LaneFormat {
  precision: Precision;
  vectors: number;
}

export const lanesPerVector = ({ precision }: LaneFormat): number => (precision === 'f64' ? 2 : 4);
export const laneCount = (format: LaneFormat): number => format.vectors * lanesPerVector(format);
/** Bytes of one scalar and of one value over all lanes. */
export const scalarBytes = ({ precision }: LaneFormat): number => SCALAR[precision].bytes;
export const laneBytes = ({ vectors }: LaneFormat): number => vectors * VECTOR_BYTES;

/** A value over all lanes: one v128 local per vector. */
export type Lanes = readonly Local[];

/**
 * Constants that the code loads from memory (V8 builds v128 immediates anew at every use; a load is cheaper).
 * Each takes one vector, repeated in all its lanes, from `base` on.
 */
export class ConstantPool {
  private readonly slots = new Map<number, number>();

  constructor(readonly base: number, private readonly precision: Precision) {}

  addressOf(value: number): number {
    let slot = this.slots.get(value);
    if (slot === undefined) {
      slot = this.slots.size;
      this.slots.set(value, slot);
    }
    return this.base + slot * VECTOR_BYTES;
  }

  get byteLength(): number {
    return this.slots.size * VECTOR_BYTES;
  }

  /** Writes all constants; call after all code has been generated. */
  write(memory: ArrayBufferLike): void {
    for (const [value, slot] of this.slots) {
      const at = this.base + slot * VECTOR_BYTES;
      if (this.precision === 'f64') new Float64Array(memory, at, 2).fill(value);
      else new Float32Array(memory, at, 4).fill(value);
    }
  }
}

/** Instructions on raw bits, not on lanes of the format's precision. */
type RawName = Extract<SimdName, `v128.${string}` | `i${string}`>;
type LaneOperation = 'add' | 'sub' | 'mul' | 'div' | 'min' | 'max' | 'pmin' | 'pmax' | 'lt' | 'neg' | 'abs' | 'sqrt' | 'nearest';

export class LaneBuilder {
  readonly bytes: number;

  constructor(readonly code: FunctionBuilder, readonly format: LaneFormat, private readonly pool: ConstantPool) {
    this.bytes = laneBytes(format);
  }

  private name(operation: LaneOperation): SimdName {
    return `${VECTOR_OF[this.format.precision]}.${operation}`;
  }

  /** One vector from what `push` leaves on the stack. */
  vector(push: () => void): Local {
    const local = this.code.local('v128');
    this.code.assign(local, push);
    return local;
  }

  /** Applies a SIMD instruction to operands already in locals. */
  raw(name: RawName, ...operands: readonly Lanes[]): Lanes {
    return this.apply(name, operands);
  }

  private apply(name: SimdName, operands: readonly Lanes[]): Lanes {
    return Array.from({ length: this.format.vectors }, (_, v) => this.vector(() => {
      for (const operand of operands) this.code.get(operand[v]);
      this.code.emit(...simd(name));
    }));
  }

  /** Shift of 32- or 64-bit integers by a constant. */
  shift(name: 'i32x4.shl' | 'i32x4.shr_u' | 'i64x2.shl' | 'i64x2.shr_u', a: Lanes, count: number): Lanes {
    return a.map((local) => this.vector(() => {
      this.code.get(local);
      this.code.i32(count);
      this.code.emit(...simd(name));
    }));
  }

  /** The same number in all lanes. */
  constant(value: number): Lanes {
    const address = this.pool.addressOf(value);
    const local = this.vector(() => {
      this.code.i32(0);
      this.code.emit(...simd('v128.load'), 4, ...unsignedLeb(address));
    });
    return new Array<Local>(this.format.vectors).fill(local);
  }

  load(pointer: Local, offset: number): Lanes {
    return Array.from({ length: this.format.vectors }, (_, v) => this.loadVector(pointer, offset + v * VECTOR_BYTES));
  }

  store(pointer: Local, offset: number, value: Lanes): void {
    value.forEach((local, v) => this.code.storeVectorAt(pointer, offset + v * VECTOR_BYTES, () => this.code.get(local)));
  }

  /** Locals that can be assigned again: accumulators and values carried through a loop. */
  mutable(initial: Lanes): Lanes {
    const locals = initial.map(() => this.code.local('v128'));
    this.assign(locals, initial);
    return locals;
  }

  assign(target: Lanes, value: Lanes): void {
    target.forEach((local, v) => this.code.assign(local, () => this.code.get(value[v])));
  }

  add = (a: Lanes, b: Lanes): Lanes => this.apply(this.name('add'), [a, b]);
  sub = (a: Lanes, b: Lanes): Lanes => this.apply(this.name('sub'), [a, b]);
  mul = (a: Lanes, b: Lanes): Lanes => this.apply(this.name('mul'), [a, b]);
  div = (a: Lanes, b: Lanes): Lanes => this.apply(this.name('div'), [a, b]);
  /** NaN in either operand gives NaN. */
  min = (a: Lanes, b: Lanes): Lanes => this.apply(this.name('min'), [a, b]);
  max = (a: Lanes, b: Lanes): Lanes => this.apply(this.name('max'), [a, b]);
  /** b < a ? b : a, and a < b ? b : a: NaN in `a` stays. */
  pmin = (a: Lanes, b: Lanes): Lanes => this.apply(this.name('pmin'), [a, b]);
  pmax = (a: Lanes, b: Lanes): Lanes => this.apply(this.name('pmax'), [a, b]);
  neg = (a: Lanes): Lanes => this.apply(this.name('neg'), [a]);
  abs = (a: Lanes): Lanes => this.apply(this.name('abs'), [a]);
  sqrt = (a: Lanes): Lanes => this.apply(this.name('sqrt'), [a]);
  nearest = (a: Lanes): Lanes => this.apply(this.name('nearest'), [a]);
  /** Mask: all bits set where a < b. */
  less = (a: Lanes, b: Lanes): Lanes => this.apply(this.name('lt'), [a, b]);
  select = (mask: Lanes, then: Lanes, otherwise: Lanes): Lanes => this.apply('v128.bitselect', [then, otherwise, mask]);

  /** c[0] + x (c[1] + x (c[2] + ...)). */
  polynomial(x: Lanes, coefficients: readonly number[]): Lanes {
    let sum = this.constant(coefficients[coefficients.length - 1]);
    for (let k = coefficients.length - 2; k >= 0; k--) sum = this.add(this.constant(coefficients[k]), this.mul(x, sum));
    return sum;
  }

  /** 32-bit lane of one vector as i32 local. */
  extract32(vector: Local, lane: number): Local {
    return this.code.let32(() => {
      this.code.get(vector);
      this.code.emit(...simd('i32x4.extract_lane'), lane);
    });
  }

  /** Numbers of two vectors in a chosen order: places from `lanesPerVector` on name the second one's. */
  shuffle(a: Local, b: Local, places: readonly number[]): Local {
    return this.vector(() => {
      this.code.get(a);
      this.code.get(b);
      this.code.shuffle(this.format.precision, places);
    });
  }

  /** Single-vector arithmetic, for work that is not the same in all vectors (table rows). */
  vectorOperation(operation: LaneOperation, a: Local, b: Local): Local {
    return this.vector(() => {
      this.code.get(a);
      this.code.get(b);
      this.code.emit(...simd(this.name(operation)));
    });
  }

  loadVector(pointer: Local, offset: number): Local {
    return this.vector(() => this.code.loadVectorAt(pointer, offset));
  }

  /** Leaves i32 `a + b` style arithmetic to the caller: pointer + constant as a new local. */
  offsetPointer(pointer: Local, offset: number): Local {
    return this.code.let32(() => {
      this.code.get(pointer);
      this.code.i32(offset);
      this.code.emit(CORE.i32Add);
    });
  }
}
