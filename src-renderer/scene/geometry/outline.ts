// Closed polylines of the transverse plane as the scene draws them: counter-clockwise (y to the right, z up), not repeated at the end.
import type { Shape } from '../../../src-model/project';
import { circleOutline } from '../../../src-model/geometry/circle';
import { ellipseOutline } from '../../../src-model/geometry/ellipse';
import type { PointUm } from '../../../src-model/geometry/point';

export type Outline = readonly PointUm[];

const SMOOTH_SEGMENTS = 96;

export function discOutline(centerYUm: number, centerZUm: number, radiusUm: number, segments = SMOOTH_SEGMENTS): Outline {
  return circleOutline({ kind: 'circle', centerYUm, centerZUm, diameterUm: 2 * radiusUm }, segments);
}

/** Smooth shapes with even segments, polygons by their corners alone. */
export function drawnOutline(shape: Shape): Outline {
  switch (shape.kind) {
    case 'circle': return circleOutline(shape, SMOOTH_SEGMENTS);
    case 'ellipse': return ellipseOutline(shape, SMOOTH_SEGMENTS);
    case 'polygon': return counterClockwise(shape.verticesUm);
  }
}

export function counterClockwise(points: Outline): Outline {
  const doubleArea = points.reduce((sum, [y, z], k) => {
    const [nextY, nextZ] = points[(k + 1) % points.length];
    return sum + y * nextZ - nextY * z;
  }, 0);
  return doubleArea < 0 ? [...points].reverse() : points;
}
