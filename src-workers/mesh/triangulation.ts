// Incremental Delaunay triangulation with constrained edges, on exact predicates (Shewchuk 1997; Lawson 1977 flips;
// Sloan 1993 for constraints). Plain growing arrays; everything is deterministic.
import { incircle, orient2d } from 'robust-predicates';
import { hypotenuse } from './portable-math';

/**
 * Layout: point v at points[2v], points[2v + 1]; triangle t has corners[3t..3t+2] counter-clockwise; neighbors[3t + i] is the
 * triangle across the edge opposite to corner i (-1 at the rim) and constraints[3t + i] that edge's segment, or -1.
 * Points 0, 1, 2 span a triangle around everything; triangles that touch them are outside.
 */
export interface Triangulation {
  points: number[];
  corners: number[];
  neighbors: number[];
  constraints: number[];
  /** Some triangle at each point. */
  triangleAt: number[];
  /** Triangles made or changed since the list was last emptied. */
  touched: number[];
  /** Points closer than this are one point; a point this close to a segment lies on it. */
  tolerance: number;
}

export const RIM_POINTS = 3;

export const pointCount = (m: Triangulation): number => m.points.length / 2;
export const triangleCount = (m: Triangulation): number => m.corners.length / 3;

export function createTriangulation(centerY: number, centerZ: number, radius: number, tolerance: number): Triangulation {
  const far = 64 * radius;
  const points = [centerY - far, centerZ - far, centerY + far, centerZ - far, centerY, centerZ + far];
  return { points, corners: [0, 1, 2], neighbors: [-1, -1, -1], constraints: [-1, -1, -1], triangleAt: [0, 0, 0], touched: [], tolerance };
}

export function orientation(m: Triangulation, a: number, b: number, y: number, z: number): number {
  const p = m.points;
  // robust-predicates returns a positive value for clockwise points in its y-down frame; negated: counter-clockwise positive.
  return -orient2d(p[2 * a], p[2 * a + 1], p[2 * b], p[2 * b + 1], y, z);
}

/** Walks from `start` to a triangle that contains the point; ends at a constraint in between when `stopAtConstraint`. */
export function locate(m: Triangulation, y: number, z: number, start: number, stopAtConstraint = false): { triangle: number; blockedBy: number } {
  let t = start, from = -1;
  for (let steps = 0; steps <= m.corners.length; steps++) {
    let next = -1, edge = -1;
    for (let i = 0; i < 3; i++) {
      const a = m.corners[3 * t + ((i + 1) % 3)], b = m.corners[3 * t + ((i + 2) % 3)];
      const neighbor = m.neighbors[3 * t + i];
      if (neighbor !== from && orientation(m, a, b, y, z) < 0) {
        next = neighbor;
        edge = i;
        break;
      }
    }
    if (edge < 0) return { triangle: t, blockedBy: -1 };
    if (stopAtConstraint && m.constraints[3 * t + edge] >= 0) return { triangle: t, blockedBy: edge };
    if (next < 0) throw new Error(`The point (${y}, ${z}) um lies outside the triangulated region.`);
    from = t;
    t = next;
  }
  // A walk may circle among constrained edges; every triangle is then asked.
  for (t = 0; t < triangleCount(m); t++) {
    if ([0, 1, 2].every((i) => orientation(m, m.corners[3 * t + ((i + 1) % 3)], m.corners[3 * t + ((i + 2) % 3)], y, z) >= 0)) return { triangle: t, blockedBy: -1 };
  }
  throw new Error(`The point (${y}, ${z}) um lies outside the triangulated region.`);
}

