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
  const edges = verticesUm.map((vertex, index): Edge => ({ index, from: vertex, to: at(index + 1) }));
  const meeting = firstPair(edges, edges, (a, b) => {
    if (a.index >= b.index) return false;
    if (b.index === a.index + 1) return foldsBack(a.from, a.to, b.to);
    if (a.index === 0 && b.index === count - 1) return foldsBack(b.from, b.to, a.to);
    return segmentsMeet(a.from, a.to, b.from, b.to);
  });
  if (meeting) return { kind: 'crossing', edges: [meeting[0].index, meeting[1].index] };
  return polygonSignedAreaUm2(polygon) === 0 ? { kind: 'no area' } : null;
}

interface Edge {
  index: number;
  from: PointUm;
  to: PointUm;
}

/** Whether any edge of one polygon meets any edge of another. */
export function outlinesMeet(first: Polygon, second: Polygon): boolean {
  const edgesOf = ({ verticesUm }: Polygon): Edge[] => verticesUm.map((from, index) => ({ index, from, to: verticesUm[(index + 1) % verticesUm.length] }));
  return firstPair(edgesOf(first), edgesOf(second), (a, b) => segmentsMeet(a.from, a.to, b.from, b.to)) !== null;
}

/** The pair (of least indices) for which the test holds, among edges whose extents along z overlap. */
function firstPair(first: readonly Edge[], second: readonly Edge[], holds: (a: Edge, b: Edge) => boolean): [Edge, Edge] | null {
  const low = (edge: Edge): number => Math.min(edge.from[1], edge.to[1]);
  const high = (edge: Edge): number => Math.max(edge.from[1], edge.to[1]);
  const sorted = [...second].sort((a, b) => low(a) - low(b));
  const tallest = sorted.reduce((most, edge) => Math.max(most, high(edge) - low(edge)), 0);
  for (const a of first) {
    const found: Edge[] = [];
    for (let k = lowerBound(sorted, low(a) - tallest, low); k < sorted.length && low(sorted[k]) <= high(a); k++) if (holds(a, sorted[k])) found.push(sorted[k]);
    if (found.length > 0) return [a, found.reduce((least, edge) => (edge.index < least.index ? edge : least))];
  }
  return null;
}

function lowerBound<T>(sorted: readonly T[], value: number, keyOf: (item: T) => number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keyOf(sorted[middle]) < value) low = middle + 1;
    else high = middle;
  }
  return low;
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
