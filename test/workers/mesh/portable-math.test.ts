// Portable functions against the engine's own, and meshes and potentials that do not depend on the engine's last bits.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { SILENT_TASK } from '../../../src-model/task';
import { buildFieldMesh, solveContacts } from '../../../src-workers/field/solve';
import { arcSine, cosineAndSine, directionAngle, hypotenuse, nearestPowerOfTwo } from '../../../src-workers/mesh/portable-math';
import { electrode, EXAMPLE_LIFE, exampleNerve, randomNerve } from '../field/nerves';

const ENGINE: Readonly<Record<string, (...values: number[]) => number>> = Object.fromEntries(Object.getOwnPropertyNames(Math).map((name) => [name, Reflect.get(Math, name) as () => number]));

afterEach(() => { vi.restoreAllMocks(); });

describe('portable functions agree with the engine\'s', () => {
  const angles = Array.from({ length: 4001 }, (_, k) => (k - 2000) * 0.00737);

  it('sine and cosine within 3e-16', () => {
    for (const angle of [...angles, 0, Math.PI / 2, Math.PI, 100, -1234.5]) {
      const [cosine, sine] = cosineAndSine(angle);
      expect(Math.abs(cosine - Math.cos(angle)), `cos ${angle}`).toBeLessThan(3e-16);
      expect(Math.abs(sine - Math.sin(angle)), `sin ${angle}`).toBeLessThan(3e-16);
    }
  });

  it('angles within 1e-15', () => {
    for (const angle of angles) {
      const y = Math.sin(angle) * 3.7, x = Math.cos(angle) * 3.7;
      expect(Math.abs(directionAngle(y, x) - Math.atan2(y, x)), `angle ${angle}`).toBeLessThan(1e-15);
    }
    expect([directionAngle(0, 2), directionAngle(0, -2), directionAngle(2, 0), directionAngle(-2, 0), directionAngle(0, 0)])
      .toEqual([0, Math.PI, Math.PI / 2, -Math.PI / 2, 0]);
    for (const sine of [-1, -0.99999, -0.3, 0, 0.5, 1]) expect(Math.abs(arcSine(sine) - Math.asin(sine))).toBeLessThan(1e-15);
  });

  it('lengths and powers of two', () => {
    expect(hypotenuse(3, -4)).toBe(5);
    for (const value of [1e-6, 0.3, 0.7, 0.71, 1, 1.41, 1.42, 3, 1000]) expect(nearestPowerOfTwo(value)).toBe(2 ** Math.round(Math.log2(value)));
  });
});

describe('another engine, whose functions differ in the last bits', () => {
  const time = electrode({ kind: 'time', id: 'TIME', xUm: 3800, yUm: 0, zUm: 5, rotationDeg: 15 });
  const cuff = electrode({ kind: 'multi-contact-cuff', id: 'CUFF', centerXUm: 1200, contactLengthUm: 200, rotationDeg: 27 });
  const coarse = { mesh: 4 };
  const problems = [exampleNerve([EXAMPLE_LIFE], coarse), exampleNerve([cuff, time], coarse), { ...randomNerve(24), settings: exampleNerve([], coarse).settings }];

  it.each(problems.map((problem, k) => ({ k, problem })))('makes the same bytes: nerve $k', ({ problem }) => {
    const compute = () => {
      const mesh = buildFieldMesh(problem, SILENT_TASK);
      return { mesh, potentials: solveContacts(problem, mesh, [0], SILENT_TASK)[0].potentialsMvPerMa };
    };
    const here = compute();
    for (const name of ['sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'hypot', 'atan2', 'log', 'log2', 'exp', 'pow'] as const) {
      const own = ENGINE[name];
      // Up by one unit in the last place, down by one, in turn.
      let calls = 0;
      vi.spyOn(Math, name).mockImplementation((...values: number[]) => own(...values) * (1 + (++calls % 2 === 0 ? 2.3e-16 : -1.2e-16)));
    }
    const there = compute();
    expect(there.mesh).toEqual(here.mesh);
    expect(there.potentials).toEqual(here.potentials);
  });
});