/** Inserts a point and restores the Delaunay property; returns its number, or that of an existing point within the tolerance. */
export function insertPoint(m: Triangulation, y: number, z: number, start = m.corners.length / 3 - 1): number {
  const t = locate(m, y, z, start).triangle;
  for (let i = 0; i < 3; i++) {
    const v = m.corners[3 * t + i];
    if (hypotenuse(m.points[2 * v] - y, m.points[2 * v + 1] - z) <= m.tolerance) return v;
  }
  const p = pointCount(m);
  m.points.push(y, z);
  m.triangleAt.push(t);
  let onEdge = -1;
  for (let i = 0; i < 3; i++) {
    if (orientation(m, m.corners[3 * t + ((i + 1) % 3)], m.corners[3 * t + ((i + 2) % 3)], y, z) === 0) onEdge = i;
  }
  legalize(m, p, onEdge < 0 ? splitInside(m, t, p) : splitEdge(m, t, onEdge, p));
  return p;
}

function setTriangle(m: Triangulation, t: number, a: number, b: number, c: number, na: number, nb: number, nc: number, ca: number, cb: number, cc: number): void {
  const o = 3 * t;
  m.corners[o] = a; m.corners[o + 1] = b; m.corners[o + 2] = c;
  m.neighbors[o] = na; m.neighbors[o + 1] = nb; m.neighbors[o + 2] = nc;
  m.constraints[o] = ca; m.constraints[o + 1] = cb; m.constraints[o + 2] = cc;
  m.triangleAt[a] = t; m.triangleAt[b] = t; m.triangleAt[c] = t;
  m.touched.push(t);
}

function relink(m: Triangulation, t: number, from: number, to: number): void {
  if (t < 0) return;
  for (let i = 0; i < 3; i++) if (m.neighbors[3 * t + i] === from) { m.neighbors[3 * t + i] = to; return; }
}

/** Splits triangle t at the inner point p; returns the new triangles, each with p as corner 0. */
function splitInside(m: Triangulation, t: number, p: number): number[] {
  const [a, b, c] = m.corners.slice(3 * t, 3 * t + 3);
  const [na, nb, nc] = m.neighbors.slice(3 * t, 3 * t + 3);
  const [ca, cb, cc] = m.constraints.slice(3 * t, 3 * t + 3);
  const u = triangleCount(m), w = u + 1;
  setTriangle(m, t, p, b, c, na, u, w, ca, -1, -1);
  setTriangle(m, u, p, c, a, nb, w, t, cb, -1, -1);
  setTriangle(m, w, p, a, b, nc, t, u, cc, -1, -1);
  relink(m, nb, t, u);
  relink(m, nc, t, w);
  return [t, u, w];
}

/** Splits the edge opposite to corner i of t at p (on it); both halves keep the edge's segment. */
function splitEdge(m: Triangulation, t: number, i: number, p: number): number[] {
  const o = 3 * t, j = (i + 1) % 3, k = (i + 2) % 3;
  const a = m.corners[o + i], b = m.corners[o + j], c = m.corners[o + k];
  const segment = m.constraints[o + i];
  const opposite = m.neighbors[o + i];
  const nb = m.neighbors[o + j], cb = m.constraints[o + j];
  const nc = m.neighbors[o + k], cc = m.constraints[o + k];
  const s = 3 * opposite, q = cornerAcross(m, opposite, t);
  const d = m.corners[s + q];
  const nAfterC = m.neighbors[s + ((q + 2) % 3)], cAfterC = m.constraints[s + ((q + 2) % 3)];
  const nAfterB = m.neighbors[s + ((q + 1) % 3)], cAfterB = m.constraints[s + ((q + 1) % 3)];
  // The other triangle is (d, c, b): edge d-c is opposite to b, edge b-d opposite to c.
  const u = triangleCount(m), w = u + 1;
  setTriangle(m, t, p, a, b, nc, opposite, u, cc, segment, -1);
  setTriangle(m, u, p, c, a, nb, t, w, cb, -1, segment);
  setTriangle(m, w, p, d, c, nAfterC, u, opposite, cAfterC, segment, -1);
  setTriangle(m, opposite, p, b, d, nAfterB, w, t, cAfterB, -1, segment);
  relink(m, nb, t, u);
  relink(m, nAfterC, opposite, w);
  return [t, u, w, opposite];
}

