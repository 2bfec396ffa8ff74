import { describe, expect, it } from 'vitest';
import { ringRegion } from '../../../src-renderer/scene/geometry/cuff';
import { cutPrism, cutRegion, type Clip } from '../../../src-renderer/scene/geometry/cut';
import { discOutline, type Outline } from '../../../src-renderer/scene/geometry/outline';
import { buildParts } from '../../../src-renderer/scene/geometry/parts';
import { extrude, type Region } from '../../../src-renderer/scene/geometry/prism';
import { fixtureProject } from '../harness/fixtures';
import { volume } from '../harness/volume';

const both = (axis: Clip['axis'], atUm: number): Clip[] => [{ axis, atUm, keep: 'below' }, { axis, atUm, keep: 'above' }];
const u: Outline = [[-30, -20], [30, -20], [30, 40], [10, 40], [10, 0], [-10, 0], [-10, 40], [-30, 40]];
const regions: [string, Region][] = [
  ['a disc', { outer: discOutline(5, -3, 40), holes: [] }],
  ['a ring', ringRegion(25, 40)],
  ['a U', { outer: u, holes: [] }],
  ['a disc with two holes', { outer: discOutline(0, 0, 60), holes: [discOutline(-25, 2, 15), discOutline(25, -2, 15)] }],
];

describe('solids cut by the clipping plane', () => {
  it.each(regions)('%s: both sides are closed and together the whole', (_, region) => {
    const whole = volume(extrude(region, 100, 400));
    for (const axis of ['x', 'y', 'z'] as const) {
      for (const atUm of axis === 'x' ? [50, 170, 500] : [-70, -24.9, -7.3, 3.1, 21, 70]) {
        const sides = both(axis, atUm).map((clip) => cutPrism(region, 100, 400, clip));
        const volumes = sides.map((solid) => (solid ? volume(solid) : 0));
        expect(volumes.every((each) => each >= 0)).toBe(true);
        expect(volumes[0] + volumes[1], `${axis} at ${atUm}`).toBeCloseTo(whole, 0);
      }
    }
  });
  it('a ring cut through its hole is one C, a U cut across its arms two pieces', () => {
    expect(cutRegion(ringRegion(25, 40), { axis: 'y', atUm: 0, keep: 'below' })).toHaveLength(1);
    expect(cutRegion({ outer: u, holes: [] }, { axis: 'z', atUm: 20, keep: 'above' })).toHaveLength(2);
    expect(cutRegion({ outer: u, holes: [] }, { axis: 'z', atUm: 20, keep: 'below' })).toHaveLength(1);
    const [left, right] = cutRegion({ outer: discOutline(0, 0, 60), holes: [discOutline(-25, 0, 10), discOutline(25, 0, 10)] }, { axis: 'y', atUm: 0, keep: 'below' });
    expect(left.holes).toHaveLength(1);
    expect(right).toBeUndefined();
  });
  it('in the scene nothing reaches beyond the plane, and what is wholly behind it is gone', () => {
    const project = fixtureProject('all');
    for (const clip of [...both('x', 2400), ...both('y', 30), ...both('z', -40)]) {
      const k = clip.axis === 'x' ? 0 : clip.axis === 'y' ? 1 : 2;
      const parts = buildParts(project, clip).filter(({ key }) => !key.endsWith(':point'));
      expect(parts.length).toBeGreaterThan(5);
      for (const { solid, title } of parts) {
        for (let i = k; i < solid.positions.length; i += 3) {
          expect(clip.keep === 'below' ? solid.positions[i] <= clip.atUm + 1e-3 : solid.positions[i] >= clip.atUm - 1e-3, title).toBe(true);
        }
      }
    }
    expect(buildParts(project, { axis: 'x', atUm: -1, keep: 'below' })).toEqual([]);
  });
});
