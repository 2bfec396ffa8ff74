// Builds the body of one WebAssembly function: locals, integer address arithmetic, loops, branches.
import { signedLeb, unsignedLeb, type ValueType, type WasmFunction } from './wasm-module';
import { CORE, SCALAR, simd, type Precision, VOID_BLOCK } from './wasm-opcodes';

/** A local variable of the function, by its index. */
export type Local = number;

export class FunctionBuilder {
  private readonly body: number[] = [];
  private readonly locals: ValueType[] = [];

  constructor(private readonly name: string, private readonly params: readonly ValueType[]) {}

  finish(): WasmFunction {
    return { name: this.name, params: this.params, locals: this.locals, body: this.body };
  }

  local(type: ValueType): Local {
    this.locals.push(type);
    return this.params.length + this.locals.length - 1;
  }

  emit(...bytes: readonly number[]): void {
    for (const byte of bytes) this.body.push(byte);
  }

  get(local: Local): void {
    this.emit(CORE.localGet, ...unsignedLeb(local));
  }

  set(local: Local): void {
    this.emit(CORE.localSet, ...unsignedLeb(local));
  }

  i32(value: number): void {
    this.emit(CORE.i32Const, ...signedLeb(value));
  }

  /** A new i32 local with the value that `push` leaves on the stack. */
  let32(push: () => void): Local {
    const local = this.local('i32');
    this.assign(local, push);
    return local;
  }

  /** i32 at a constant address. */
  load32(address: number): void {
    this.i32(0);
    this.emit(CORE.i32Load, 2, ...unsignedLeb(address));
  }

  /** i32 at pointer + offset. */
  load32At(pointer: Local, offset: number): void {
    this.get(pointer);
    this.emit(CORE.i32Load, 2, ...unsignedLeb(offset));
  }

  /** A number at pointer + offset. */
  loadAt(precision: Precision, pointer: Local, offset: number): void {
    this.get(pointer);
    this.emit(SCALAR[precision].load, 2, ...unsignedLeb(offset));
  }

  /** The number that `push` leaves, to pointer + offset. */
  storeAt(precision: Precision, pointer: Local, offset: number, push: () => void): void {
    this.get(pointer);
    push();
    this.emit(SCALAR[precision].store, 2, ...unsignedLeb(offset));
  }

  /** A constant number. */
  number(precision: Precision, value: number): void {
    this.emit(SCALAR[precision].constant, ...new Uint8Array((precision === 'f64' ? Float64Array : Float32Array).of(value).buffer));
  }

  /** A vector from pointer + offset. */
  loadVectorAt(pointer: Local, offset: number): void {
    this.get(pointer);
    this.emit(...simd('v128.load'), 2, ...unsignedLeb(offset));
  }

  /** The number at pointer + offset in every place of a vector. */
  loadSplatAt(precision: Precision, pointer: Local, offset: number): void {
    this.get(pointer);
    this.emit(...simd(precision === 'f64' ? 'v128.load64_splat' : 'v128.load32_splat'), 2, ...unsignedLeb(offset));
  }

  /** The vector that `push` leaves, to pointer + offset. */
  storeVectorAt(pointer: Local, offset: number, push: () => void): void {
    this.get(pointer);
    push();
    this.emit(...simd('v128.store'), 2, ...unsignedLeb(offset));
  }

  /** A vector from the numbers of two vectors on the stack: places count through the first one, then through the second one. */
  shuffle(precision: Precision, places: readonly number[]): void {
    const { bytes } = SCALAR[precision];
    this.emit(...simd('i8x16.shuffle'), ...places.flatMap((place) => Array.from({ length: bytes }, (_, byte) => bytes * place + byte)));
  }

  /** local = what `push` leaves on the stack. */
  assign(local: Local, push: () => void): void {
    push();
    this.set(local);
  }

  /** target = (from >> shift) & mask, unsigned. */
  bits(target: Local, from: Local, shift: number, mask: number): void {
    this.get(from);
    this.i32(shift);
    this.emit(CORE.i32ShrU);
    this.i32(mask);
    this.emit(CORE.i32And);
    this.set(target);
  }

  /** target = a + b. */
  addresses(target: Local, a: Local, b: Local): void {
    this.get(a);
    this.get(b);
    this.emit(CORE.i32Add);
    this.set(target);
  }

  /** pointer += step. */
  advance(pointer: Local, step: number): void {
    this.get(pointer);
    this.i32(step);
    this.emit(CORE.i32Add);
    this.set(pointer);
  }

  /** Runs `body` while the counter, decremented after each round, is not 0; not at all when it starts at 0. Leaves the counter at 0. */
  countdown(counter: Local, body: () => void): void {
    this.whenNot(() => {
      this.get(counter);
      this.emit(CORE.i32Eqz);
    }, () => {
      this.emit(CORE.loop, VOID_BLOCK);
      body();
      this.get(counter);
      this.i32(1);
      this.emit(CORE.i32Sub, CORE.localTee, ...unsignedLeb(counter));
      this.emit(CORE.brIf, 0, CORE.end);
    });
  }

  /** Runs `body` unless `condition` leaves a value other than 0. */
  whenNot(condition: () => void, body: () => void): void {
    this.emit(CORE.block, VOID_BLOCK);
    condition();
    this.emit(CORE.brIf, 0);
    body();
    this.emit(CORE.end);
  }

  /** One of two bodies, by the value that `condition` leaves. */
  choose(condition: () => void, then: () => void, otherwise: () => void): void {
    condition();
    this.emit(CORE.if, VOID_BLOCK);
    then();
    this.emit(CORE.else);
    otherwise();
    this.emit(CORE.end);
  }

  /** Calls function `index` of the module with the given locals. */
  call(index: number, ...args: readonly Local[]): void {
    for (const arg of args) this.get(arg);
    this.emit(CORE.call, ...unsignedLeb(index));
  }
}
