// "Fit to view": every corner of the box is in the picture, which is centred and filled.
import { Box3, Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import { framing, TANGENT, viewDirection } from '../../../src-renderer/scene/stage/framing';

const box = new Box3(new Vector3(0, -250, -250), new Vector3(5000, 250, 250));
const corners = Array.from({ length: 8 }, (_, k) => new Vector3(k & 1 ? 5000 : 0, k & 2 ? 250 : -250, k & 4 ? 250 : -250));

describe.each([true, false])('framing, perspective %s', (perspective) => {
  it.each([[1, 0, 0.001], [0.62, -0.62, 0.48], [0, -1, 0.001]])('from (%d, %d, %d)', (x, y, z) => {
    const direction = new Vector3(x, y, z).normalize();
    const right = new Vector3().crossVectors(new Vector3(0, 0, 1), direction).normalize();
    const up = new Vector3().crossVectors(direction, right);
    const aspect = 1.6;
    const { target, distance, halfHeight } = framing(box, direction, right, up, { width: 1600, height: 1000 }, perspective);
    const seen = corners.map((corner) => {
      const offset = corner.clone().sub(target);
      const half = perspective ? (distance - offset.dot(direction)) * TANGENT : halfHeight;
      return [offset.dot(right) / half / aspect, offset.dot(up) / half];
    });
    const extent = [0, 1].map((axis) => [Math.min(...seen.map((at) => at[axis])), Math.max(...seen.map((at) => at[axis]))]);
    for (const [low, high] of extent) {
      expect(low).toBeGreaterThan(-1);
      expect(high).toBeLessThan(1);
      expect(Math.abs(low + high)).toBeLessThan(0.1);
    }
    expect(Math.max(...extent.flat())).toBeGreaterThan(0.75);
    // Buttons and legend lie in the outermost 62 pixels.
    expect(Math.max(...extent[1].map(Math.abs))).toBeLessThanOrEqual(1 - 62 / 500);
  });
});

describe('the usual view', () => {
  const seenLength = (aspect: number): number => Math.hypot(viewDirection('iso', aspect).y, viewDirection('iso', aspect).z);
  it('foreshortens the nerve where the picture is narrow', () => {
    expect(seenLength(0.5)).toBeLessThan(0.8 * seenLength(1));
    expect(seenLength(1.8)).toBe(seenLength(1));
    expect(viewDirection('iso', 0.1)).toEqual(viewDirection('iso', 0.45));
  });
  it('along an axis does not depend on the picture', () => {
    for (const preset of ['front', 'side', 'top'] as const) expect(viewDirection(preset, 0.5)).toEqual(viewDirection(preset, 2));
  });
});
