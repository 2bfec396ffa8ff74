// The binary writer: LEB128 against its definition, modules against the engine's own validator, control flow by running it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FunctionBuilder } from '../../../src-workers/codegen/function-builder';
import { encodeModule, signedLeb, unsignedLeb } from '../../../src-workers/codegen/wasm-module';
import { CORE, simd } from '../../../src-workers/codegen/wasm-opcodes';

const decode = (bytes: number[], signed: boolean): number => {
  let value = 0n;
  bytes.forEach((byte, k) => { value |= BigInt(byte & 0x7f) << BigInt(7 * k); });
  const bits = 7 * bytes.length;
  return Number(signed && bytes[bytes.length - 1] & 0x40 ? BigInt.asIntN(bits, value) : value);
};

describe('LEB128', () => {
  it('holds every 32-bit number in the fewest bytes', () => {
    fc.assert(fc.property(fc.nat({ max: 0xffffffff }), (n) => {
      expect(decode(unsignedLeb(n), false)).toBe(n);
      expect(unsignedLeb(n).length).toBe(Math.max(1, Math.ceil(n.toString(2).length / 7)));
    }));
    fc.assert(fc.property(fc.integer(), (n) => {
      expect(decode(signedLeb(n), true)).toBe(n);
    }));
    expect(signedLeb(64)).toEqual([0xc0, 0x00]);
    expect(signedLeb(-64)).toEqual([0x40]);
  });
});

/** Stores an i32 local at address 0 as one v128 lane, to read results back. */
const memoryOf = (code: FunctionBuilder, ...args: number[]): Int32Array => {
  const bytes = encodeModule([code.finish()]);
  expect(WebAssembly.validate(bytes)).toBe(true);
  const memory = new WebAssembly.Memory({ initial: 1 });
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  (instance.exports.f as (...n: number[]) => void)(...args);
  return new Int32Array(memory.buffer);
};
const STORE_I32 = [0x36, 2, 0];

describe('functions', () => {
  it('count down, choose and skip', () => {
    const sum = (rounds: number): number => {
      const code = new FunctionBuilder('f', ['i32']);
      const total = code.local('i32');
      code.countdown(0, () => { code.advance(total, 3); });
      code.choose(() => code.get(total), () => code.advance(total, 100), () => code.advance(total, 7));
      code.i32(0);
      code.get(total);
      code.emit(...STORE_I32);
      return memoryOf(code, rounds)[0];
    };
    expect(sum(5)).toBe(115);
    expect(sum(0)).toBe(7);
  });

  it('rejects what is not WebAssembly: the validator is not a rubber stamp', () => {
    const code = new FunctionBuilder('f', []);
    code.emit(CORE.localGet, 9);
    expect(WebAssembly.validate(encodeModule([code.finish()]))).toBe(false);
    const wrongType = new FunctionBuilder('f', []);
    wrongType.i32(1);
    wrongType.emit(...simd('f64x2.neg'));
    expect(WebAssembly.validate(encodeModule([wrongType.finish()]))).toBe(false);
  });
});
