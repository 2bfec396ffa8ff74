// How two shapes lie to each other, and how far their outlines are apart. The relation is exact for every pair of kinds:
// an affine map, which keeps inside, outside and crossing, turns one ellipse into the unit circle.
import type { Circle, Ellipse, Polygon, Shape } from '../project';
import { ellipsePoint } from './ellipse';
import { segmentDistanceUm, turned, type PointUm } from './point';
import { outlinesMeet, polygonSignedDistanceUm } from './polygon';
import { boundingBox, farthestDistanceUm, signedDistanceUm } from './shape';

/** Touching outlines count as crossing. */
export type Relation = 'apart' | 'crossing' | 'first inside second' | 'second inside first';

export function relationOf(first: Shape, second: Shape): Relation {
  if (boxDistanceUm(first, second) > 0) return 'apart';
  if (first.kind === 'polygon' && second.kind === 'polygon') return polygonRelation(first, second);
  if (first.kind === 'polygon') return swapped(relationOf(second, first));
  const toUnitCircle = first.kind === 'circle' ? { ...first, kind: 'ellipse' as const, diameterYUm: first.diameterUm, diameterZUm: first.diameterUm, rotationDeg: 0 } : first;
  const mapped = second.kind === 'polygon' ? mappedPolygon(second, toUnitCircle) : mappedEllipse(second, toUnitCircle);
  return unitCircleRelation(mapped);
}

/** Least distance between the two outlines, um; 0 when they cross or touch. Exact but for pairs with an ellipse (about 1e-9 relative). */
export function outlineDistanceUm(first: Shape, second: Shape): number {
  if (relationOf(first, second) === 'crossing') return 0;
  if (first.kind === 'circle') return circleDistance(first, second);
  if (second.kind === 'circle') return circleDistance(second, first);
  if (first.kind === 'ellipse') return ellipseDistance(first, second);
  if (second.kind === 'ellipse') return ellipseDistance(second, first);
  return polygonDistance(first, second);
}

/** Whether the outlines come closer than a gap; cheap for shapes that are far apart. */
export function outlinesCloserThan(first: Shape, second: Shape, gapUm: number): boolean {
  return boxDistanceUm(first, second) < gapUm && outlineDistanceUm(first, second) < gapUm;
}

/** Distance of the bounding boxes: no more than that of the shapes. */
function boxDistanceUm(first: Shape, second: Shape): number {
  const [a, b] = [boundingBox(first), boundingBox(second)];
  return Math.hypot(Math.max(0, a.minYUm - b.maxYUm, b.minYUm - a.maxYUm), Math.max(0, a.minZUm - b.maxZUm, b.minZUm - a.maxZUm));
}

function swapped(relation: Relation): Relation {
  if (relation === 'first inside second') return 'second inside first';
  return relation === 'second inside first' ? 'first inside second' : relation;
}

/** The unit circle about the origin is first, the shape second. */
function unitCircleRelation(shape: Shape): Relation {
  const distance = signedDistanceUm(shape, [0, 0]);
  if (distance > 1) return 'apart';
  if (distance < -1) return 'first inside second';
  return farthestDistanceUm(shape, [0, 0]) < 1 ? 'second inside first' : 'crossing';
}

function mappedPoint([y, z]: PointUm, frame: Ellipse): [number, number] {
  const [u, v] = turned([y - frame.centerYUm, z - frame.centerZUm], -frame.rotationDeg);
  return [(2 * u) / frame.diameterYUm, (2 * v) / frame.diameterZUm];
}

function mappedPolygon({ verticesUm }: Polygon, frame: Ellipse): Polygon {
  return { kind: 'polygon', verticesUm: verticesUm.map((vertex) => mappedPoint(vertex, frame)) };
}

