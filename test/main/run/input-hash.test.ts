import { describe, expect, it } from 'vitest';
import { inputHash } from '../../../src-main/run/input-hash';

describe('the hash of inputs', () => {
  it('does not depend on the order of keys or on absent values', () => {
    expect(inputHash({ a: 1, b: [2, 'x'] })).toBe(inputHash({ b: [2, 'x'], a: 1, c: undefined }));
  });

  it.each([
    ['a number', { a: 1 }, { a: 1.0000000000000002 }],
    ['a type', { a: 1 }, { a: '1' }],
    ['nesting', [[1], 2], [[1, 2]]],
    ['a boundary between texts', ['ab', 'c'], ['a', 'bc']],
    ['one byte of an array', Float64Array.of(1, 2), Float64Array.of(1, -2)],
    ['the type of an array', Uint8Array.of(0, 0, 0, 0), Int32Array.of(0)],
    ['null against absent', { a: null }, {}],
    ['the number of inputs', [1, 2], [1, [2]]],
  ])('differs with %s', (_, first, second) => {
    expect(inputHash(first)).not.toBe(inputHash(second));
  });

  it('sees only the part of a buffer that an array shows', () => {
    const whole = Float64Array.of(1, 2, 3);
    expect(inputHash(whole.subarray(1, 2))).toBe(inputHash(Float64Array.of(2)));
  });

  it('refuses what JSON would change silently', () => {
    expect(() => inputHash({ a: NaN })).toThrow('NaN');
    expect(() => inputHash({ a: () => 1 })).toThrow('function');
  });
});
