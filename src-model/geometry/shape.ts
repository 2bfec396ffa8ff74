// What every shape of the transverse plane can tell, whatever its kind.
import type { Shape } from '../project';
import type { RandomStream } from '../random/keyed-stream';
import { circleAreaUm2, circleBox, circleFarthestDistanceUm, circleOutline, circlePerimeterUm, circleRandomPoint, circleSignedDistanceUm } from './circle';
import { ellipseAreaUm2, ellipseBox, ellipseFarthestDistanceUm, ellipseOutline, ellipsePerimeterUm, ellipseSignedDistanceUm } from './ellipse';
import { boxOf, turned, type BoxUm, type PointUm } from './point';
import { polygonCentroid, polygonFarthestDistanceUm, polygonOutline, polygonPerimeterUm, polygonSignedAreaUm2, polygonSignedDistanceUm } from './polygon';

export function areaUm2(shape: Shape): number {
  switch (shape.kind) {
    case 'circle': return circleAreaUm2(shape);
    case 'ellipse': return ellipseAreaUm2(shape);
    case 'polygon': return Math.abs(polygonSignedAreaUm2(shape));
  }
}

export function perimeterUm(shape: Shape): number {
  switch (shape.kind) {
    case 'circle': return circlePerimeterUm(shape);
    case 'ellipse': return ellipsePerimeterUm(shape);
    case 'polygon': return polygonPerimeterUm(shape);
  }
}

/** Centre of a circle or ellipse, centre of gravity of a polygon. */
export function centerOf(shape: Shape): PointUm {
  return shape.kind === 'polygon' ? polygonCentroid(shape) : [shape.centerYUm, shape.centerZUm];
}

export function boundingBox(shape: Shape): BoxUm {
  switch (shape.kind) {
    case 'circle': return circleBox(shape);
    case 'ellipse': return ellipseBox(shape);
    case 'polygon': return boxOf(shape.verticesUm);
  }
}

/** Exact distance to the outline, um: negative inside, positive outside. */
export function signedDistanceUm(shape: Shape, point: PointUm): number {
  switch (shape.kind) {
    case 'circle': return circleSignedDistanceUm(shape, point);
    case 'ellipse': return ellipseSignedDistanceUm(shape, point);
    case 'polygon': return polygonSignedDistanceUm(shape, point);
  }
}

/** Exact distance to the farthest point of the outline, um. */
export function farthestDistanceUm(shape: Shape, point: PointUm): number {
  switch (shape.kind) {
    case 'circle': return circleFarthestDistanceUm(shape, point);
    case 'ellipse': return ellipseFarthestDistanceUm(shape, point);
    case 'polygon': return polygonFarthestDistanceUm(shape, point);
  }
}

/** Whether the whole disc of radius `marginUm` about the point lies inside (a negative margin allows points outside by that much). */
export function contains(shape: Shape, point: PointUm, marginUm = 0): boolean {
  return signedDistanceUm(shape, point) <= -marginUm;
}

/** About `count` points along the outline, the first one not repeated; a polygon keeps all its corners and may give more. */
export function outlinePoints(shape: Shape, count: number): PointUm[] {
  switch (shape.kind) {
    case 'circle': return circleOutline(shape, count);
    case 'ellipse': return ellipseOutline(shape, count);
    case 'polygon': return polygonOutline(shape, count);
  }
}

/** Tries before a random point is given up. */
const MAX_POINT_TRIES = 10_000;

/** Uniform over the points at least `marginUm` inside; null when there is none (or so little room that it was not hit). */
export function randomInteriorPoint(shape: Shape, marginUm: number, stream: RandomStream): PointUm | null {
  if (shape.kind === 'circle') return circleRandomPoint(shape, marginUm, stream);
  const box = boundingBox(shape);
  const widthUm = box.maxYUm - box.minYUm - 2 * marginUm;
  const heightUm = box.maxZUm - box.minZUm - 2 * marginUm;
  if (widthUm < 0 || heightUm < 0) return null;
  for (let attempt = 0; attempt < MAX_POINT_TRIES; attempt++) {
    const point: PointUm = [box.minYUm + marginUm + widthUm * stream.uniform(), box.minZUm + marginUm + heightUm * stream.uniform()];
    if (contains(shape, point, marginUm)) return point;
  }
  return null;
}

export function translated<S extends Shape>(shape: S, byYUm: number, byZUm: number): S {
  return shape.kind === 'polygon'
    ? { ...shape, verticesUm: shape.verticesUm.map(([y, z]) => [y + byYUm, z + byZUm]) }
    : { ...shape, centerYUm: shape.centerYUm + byYUm, centerZUm: shape.centerZUm + byZUm };
}

/** Counter-clockwise turn about a pivot (the shape's own centre when absent), seen with y to the right and z up. */
export function rotated<S extends Shape>(shape: S, angleDeg: number, pivot: PointUm = centerOf(shape)): S {
  if (shape.kind === 'polygon') return { ...shape, verticesUm: shape.verticesUm.map((vertex) => [...turned(vertex, angleDeg, pivot)]) };
  const [centerYUm, centerZUm] = turned(centerOf(shape), angleDeg, pivot);
  return shape.kind === 'ellipse'
    ? { ...shape, centerYUm, centerZUm, rotationDeg: shape.rotationDeg + angleDeg }
    : { ...shape, centerYUm, centerZUm };
}