/** Image of an ellipse: conjugate half axes map to conjugate half axes; the principal ones follow from the 2 x 2 singular values. */
function mappedEllipse(shape: Circle | Ellipse, frame: Ellipse): Ellipse {
  const [centerYUm, centerZUm] = mappedPoint([shape.centerYUm, shape.centerZUm], frame);
  const [halfY, halfZ, rotationDeg] = shape.kind === 'circle' ? [shape.diameterUm / 2, shape.diameterUm / 2, 0] : [shape.diameterYUm / 2, shape.diameterZUm / 2, shape.rotationDeg];
  const imageOf = (axis: PointUm): PointUm => {
    const [u, v] = turned(axis, rotationDeg - frame.rotationDeg);
    return [(2 * u) / frame.diameterYUm, (2 * v) / frame.diameterZUm];
  };
  const [a, c] = imageOf([halfY, 0]);
  const [b, d] = imageOf([0, halfZ]);
  const sum = Math.hypot((a + d) / 2, (c - b) / 2);
  const difference = Math.hypot((a - d) / 2, (c + b) / 2);
  const angle = (Math.atan2(c + b, a - d) + Math.atan2(c - b, a + d)) / 2;
  // The smaller singular value from the determinant: the difference of the two sums would cancel.
  const major = sum + difference;
  return { kind: 'ellipse', centerYUm, centerZUm, diameterYUm: 2 * major, diameterZUm: (2 * Math.abs(a * d - b * c)) / major, rotationDeg: (angle * 180) / Math.PI };
}

function edgesOf({ verticesUm }: Polygon): [PointUm, PointUm][] {
  return verticesUm.map((vertex, index) => [vertex, verticesUm[(index + 1) % verticesUm.length]]);
}

function polygonRelation(first: Polygon, second: Polygon): Relation {
  if (outlinesMeet(first, second)) return 'crossing';
  if (polygonSignedDistanceUm(second, first.verticesUm[0]) < 0) return 'first inside second';
  return polygonSignedDistanceUm(first, second.verticesUm[0]) < 0 ? 'second inside first' : 'apart';
}

function circleDistance(circle: Circle, shape: Shape): number {
  const center: PointUm = [circle.centerYUm, circle.centerZUm];
  const radius = circle.diameterUm / 2;
  const distance = Math.abs(signedDistanceUm(shape, center));
  return distance >= radius ? distance - radius : Math.max(0, radius - farthestDistanceUm(shape, center));
}

function polygonDistance(first: Polygon, second: Polygon): number {
  const nearest = (from: Polygon, to: Polygon): number =>
    Math.min(...from.verticesUm.flatMap((vertex) => edgesOf(to).map(([a, b]) => segmentDistanceUm(vertex, a, b))));
  return Math.min(nearest(first, second), nearest(second, first));
}

const SCAN_POINTS = 720;

/** Nearest approach along the ellipse's parameter: a scan, then golden sections in every valley of the scan. */
function ellipseDistance(ellipse: Ellipse, shape: Shape): number {
  const at = (parameter: number): number => Math.abs(signedDistanceUm(shape, ellipsePoint(ellipse, parameter)));
  const step = (2 * Math.PI) / SCAN_POINTS;
  const scan = Array.from({ length: SCAN_POINTS }, (_, index) => at(index * step));
  let best = Math.min(...scan);
  scan.forEach((value, index) => {
    const before = scan[(index + SCAN_POINTS - 1) % SCAN_POINTS];
    const after = scan[(index + 1) % SCAN_POINTS];
    if (value <= before && value <= after) best = Math.min(best, goldenMinimum(at, (index - 1) * step, (index + 1) * step));
  });
  return best;
}

function goldenMinimum(f: (x: number) => number, low: number, high: number): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [a, b] = [low, high];
  let [x, y] = [b - ratio * (b - a), a + ratio * (b - a)];
  let [fx, fy] = [f(x), f(y)];
  for (let round = 0; round < 40; round++) {
    if (fx < fy) {
      [b, y, fy] = [y, x, fx];
      x = b - ratio * (b - a);
      fx = f(x);
    } else {
      [a, x, fx] = [x, y, fy];
      y = a + ratio * (b - a);
      fy = f(y);
    }
  }
  return Math.min(fx, fy);
}
