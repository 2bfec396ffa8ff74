// Outline pieces as constrained edges of the triangulation (Sloan 1993: flip every edge that crosses the new one).
import { curvePoint, ellipseParameter, type Curve, type SectionPoint } from './curve';
import { aroundPoint, cornerAcross, findEdge, flip, inCircle, insertPoint, orientation, setConstraint, type Triangulation } from './triangulation';

/** Segment s is the piece of `curves[curve[s]]` between parameters from[s] and to[s], drawn as the edge a[s]-b[s]. */
export interface SegmentTable {
  curves: readonly Curve[];
  curve: number[];
  a: number[];
  b: number[];
  from: number[];
  to: number[];
}

export function createSegments(curves: readonly Curve[]): SegmentTable {
  return { curves, curve: [], a: [], b: [], from: [], to: [] };
}

interface Piece { curve: number; a: number; b: number; from: number; to: number }

function addSegment(segments: SegmentTable, piece: Piece): number {
  segments.curve.push(piece.curve);
  segments.a.push(piece.a);
  segments.b.push(piece.b);
  segments.from.push(piece.from);
  segments.to.push(piece.to);
  return segments.curve.length - 1;
}

/** Draws the piece of a curve from point a to point b; pieces that cross others are cut where they meet. */
export function insertSegment(m: Triangulation, segments: SegmentTable, piece: Piece): void {
  const open: Piece[] = [piece];
  while (open.length > 0) {
    const next = open.pop()!;
    if (next.a === next.b) continue;
    const obstacle = firstObstacle(m, next.a, next.b);
    if (obstacle.kind === 'none') {
      forceEdge(m, next.a, next.b, obstacle.crossed);
      const edge = findEdge(m, next.a, next.b);
      if (edge === null) throw new Error('Triangulation: a constrained edge was lost.');
      if (m.constraints[3 * edge.triangle + edge.corner] < 0) setConstraint(m, edge.triangle, edge.corner, addSegment(segments, next));
    } else if (obstacle.kind === 'point') {
      open.push(...cutAt(m, segments, next, obstacle.point));
    } else {
      const { triangle, corner } = obstacle;
      const other = m.constraints[3 * triangle + corner];
      const c = segments.a[other], d = segments.b[other];
      const [y, z] = meetingPoint(m, next.a, next.b, c, d);
      setConstraint(m, triangle, corner, -1);
      const point = insertPoint(m, y, z, triangle);
      const crossed = { curve: segments.curve[other], a: c, b: d, from: segments.from[other], to: segments.to[other] };
      open.push(...cutAt(m, segments, next, point), ...cutAt(m, segments, crossed, point));
    }
  }
}

function cutAt(m: Triangulation, segments: SegmentTable, piece: Piece, point: number): Piece[] {
  if (point === piece.a || point === piece.b) return [piece];
  const at = parameterBetween(segments.curves[piece.curve], piece.from, piece.to, [m.points[2 * point], m.points[2 * point + 1]]);
  return [{ ...piece, b: point, to: at }, { ...piece, a: point, from: at }];
}

function parameterBetween(curve: Curve, from: number, to: number, point: SectionPoint): number {
  let t: number;
  if (curve.kind === 'segment') {
    const dy = curve.to[0] - curve.from[0], dz = curve.to[1] - curve.from[1];
    t = ((point[0] - curve.from[0]) * dy + (point[1] - curve.from[1]) * dz) / (dy * dy + dz * dz);
  } else {
    t = ellipseParameter(curve, point);
  }
  const low = Math.min(from, to), high = Math.max(from, to);
  return t > low && t < high ? t : (from + to) / 2;
}

function meetingPoint(m: Triangulation, a: number, b: number, c: number, d: number): SectionPoint {
  const p = m.points;
  const ay = p[2 * a], az = p[2 * a + 1], dy = p[2 * b] - ay, dz = p[2 * b + 1] - az;
  const ey = p[2 * d] - p[2 * c], ez = p[2 * d + 1] - p[2 * c + 1];
  const s = ((p[2 * c] - ay) * ez - (p[2 * c + 1] - az) * ey) / (dy * ez - dz * ey);
  return [ay + s * dy, az + s * dz];
}

type Obstacle =
  | { kind: 'none'; crossed: [number, number][] }
  | { kind: 'point'; point: number }
  | { kind: 'edge'; triangle: number; corner: number };

