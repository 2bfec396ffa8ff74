// A polygon cut to a box.
import type { BoxUm, PointUm } from './point';

/**
 * Sutherland & Hodgman 1974 (Comm ACM 17:32-42): one side of the box after the other. A concave polygon that falls into pieces stays
 * joined along the box; empty when nothing is inside.
 */
export function clippedToBox(vertices: readonly PointUm[], box: BoxUm): PointUm[] {
  const sides: { inside: (p: PointUm) => boolean; axis: 0 | 1; at: number }[] = [
    { inside: (p) => p[0] >= box.minYUm, axis: 0, at: box.minYUm },
    { inside: (p) => p[0] <= box.maxYUm, axis: 0, at: box.maxYUm },
    { inside: (p) => p[1] >= box.minZUm, axis: 1, at: box.minZUm },
    { inside: (p) => p[1] <= box.maxZUm, axis: 1, at: box.maxZUm },
  ];
  return sides.reduce<PointUm[]>((rest, { inside, axis, at }) => rest.flatMap((to, k) => {
    const from = rest[(k + rest.length - 1) % rest.length];
    const kept = inside(to) ? [to] : [];
    if (inside(from) === inside(to)) return kept;
    const part = (at - from[axis]) / (to[axis] - from[axis]);
    const crossing: PointUm = axis === 0
      ? [at, from[1] + part * (to[1] - from[1])]
      : [from[0] + part * (to[0] - from[0]), at];
    return [crossing, ...kept];
  }), [...vertices]);
}
