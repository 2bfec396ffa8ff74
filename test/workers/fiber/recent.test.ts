// The bounded memory of cables, modes and kernels.
import { expect, it } from 'vitest';
import { Recent } from '../../../src-workers/fiber/recent';

it('makes a value once, and forgets what was not asked for longest', () => {
  const made: string[] = [];
  const recent = new Recent<{ size: number }>(10, ({ size }) => size);
  const ask = (key: string, size: number): void => { recent.get(key, () => { made.push(key); return { size }; }); };
  ask('a', 4);
  ask('b', 4);
  ask('a', 4);
  expect(made).toEqual(['a', 'b']);
  ask('c', 4);
  ask('a', 4);
  expect(made).toEqual(['a', 'b', 'c']);
  ask('b', 4);
  expect(made).toEqual(['a', 'b', 'c', 'b']);
});

it('keeps null values, and a value larger than all room until the next one', () => {
  let made = 0;
  const recent = new Recent<number | null>(10, (value) => value ?? 1);
  const large = (): number => recent.get('large', () => { made++; return 50; })!;
  large();
  expect(large()).toBe(50);
  expect(made).toBe(1);
  expect(recent.get('none', () => null)).toBeNull();
  expect(recent.get('none', () => 3)).toBeNull();
  large();
  expect(made).toBe(2);
});