/** Which corner of `t` lies across its edge shared with `neighbor`. */
export function cornerAcross(m: Triangulation, t: number, neighbor: number): number {
  for (let i = 0; i < 3; i++) if (m.neighbors[3 * t + i] === neighbor) return i;
  throw new Error('Triangulation: neighbours do not agree.');
}

/** Whether the point d lies inside the circle through the corners of t. */
export function inCircle(m: Triangulation, t: number, y: number, z: number): boolean {
  const p = m.points, a = 2 * m.corners[3 * t], b = 2 * m.corners[3 * t + 1], c = 2 * m.corners[3 * t + 2];
  return incircle(p[a], p[a + 1], p[b], p[b + 1], p[c], p[c + 1], y, z) > 0;
}

function legalize(m: Triangulation, p: number, stack: number[]): void {
  while (stack.length > 0) {
    const t = stack.pop()!;
    const i = m.corners[3 * t] === p ? 0 : m.corners[3 * t + 1] === p ? 1 : 2;
    const u = m.neighbors[3 * t + i];
    if (u < 0 || m.constraints[3 * t + i] >= 0) continue;
    if (!inCircle(m, u, m.points[2 * p], m.points[2 * p + 1])) continue;
    flip(m, t, i);
    stack.push(t, u);
  }
}

/** Replaces the edge opposite to corner i of t by the other diagonal; t and its neighbour keep their numbers. */
export function flip(m: Triangulation, t: number, i: number): void {
  const o = 3 * t, j = (i + 1) % 3, k = (i + 2) % 3;
  const u = m.neighbors[o + i], q = cornerAcross(m, u, t), s = 3 * u;
  const p = m.corners[o + i], a = m.corners[o + j], b = m.corners[o + k], d = m.corners[s + q];
  const nPa = m.neighbors[o + k], cPa = m.constraints[o + k];
  const nBp = m.neighbors[o + j], cBp = m.constraints[o + j];
  const nAd = m.neighbors[s + ((q + 1) % 3)], cAd = m.constraints[s + ((q + 1) % 3)];
  const nDb = m.neighbors[s + ((q + 2) % 3)], cDb = m.constraints[s + ((q + 2) % 3)];
  setTriangle(m, t, p, a, d, nAd, u, nPa, cAd, -1, cPa);
  setTriangle(m, u, p, d, b, nDb, nBp, t, cDb, cBp, -1);
  relink(m, nAd, u, t);
  relink(m, nBp, t, u);
}

/** Calls `visit(t, i)` for every triangle t at point v, with i the corner that is v, until it returns true. */
export function aroundPoint(m: Triangulation, v: number, visit: (t: number, i: number) => boolean): void {
  const first = m.triangleAt[v];
  for (const turn of [1, 2]) {
    let t = first;
    do {
      const i = m.corners[3 * t] === v ? 0 : m.corners[3 * t + 1] === v ? 1 : 2;
      if ((turn === 1 || t !== first) && visit(t, i)) return;
      t = m.neighbors[3 * t + ((i + turn) % 3)];
    } while (t >= 0 && t !== first);
    if (t === first) return;
  }
}

/** Triangle with the directed edge a -> b and the corner opposite to it, or null. */
export function findEdge(m: Triangulation, a: number, b: number): { triangle: number; corner: number } | null {
  let found: { triangle: number; corner: number } | null = null;
  aroundPoint(m, a, (t, i) => {
    if (m.corners[3 * t + ((i + 1) % 3)] !== b) return false;
    found = { triangle: t, corner: (i + 2) % 3 };
    return true;
  });
  return found;
}

export function setConstraint(m: Triangulation, triangle: number, corner: number, segment: number): void {
  m.constraints[3 * triangle + corner] = segment;
  const other = m.neighbors[3 * triangle + corner];
  if (other >= 0) m.constraints[3 * other + cornerAcross(m, other, triangle)] = segment;
}
