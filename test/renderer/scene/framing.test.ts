// "Fit to view": every corner of the box is in the picture, which is centred and filled.
import { Box3, Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import { framing, TANGENT } from '../../../src-renderer/scene/stage/framing';

const box = new Box3(new Vector3(0, -250, -250), new Vector3(5000, 250, 250));
const corners = Array.from({ length: 8 }, (_, k) => new Vector3(k & 1 ? 5000 : 0, k & 2 ? 250 : -250, k & 4 ? 250 : -250));

describe.each([true, false])('framing, perspective %s', (perspective) => {
  it.each([[1, 0, 0.001], [0.62, -0.62, 0.48], [0, -1, 0.001]])('from (%d, %d, %d)', (x, y, z) => {
    const direction = new Vector3(x, y, z).normalize();
    const right = new Vector3().crossVectors(new Vector3(0, 0, 1), direction).normalize();
    const up = new Vector3().crossVectors(direction, right);
    const aspect = 1.6;
    const { target, distance, halfHeight } = framing(box, direction, right, up, aspect, perspective);
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
    expect(Math.max(...extent.flat())).toBeGreaterThan(0.8);
  });
});
