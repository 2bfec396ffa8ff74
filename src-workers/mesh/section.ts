// The cross-section of a layout as quadratic triangles: refined triangulation, regions by flooding, curved edges on the true outlines.
import { contains } from '../../src-model/geometry/shape';
import type { FieldProblem } from '../field/problem';
import { segmentMiddle, type SegmentTable } from './constraints';
import { triangulateDrawing } from './drawing';
import { sizeField } from './grading';
import type { Layout } from './layout-builder';
import { refineTriangulation } from './refine';
import { pointCount, RIM_POINTS, triangleCount, type Triangulation } from './triangulation';
import { hypotenuse } from './portable-math';

/** Smallest angle (deg) of every triangle but those in a corner of the drawing sharper than 60 deg. */
export const MINIMUM_ANGLE_DEG = 22;
const GROWTH = 0.4;
const MAXIMUM_POINTS = 400_000;

export interface Section {
  nodesUm: Float64Array;
  cornerCount: number;
  triangles: Int32Array;
  /** Region of each triangle: triangles that no outline separates share one. */
  regions: Int32Array;
  /** A point well inside each region: the centroid of its largest triangle; y, z at 2r. */
  regionPointsUm: Float64Array;
  domains: Int32Array;
  /** For each edge on an outline: its three nodes and the curve. */
  outlineEdges: { nodes: [number, number, number]; curve: number }[];
  straightened: number;
  isComplete: boolean;
}

export function buildSection(layout: Layout): Section {
  const sizeAt = sizeField(layout.sources, GROWTH, 2 * layout.outerRadiusUm);
  const turn = Math.min(30, Math.max(4, 22.5 * layout.factor));
  const { triangulation, segments } = triangulateDrawing(layout, sizeAt, turn);
  const isComplete = refineTriangulation(triangulation, segments, { minimumAngleDeg: MINIMUM_ANGLE_DEG, sizeAt, maximumPoints: MAXIMUM_POINTS });
  const inside: number[] = [];
  for (let t = 0; t < triangleCount(triangulation); t++) {
    if (Math.min(triangulation.corners[3 * t], triangulation.corners[3 * t + 1], triangulation.corners[3 * t + 2]) >= RIM_POINTS) inside.push(t);
  }
  const { regions, regionPointsUm } = floodRegions(triangulation, inside);
  const quadratic = quadraticTriangles(triangulation, segments, inside);
  const domainOfRegion = Array.from({ length: regionPointsUm.length / 2 }, (_, r) => domainAt(layout.problem, regionPointsUm[2 * r], regionPointsUm[2 * r + 1]));
  const domains = Int32Array.from(regions, (r) => domainOfRegion[r]);
  const straightened = straightenInvalid(quadratic.nodesUm, quadratic.triangles);
  return { ...quadratic, regions, regionPointsUm, domains, straightened, isComplete };
}

/** 0 bath, 1 epineurium, 2 + k fascicle k. */
function domainAt(problem: FieldProblem, y: number, z: number): number {
  const k = problem.fascicles.findIndex((fascicle) => contains(fascicle.shape, [y, z]));
  if (k >= 0) return 2 + k;
  return hypotenuse(y, z) < problem.nerveDiameterUm / 2 ? 1 : 0;
}

function floodRegions(m: Triangulation, inside: number[]): { regions: Int32Array; regionPointsUm: Float64Array } {
  const regionOf = new Int32Array(triangleCount(m)).fill(-1);
  const isInside = new Uint8Array(triangleCount(m));
  for (const t of inside) isInside[t] = 1;
  const points: number[] = [];
  for (const seed of inside) {
    if (regionOf[seed] >= 0) continue;
    const region = points.length / 2;
    let largest = 0, y = 0, z = 0;
    const open = [seed];
    regionOf[seed] = region;
    while (open.length > 0) {
      const t = open.pop()!;
      const [a, b, c] = [0, 1, 2].map((i) => 2 * m.corners[3 * t + i]);
      const area = (m.points[b] - m.points[a]) * (m.points[c + 1] - m.points[a + 1]) - (m.points[c] - m.points[a]) * (m.points[b + 1] - m.points[a + 1]);
      if (area > largest) {
        largest = area;
        y = (m.points[a] + m.points[b] + m.points[c]) / 3;
        z = (m.points[a + 1] + m.points[b + 1] + m.points[c + 1]) / 3;
      }
      for (let i = 0; i < 3; i++) {
        const u = m.neighbors[3 * t + i];
        if (u < 0 || isInside[u] === 0 || regionOf[u] >= 0 || m.constraints[3 * t + i] >= 0) continue;
        regionOf[u] = region;
        open.push(u);
      }
    }
    points.push(y, z);
  }
  return { regions: Int32Array.from(inside, (t) => regionOf[t]), regionPointsUm: Float64Array.from(points) };
}

