// Fibres under the pointer, against a brute-force march along the ray.
import { describe, expect, it } from 'vitest';
import { fiberAtPoint, fiberOnRay, type Ray } from '../../../src-renderer/scene/fiber-picking';
import { fixtureFibers, fixtureProject } from '../harness/fixtures';

const table = fixtureFibers(fixtureProject('life'), 120);
const none = (): number => 0;

function marched({ origin, direction }: Ray, startX: number, endX: number, steps: number, step: number): number {
  for (let k = 0; k < steps; k++) {
    const [x, y, z] = origin.map((value, axis) => value + direction[axis] * k * step);
    if (x < startX || x > endX) continue;
    for (let f = 0; f < table.count; f++) if (Math.hypot(y - table.yUm[f], z - table.zUm[f]) <= table.diameterUm[f] / 2) return f;
  }
  return -1;
}

describe('fiberOnRay', () => {
  it('finds what a march along the ray finds', () => {
    let hits = 0;
    for (let k = 0; k < 30; k++) {
      const angle = 0.2 * k;
      const target = [1000 + 40 * k, table.yUm[k] + 2 * Math.sin(k), table.zUm[k]];
      const origin = [target[0] - 300, target[1] - 600 * Math.cos(angle), target[2] - 600 * Math.sin(angle)] as [number, number, number];
      const length = Math.hypot(300, 600);
      const direction = target.map((value, axis) => (value - origin[axis]) / length) as [number, number, number];
      const found = fiberOnRay(table, { origin, direction }, 0, 5000, none);
      const expected = marched({ origin, direction }, 0, 5000, 9000, 0.1);
      // A march of 0.1 um can step over a grazed fibre; what it does find must be found.
      if (expected >= 0) {
        hits++;
        expect(found?.fiber).toBe(expected);
      }
    }
    expect(hits).toBeGreaterThan(15);
  });

  it('enters a fibre through its end face', () => {
    const ray: Ray = { origin: [6000, table.yUm[3], table.zUm[3]], direction: [-1, 0, 0] };
    expect(fiberOnRay(table, ray, 0, 5000, none)).toEqual({ fiber: 3, distanceUm: 1000 });
    expect(fiberOnRay(table, ray, 0, 2500, none)?.distanceUm).toBe(3500);
  });

  it('passes through fibres that are not shown', () => {
    const ray: Ray = { origin: [6000, table.yUm[3], table.zUm[3]], direction: [-1, 0, 0] };
    expect(fiberOnRay(table, ray, 0, 5000, none, (fiber) => fiber !== 3)?.fiber).not.toBe(3);
  });

  it('widens thin fibres by the slack of the pointer, and looks only forwards', () => {
    const away = 3 + table.diameterUm[3] / 2;
    const ray: Ray = { origin: [2500, -240, -240], direction: [0, 0, 1] };
    const beside = { ...ray, origin: [2500, -200 - away, -300] as [number, number, number] };
    expect(fiberOnRay(table, beside, 0, 5000, none)).toBeNull();
    expect(fiberOnRay(table, beside, 0, 5000, () => 30)).not.toBeNull();
    expect(fiberOnRay(table, { ...beside, direction: [0, 0, -1] }, 0, 5000, () => 30)).toBeNull();
  });
});

describe('fiberAtPoint', () => {
  it('finds the fibre around its centre, and nothing beside all of them', () => {
    expect(fiberAtPoint(table, table.yUm[10], table.zUm[10], 0.1)).toBeGreaterThanOrEqual(0);
    expect(fiberAtPoint(table, 240, 0, 2)).toBe(-1);
  });
});