/** What the straight line a-b first runs into: a point on it, a constrained edge, or nothing (then the plain edges it crosses). */
function firstObstacle(m: Triangulation, a: number, b: number): Obstacle {
  if (findEdge(m, a, b) !== null) return { kind: 'none', crossed: [] };
  const ay = m.points[2 * a], az = m.points[2 * a + 1];
  const dy = m.points[2 * b] - ay, dz = m.points[2 * b + 1] - az, length2 = dy * dy + dz * dz, length = Math.sqrt(length2);
  const side = (v: number) => orientation(m, a, b, m.points[2 * v], m.points[2 * v + 1]);
  const isOnLine = (v: number) => {
    const along = (m.points[2 * v] - ay) * dy + (m.points[2 * v + 1] - az) * dz;
    return along > 0 && along < length2 && Math.abs(side(v)) <= m.tolerance * length;
  };
  let result: Obstacle | null = null;
  let t = -1, edge = -1;
  aroundPoint(m, a, (triangle, i) => {
    const p = m.corners[3 * triangle + ((i + 1) % 3)], q = m.corners[3 * triangle + ((i + 2) % 3)];
    for (const v of [p, q]) if (isOnLine(v)) { result = { kind: 'point', point: v }; return true; }
    if (side(p) < 0 && side(q) > 0) { t = triangle; edge = i; }
    return false;
  });
  if (result !== null) return result;
  if (t < 0) throw new Error('Triangulation: no triangle in the direction of an outline.');
  const crossed: [number, number][] = [];
  for (;;) {
    if (m.constraints[3 * t + edge] >= 0) return { kind: 'edge', triangle: t, corner: edge };
    crossed.push([m.corners[3 * t + ((edge + 1) % 3)], m.corners[3 * t + ((edge + 2) % 3)]]);
    const u = m.neighbors[3 * t + edge], q = cornerAcross(m, u, t), v = m.corners[3 * u + q];
    if (v === b) return { kind: 'none', crossed };
    if (isOnLine(v)) return { kind: 'point', point: v };
    // Left of v lies corner q + 2's edge: continue over the edge whose ends lie on both sides.
    const s = side(v);
    edge = s > 0 ? (m.corners[3 * u + ((q + 1) % 3)] === crossed[crossed.length - 1][0] ? (q + 2) % 3 : (q + 1) % 3)
      : (m.corners[3 * u + ((q + 1) % 3)] === crossed[crossed.length - 1][0] ? (q + 1) % 3 : (q + 2) % 3);
    t = u;
  }
}

/** Flips the crossed edges away until a-b is an edge, then restores the Delaunay property around it. */
function forceEdge(m: Triangulation, a: number, b: number, crossed: [number, number][]): void {
  const side = (v: number) => orientation(m, a, b, m.points[2 * v], m.points[2 * v + 1]);
  const queue = [...crossed];
  const made: [number, number][] = [];
  for (let turns = 0; queue.length > 0; turns++) {
    if (turns > 1000 + 100 * crossed.length * crossed.length) throw new Error('Triangulation: an outline could not be drawn.');
    const [p, q] = queue.shift()!;
    const edge = findEdge(m, p, q);
    if (edge === null) throw new Error('Triangulation: a crossed edge was lost.');
    const t = edge.triangle, i = edge.corner;
    const u = m.neighbors[3 * t + i];
    const r = m.corners[3 * t + i], s = m.corners[3 * u + cornerAcross(m, u, t)];
    const isConvex = orientation(m, r, s, m.points[2 * p], m.points[2 * p + 1]) * orientation(m, r, s, m.points[2 * q], m.points[2 * q + 1]) < 0;
    if (!isConvex) {
      queue.push([p, q]);
      continue;
    }
    flip(m, t, i);
    const stillCrosses = r !== a && r !== b && s !== a && s !== b && side(r) * side(s) < 0;
    (stillCrosses ? queue : made).push([r, s]);
  }
  for (let again = true; again;) {
    again = false;
    for (let e = 0; e < made.length; e++) {
      const [p, q] = made[e];
      if ((p === a && q === b) || (p === b && q === a)) continue;
      const edge = findEdge(m, p, q);
      if (edge === null || m.constraints[3 * edge.triangle + edge.corner] >= 0) continue;
      const t = edge.triangle, u = m.neighbors[3 * t + edge.corner];
      const s = m.corners[3 * u + cornerAcross(m, u, t)];
      if (!inCircle(m, t, m.points[2 * s], m.points[2 * s + 1])) continue;
      made[e] = [m.corners[3 * t + edge.corner], s];
      flip(m, t, edge.corner);
      again = true;
    }
  }
}

export function segmentMiddle(segments: SegmentTable, s: number): SectionPoint {
  return curvePoint(segments.curves[segments.curve[s]], (segments.from[s] + segments.to[s]) / 2);
}