/** Numbers the corners in use, then one middle per edge: the chord's, or the curve's own on outlines. */
function quadraticTriangles(m: Triangulation, segments: SegmentTable, inside: number[]): Pick<Section, 'nodesUm' | 'cornerCount' | 'triangles' | 'outlineEdges'> {
  const cornerOf = new Int32Array(pointCount(m)).fill(-1);
  const nodes: number[] = [];
  for (const t of inside) {
    for (let i = 0; i < 3; i++) {
      const v = m.corners[3 * t + i];
      if (cornerOf[v] >= 0) continue;
      cornerOf[v] = nodes.length / 2;
      nodes.push(m.points[2 * v], m.points[2 * v + 1]);
    }
  }
  const cornerCount = nodes.length / 2;
  const triangles = new Int32Array(6 * inside.length);
  const middleOf = new Int32Array(3 * triangleCount(m)).fill(-1);
  const outlineEdges: Section['outlineEdges'] = [];
  inside.forEach((t, n) => {
    for (let i = 0; i < 3; i++) triangles[6 * n + i] = cornerOf[m.corners[3 * t + i]];
    for (let i = 0; i < 3; i++) {
      // The middle of edge i, i + 1 lies opposite to corner i + 2.
      const corner = (i + 2) % 3;
      const a = m.corners[3 * t + i], b = m.corners[3 * t + ((i + 1) % 3)];
      let middle = middleOf[3 * t + corner];
      if (middle < 0) {
        middle = nodes.length / 2;
        const segment = m.constraints[3 * t + corner];
        if (segment >= 0) {
          nodes.push(...segmentMiddle(segments, segment));
          outlineEdges.push({ nodes: [cornerOf[a], cornerOf[b], middle], curve: segments.curve[segment] });
        } else nodes.push((m.points[2 * a] + m.points[2 * b]) / 2, (m.points[2 * a + 1] + m.points[2 * b + 1]) / 2);
        const u = m.neighbors[3 * t + corner];
        if (u >= 0) for (let k = 0; k < 3; k++) if (m.neighbors[3 * u + k] === t) middleOf[3 * u + k] = middle;
      }
      triangles[6 * n + 3 + i] = middle;
    }
  });
  return { nodesUm: Float64Array.from(nodes), cornerCount, triangles, outlineEdges };
}

/** Twice the signed area of the corner triangle (a, b, c) of three nodes. */
function cross(nodes: Float64Array, a: number, b: number, c: number): number {
  return (nodes[2 * b] - nodes[2 * a]) * (nodes[2 * c + 1] - nodes[2 * a + 1]) - (nodes[2 * c] - nodes[2 * a]) * (nodes[2 * b + 1] - nodes[2 * a + 1]);
}

/**
 * Straightens the edges of triangles whose curved map could fold (Jacobian below a tenth of the straight one at a corner), in place,
 * until none is left; returns how many triangles were treated.
 */
function straightenInvalid(nodes: Float64Array, triangles: Int32Array): number {
  let count = 0;
  for (let again = true; again;) {
    again = false;
    for (let o = 0; o < triangles.length; o += 6) {
      const [a, b, c, ab, bc, ca] = triangles.subarray(o, o + 6);
      const whole = cross(nodes, a, b, c);
      // At corner a the tangents are 4 ab - 3 a - b and 4 ca - 3 a - c.
      const isBad = [[a, b, c, ab, ca], [b, c, a, bc, ab], [c, a, b, ca, bc]].some(([p, q, r, pq, rp]) => {
        const ty = 4 * nodes[2 * pq] - 3 * nodes[2 * p] - nodes[2 * q], tz = 4 * nodes[2 * pq + 1] - 3 * nodes[2 * p + 1] - nodes[2 * q + 1];
        const sy = 4 * nodes[2 * rp] - 3 * nodes[2 * p] - nodes[2 * r], sz = 4 * nodes[2 * rp + 1] - 3 * nodes[2 * p + 1] - nodes[2 * r + 1];
        return ty * sz - tz * sy < 0.1 * whole;
      });
      if (!isBad) continue;
      count++;
      again = true;
      for (const [p, q, middle] of [[a, b, ab], [b, c, bc], [c, a, ca]]) {
        for (const axis of [0, 1]) nodes[2 * middle + axis] = (nodes[2 * p + axis] + nodes[2 * q + axis]) / 2;
      }
    }
  }
  return count;
}
