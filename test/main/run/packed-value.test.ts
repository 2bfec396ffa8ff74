import { describe, expect, it } from 'vitest';
import { packValue, unpackValue } from '../../../src-main/run/packed-value';

const joined = (pieces: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(pieces));
const large = Float64Array.from({ length: 20_000 }, (_, k) => k / 3);

describe('packed values', () => {
  it('come back as they were, large and small', () => {
    const value = {
      text: 'größe', none: null, nested: [{ small: Int32Array.of(1, 2, 3), large }, { bytes: Uint8Array.from({ length: 70_001 }, (_, k) => k % 251) }], nan: NaN,
      kinds: [Float32Array.from({ length: 40_000 }, (_, k) => k), Int16Array.from({ length: 40_001 }, (_, k) => -k), Uint32Array.from({ length: 20_003 }, (_, k) => k)], empty: new Float64Array(0), plain: 7, flag: true,
    };
    expect(unpackValue(joined(packValue(value)))).toEqual(value);
    expect(unpackValue(joined(packValue('text')))).toBe('text');
    expect(unpackValue(joined(packValue(large)))).toEqual(large);
    expect(unpackValue(joined(packValue([undefined, 1])))).toEqual([undefined, 1]);
  });

  it('are not copied: neither when they are packed nor when they are unpacked', () => {
    const pieces = packValue({ large });
    expect(pieces.some(({ buffer }) => buffer === large.buffer)).toBe(true);
    const bytes = joined(pieces);
    expect((unpackValue(bytes) as { large: Float64Array }).large.buffer).toBe(bytes.buffer);
  });

  it('of arrays that are parts of larger ones hold those parts alone', () => {
    const part = large.subarray(5000, 15_000);
    const pieces = packValue({ part });
    expect(pieces.reduce((sum, { length }) => sum + length, 0)).toBeLessThan(part.byteLength + 1000);
    expect(unpackValue(joined(pieces))).toEqual({ part });
  });

  it('that are no such bytes are refused', () => {
    expect(() => unpackValue(new Uint8Array(64))).toThrow();
    expect(() => unpackValue(joined(packValue({ large })).subarray(0, 1000))).toThrow();
  });
});
