// Delaunay refinement (Ruppert 1995; Shewchuk 2002): circumcenters of bad triangles are inserted, outline pieces that would be
// encroached are split on their true curve. Small angles of the drawing itself are kept (Miller, Pav, Walkington 2003).
import { insertSegment, type SegmentTable } from './constraints';
import { curvePoint } from './curve';
import { findEdge, inCircle, insertPoint, locate, pointCount, RIM_POINTS, setConstraint, triangleCount, type Triangulation } from './triangulation';
import { cosineAndSine, directionAngle, hypotenuse, nearestPowerOfTwo } from './portable-math';

export interface RefineOptions {
  minimumAngleDeg: number;
  /** Wanted edge length at a point of the section, um. */
  sizeAt: (y: number, z: number) => number;
  /** Refinement stops here; the mesh stays valid. */
  maximumPoints: number;
}

interface Refinement {
  m: Triangulation;
  segments: SegmentTable;
  options: RefineOptions;
  /** For a point made by splitting a piece that ends in a sharp corner of the drawing: that corner; otherwise -1. */
  sharpCorner: number[];
  isSharp: Uint8Array;
}

/** Refines in place. Returns false when `maximumPoints` was reached first. */
export function refineTriangulation(m: Triangulation, segments: SegmentTable, options: RefineOptions): boolean {
  const r: Refinement = { m, segments, options, sharpCorner: new Array<number>(pointCount(m)).fill(-1), isSharp: sharpCorners(m) };
  m.touched = Array.from({ length: triangleCount(m) }, (_, t) => t);
  const bad: number[] = [];
  let next = 0;
  for (;;) {
    const limit = pointCount(m) >= options.maximumPoints;
    if (limit) return false;
    splitEncroached(r, bad);
    if (next === bad.length) return true;
    const t = bad[next++];
    if (next > 4096 && 2 * next > bad.length) {
      bad.splice(0, next);
      next = 0;
    }
    if (isBad(r, t)) treat(r, t, bad);
  }
}

/** Splits every encroached piece among the touched triangles; all touched triangles become candidates. */
function splitEncroached(r: Refinement, bad: number[]): void {
  const { m } = r;
  while (m.touched.length > 0 && pointCount(m) < r.options.maximumPoints) {
    const t = m.touched.pop()!;
    bad.push(t);
    for (let i = 0; i < 3; i++) {
      if (m.constraints[3 * t + i] >= 0 && encroaches(m, m.corners[3 * t + i], t, i)) splitSegment(r, t, i);
    }
  }
}

/** Whether point v lies inside the circle that has the edge opposite to corner i of t as diameter. */
function encroaches(m: Triangulation, v: number, t: number, i: number): boolean {
  return v >= RIM_POINTS && isInDiametralCircle(m, m.points[2 * v], m.points[2 * v + 1], t, i);
}

function isInDiametralCircle(m: Triangulation, y: number, z: number, t: number, i: number): boolean {
  const a = m.corners[3 * t + ((i + 1) % 3)], b = m.corners[3 * t + ((i + 2) % 3)], p = m.points;
  const ay = p[2 * a] - y, az = p[2 * a + 1] - z, by = p[2 * b] - y, bz = p[2 * b + 1] - z;
  return ay * by + az * bz < -1e-9 * (Math.abs(ay * by) + Math.abs(az * bz));
}

