// The vector kernels against plain loops, for every remainder of the unrolled loops.
import { expect, it } from 'vitest';
import { createKernelMemory, floatBytes, newFloats } from '../../../src-workers/field/kernel-memory';

const COUNTS = [0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 30, 101];

it.each(COUNTS)('%i numbers', (count) => {
  const memory = createKernelMemory(3 * floatBytes(count + 1, 'f64'));
  const a = newFloats(memory, count + 1, 'f64'), b = newFloats(memory, count + 1, 'f64'), out = newFloats(memory, 1, 'f64');
  const reset = (): void => {
    for (let i = 0; i <= count; i++) {
      a[i] = Math.sin(i + 1);
      b[i] = Math.cos(3 * i);
    }
  };
  reset();
  const before = a.slice(), other = b.slice();
  memory.f64.addScaled(a.byteOffset, b.byteOffset, count, -0.7);
  // What lies behind the vector is left alone.
  expect(Array.from(a)).toEqual(Array.from(before, (value, i) => (i < count ? value + -0.7 * other[i] : value)));
  reset();
  memory.f64.scaleAndAdd(a.byteOffset, b.byteOffset, count, 1.3);
  expect(Array.from(a)).toEqual(Array.from(before, (value, i) => (i < count ? value * 1.3 + other[i] : value)));
  reset();
  memory.f64.dot(a.byteOffset, b.byteOffset, count, out.byteOffset);
  expect(out[0]).toBeCloseTo(before.subarray(0, count).reduce((sum, value, i) => sum + value * other[i], 0), 12);
  memory.f64.sum(a.byteOffset, count, out.byteOffset);
  expect(out[0]).toBeCloseTo(before.subarray(0, count).reduce((sum, value) => sum + value, 0), 12);
});

it.each(COUNTS)('%i numbers in single precision', (count) => {
  const memory = createKernelMemory(2 * floatBytes(count + 1, 'f32'));
  const a = newFloats(memory, count + 1, 'f32'), b = newFloats(memory, count + 1, 'f32');
  for (let i = 0; i <= count; i++) {
    a[i] = Math.sin(i + 1);
    b[i] = Math.cos(3 * i);
  }
  const expected = Array.from(a, (value, i) => (i < count ? Math.fround(value + Math.fround(Math.fround(-0.7) * b[i])) : value));
  memory.f32.addScaled(a.byteOffset, b.byteOffset, count, -0.7);
  expect(Array.from(a)).toEqual(expected);
});
