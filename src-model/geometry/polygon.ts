// Simple polygons in the transverse plane: corners in order, not repeated at the end, either sense of turning.
import { orient2d } from 'robust-predicates';
import type { Polygon } from '../project';
import { distanceUm, segmentDistanceUm, type PointUm } from './point';

/** Twice the area is the sum of cross products; positive when the corners run counter-clockwise. */
export function polygonSignedAreaUm2({ verticesUm }: Polygon): number {
  const [originY, originZ] = verticesUm[0];
  let twice = 0;
  for (let index = 0; index < verticesUm.length; index++) {
    const [ay, az] = verticesUm[index];
    const [by, bz] = verticesUm[(index + 1) % verticesUm.length];
    twice += (ay - originY) * (bz - originZ) - (by - originY) * (az - originZ);
  }
  return twice / 2;
}

export function polygonPerimeterUm({ verticesUm }: Polygon): number {
  return verticesUm.reduce((sum, vertex, index) => sum + distanceUm(vertex, verticesUm[(index + 1) % verticesUm.length]), 0);
}

/** Centre of gravity of the area. */
export function polygonCentroid(polygon: Polygon): PointUm {
  const { verticesUm } = polygon;
  const [originY, originZ] = verticesUm[0];
  let y = 0;
  let z = 0;
  for (let index = 0; index < verticesUm.length; index++) {
    const ay = verticesUm[index][0] - originY;
    const az = verticesUm[index][1] - originZ;
    const by = verticesUm[(index + 1) % verticesUm.length][0] - originY;
    const bz = verticesUm[(index + 1) % verticesUm.length][1] - originZ;
    const cross = ay * bz - by * az;
    y += (ay + by) * cross;
    z += (az + bz) * cross;
  }
  const sixAreas = 6 * polygonSignedAreaUm2(polygon);
  return [originY + y / sixAreas, originZ + z / sixAreas];
}

/** Negative inside; the border counts as outside. */
export function polygonSignedDistanceUm({ verticesUm }: Polygon, point: PointUm): number {
  const [y, z] = point;
  let inside = false;
  let nearest = Infinity;
  for (let index = 0, before = verticesUm.length - 1; index < verticesUm.length; before = index++) {
    const a = verticesUm[before];
    const b = verticesUm[index];
    nearest = Math.min(nearest, segmentDistanceUm(point, a, b));
    if (a[1] > z !== b[1] > z && y < a[0] + ((z - a[1]) * (b[0] - a[0])) / (b[1] - a[1])) inside = !inside;
  }
  return inside ? -nearest : nearest;
}

export function polygonFarthestDistanceUm({ verticesUm }: Polygon, point: PointUm): number {
  return Math.max(...verticesUm.map((vertex) => distanceUm(vertex, point)));
}

/** Every corner, and points between them so that no step is longer than perimeter / count. */
export function polygonOutline(polygon: Polygon, count: number): PointUm[] {
  const step = polygonPerimeterUm(polygon) / count;
  return polygon.verticesUm.flatMap((from, index): PointUm[] => {
    const to = polygon.verticesUm[(index + 1) % polygon.verticesUm.length];
    const pieces = Math.max(1, Math.ceil(distanceUm(from, to) / step - 1e-9));
    return Array.from({ length: pieces }, (_, piece) => [from[0] + ((to[0] - from[0]) * piece) / pieces, from[1] + ((to[1] - from[1]) * piece) / pieces]);
  });
}

export type PolygonFlaw =
  /** Edge k runs from corner k to corner k + 1. */
  | { kind: 'crossing'; edges: [number, number] }
  | { kind: 'repeated corner'; corner: number }
  | { kind: 'no area' };

/** The first reason why a polygon is not simple, or null. Exact (adaptive predicates). */
export function polygonFlaw(polygon: Polygon): PolygonFlaw | null {
  const { verticesUm } = polygon;
  const count = verticesUm.length;
  const at = (index: number): PointUm => verticesUm[index % count];
  for (let corner = 0; corner < count; corner++) if (distanceUm(at(corner), at(corner + 1)) === 0) return { kind: 'repeated corner', corner: (corner + 1) % count };
  for (let first = 0; first < count; first++) {
    for (let second = first + 1; second < count; second++) {
      const adjacent = second === first + 1 || (first === 0 && second === count - 1);
      const crossing = adjacent
        ? foldsBack(...(second === first + 1 ? [at(first), at(first + 1), at(first + 2)] as const : [at(second), at(0), at(1)] as const))
        : segmentsMeet(at(first), at(first + 1), at(second), at(second + 1));
      if (crossing) return { kind: 'crossing', edges: [first, second] };
    }
  }
  return polygonSignedAreaUm2(polygon) === 0 ? { kind: 'no area' } : null;
}

/** Whether the edge from b to c runs back over the edge from a to b. */
function foldsBack(a: PointUm, b: PointUm, c: PointUm): boolean {
  return orient2d(...a, ...b, ...c) === 0 && (a[0] - b[0]) * (c[0] - b[0]) + (a[1] - b[1]) * (c[1] - b[1]) > 0;
}

/** Whether two segments have a point in common. Exact. */
export function segmentsMeet(a: PointUm, b: PointUm, c: PointUm, d: PointUm): boolean {
  if (Math.max(a[0], b[0]) < Math.min(c[0], d[0]) || Math.max(c[0], d[0]) < Math.min(a[0], b[0])) return false;
  if (Math.max(a[1], b[1]) < Math.min(c[1], d[1]) || Math.max(c[1], d[1]) < Math.min(a[1], b[1])) return false;
  const abc = Math.sign(orient2d(...a, ...b, ...c));
  const abd = Math.sign(orient2d(...a, ...b, ...d));
  const cda = Math.sign(orient2d(...c, ...d, ...a));
  const cdb = Math.sign(orient2d(...c, ...d, ...b));
  return abc * abd <= 0 && cda * cdb <= 0;
}