/** Splits the piece on the edge opposite to corner i of t; returns false when it is as short as the tolerance allows. */
function splitSegment(r: Refinement, t: number, i: number): boolean {
  const { m, segments } = r;
  const s = m.constraints[3 * t + i];
  const a = segments.a[s], b = segments.b[s];
  const length = hypotenuse(m.points[2 * a] - m.points[2 * b], m.points[2 * a + 1] - m.points[2 * b + 1]);
  if (length < 8 * m.tolerance) return false;
  const at = splitParameter(r, s, length);
  const [y, z] = curvePoint(segments.curves[segments.curve[s]], at);
  setConstraint(m, t, i, -1);
  const point = insertPoint(m, y, z, t);
  const isNew = point === r.sharpCorner.length;
  if (isNew) r.sharpCorner.push(sharpEndOf(r, a, b));
  const piece = { curve: segments.curve[s], from: segments.from[s], to: segments.to[s] };
  insertSegment(m, segments, { ...piece, a, b: point, to: at });
  insertSegment(m, segments, { ...piece, a: point, b, from: at });
  while (r.sharpCorner.length < pointCount(m)) r.sharpCorner.push(-1);
  return isNew;
}

function sharpEndOf(r: Refinement, a: number, b: number): number {
  for (const v of [a, b]) if (v < r.isSharp.length && r.isSharp[v]) return v;
  return -1;
}

/** Middle of the piece; next to a sharp corner a power of two away from it, so that pieces at the corner end on common circles. */
function splitParameter(r: Refinement, s: number, length: number): number {
  const { m, segments } = r;
  const { [s]: from } = segments.from, { [s]: to } = segments.to;
  const isSharpAt = (v: number) => v < r.isSharp.length && r.isSharp[v] === 1;
  const sharpA = isSharpAt(segments.a[s]);
  if (sharpA === isSharpAt(segments.b[s])) return (from + to) / 2;
  const corner = sharpA ? segments.a[s] : segments.b[s];
  const distance = nearestPowerOfTwo(length / 2);
  let near = sharpA ? from : to, far = sharpA ? to : from;
  for (let step = 0; step < 50; step++) {
    const middle = (near + far) / 2;
    const [y, z] = curvePoint(segments.curves[segments.curve[s]], middle);
    if (hypotenuse(y - m.points[2 * corner], z - m.points[2 * corner + 1]) < distance) near = middle;
    else far = middle;
  }
  return (near + far) / 2;
}

/** Points of the drawing where two pieces meet at less than 60 degrees. */
function sharpCorners(m: Triangulation): Uint8Array {
  const directions: number[][] = Array.from({ length: pointCount(m) }, () => []);
  for (let t = 0; t < triangleCount(m); t++) {
    for (let i = 0; i < 3; i++) {
      if (m.constraints[3 * t + i] < 0 || m.neighbors[3 * t + i] < t) continue;
      const a = m.corners[3 * t + ((i + 1) % 3)], b = m.corners[3 * t + ((i + 2) % 3)];
      const angle = directionAngle(m.points[2 * b + 1] - m.points[2 * a + 1], m.points[2 * b] - m.points[2 * a]);
      directions[a].push(angle);
      directions[b].push(angle > 0 ? angle - Math.PI : angle + Math.PI);
    }
  }
  return Uint8Array.from(directions, (angles) => {
    angles.sort((p, q) => p - q);
    return angles.some((angle, k) => angles.length > 1 && (k + 1 < angles.length ? angles[k + 1] : angles[0] + 2 * Math.PI) - angle < Math.PI / 3) ? 1 : 0;
  });
}

function isBad(r: Refinement, t: number): boolean {
  const { m } = r, o = 3 * t;
  const a = m.corners[o], b = m.corners[o + 1], c = m.corners[o + 2];
  if (a < RIM_POINTS || b < RIM_POINTS || c < RIM_POINTS) return false;
  const p = m.points;
  const ab = hypotenuse(p[2 * a] - p[2 * b], p[2 * a + 1] - p[2 * b + 1]);
  const bc = hypotenuse(p[2 * b] - p[2 * c], p[2 * b + 1] - p[2 * c + 1]);
  const ca = hypotenuse(p[2 * c] - p[2 * a], p[2 * c + 1] - p[2 * a + 1]);
  const area = ((p[2 * b] - p[2 * a]) * (p[2 * c + 1] - p[2 * a + 1]) - (p[2 * c] - p[2 * a]) * (p[2 * b + 1] - p[2 * a + 1])) / 2;
  const circumradius = (ab * bc * ca) / (4 * area);
  const shortest = Math.min(ab, bc, ca);
  const size = r.options.sizeAt((p[2 * a] + p[2 * b] + p[2 * c]) / 3, (p[2 * a + 1] + p[2 * b + 1] + p[2 * c + 1]) / 3);
  if (circumradius * Math.sqrt(3) > 1.25 * size) return true;
  if (shortest / (2 * circumradius) >= cosineAndSine((r.options.minimumAngleDeg * Math.PI) / 180)[1]) return false;
  const [u, v] = shortest === ab ? [a, b] : shortest === bc ? [b, c] : [c, a];
  return shortest > 16 * m.tolerance && !facesSharpCorner(r, u, v);
}

/** Whether the edge u-v spans a sharp corner of the drawing: the small angle opposite is the drawing's own. */
function facesSharpCorner(r: Refinement, u: number, v: number): boolean {
  const w = r.sharpCorner[u];
  if (w < 0 || w !== r.sharpCorner[v]) return false;
  const p = r.m.points;
  const du = hypotenuse(p[2 * u] - p[2 * w], p[2 * u + 1] - p[2 * w + 1]);
  const dv = hypotenuse(p[2 * v] - p[2 * w], p[2 * v + 1] - p[2 * w + 1]);
  return Math.abs(du - dv) < 1e-3 * du;
}

/** Inserts the circumcenter of t, or splits the outline pieces that it would encroach upon. */
function treat(r: Refinement, t: number, bad: number[]): void {
  const { m } = r;
  const [y, z] = circumcenter(m, t);
  const { triangle, blockedBy } = locate(m, y, z, t, true);
  if (blockedBy >= 0) {
    if (splitSegment(r, triangle, blockedBy)) bad.push(t);
    return;
  }
  const encroached = encroachedPieces(m, triangle, y, z);
  if (encroached.length === 0) {
    insertPoint(m, y, z, triangle);
    while (r.sharpCorner.length < pointCount(m)) r.sharpCorner.push(-1);
    return;
  }
  let isSplit = false;
  for (const [a, b] of encroached) {
    const edge = findEdge(m, a, b);
    if (edge !== null && m.constraints[3 * edge.triangle + edge.corner] >= 0 && splitSegment(r, edge.triangle, edge.corner)) isSplit = true;
  }
  if (isSplit) bad.push(t);
}

function circumcenter(m: Triangulation, t: number): [number, number] {
  const p = m.points, a = 2 * m.corners[3 * t], b = 2 * m.corners[3 * t + 1], c = 2 * m.corners[3 * t + 2];
  const by = p[b] - p[a], bz = p[b + 1] - p[a + 1], cy = p[c] - p[a], cz = p[c + 1] - p[a + 1];
  const d = 2 * (by * cz - bz * cy), b2 = by * by + bz * bz, c2 = cy * cy + cz * cz;
  return [p[a] + (cz * b2 - bz * c2) / d, p[a + 1] + (by * c2 - cy * b2) / d];
}

/** Constrained edges on the rim of the cavity that the point would open, whose diametral circle contains it. */
function encroachedPieces(m: Triangulation, start: number, y: number, z: number): [number, number][] {
  const seen = new Set([start]);
  const open = [start];
  const found: [number, number][] = [];
  while (open.length > 0) {
    const t = open.pop()!;
    for (let i = 0; i < 3; i++) {
      if (m.constraints[3 * t + i] >= 0) {
        if (isInDiametralCircle(m, y, z, t, i)) found.push([m.corners[3 * t + ((i + 1) % 3)], m.corners[3 * t + ((i + 2) % 3)]]);
        continue;
      }
      const u = m.neighbors[3 * t + i];
      if (u < 0 || seen.has(u)) continue;
      seen.add(u);
      if (inCircle(m, u, y, z)) open.push(u);
    }
  }
  return found;
}
