// The six-node triangle with curved edges (isoparametric P2): shape functions, quadrature, element integrals.
// Nodes: corners a (0,0), b (1,0), c (0,1) in (s, t), then the middles of ab, bc, ca.
import { hypotenuse } from '../mesh/portable-math';

/** Values at (s, t), written to `out[0..5]`. */
export function shapeValues(s: number, t: number, out: Float64Array): void {
  const r = 1 - s - t;
  out[0] = r * (2 * r - 1);
  out[1] = s * (2 * s - 1);
  out[2] = t * (2 * t - 1);
  out[3] = 4 * r * s;
  out[4] = 4 * s * t;
  out[5] = 4 * t * r;
}

/** Derivatives by s in `out[0..5]`, by t in `out[6..11]`. */
export function shapeDerivatives(s: number, t: number, out: Float64Array): void {
  const r = 1 - s - t;
  out[0] = 1 - 4 * r; out[6] = 1 - 4 * r;
  out[1] = 4 * s - 1; out[7] = 0;
  out[2] = 0; out[8] = 4 * t - 1;
  out[3] = 4 * (r - s); out[9] = -4 * s;
  out[4] = 4 * t; out[10] = 4 * s;
  out[5] = -4 * t; out[11] = 4 * (r - t);
}

/** A point of a triangle in the section with the derivatives of its map: dy/ds, dy/dt, dz/ds, dz/dt. */
export interface MappedPoint { y: number; z: number; ys: number; yt: number; zs: number; zt: number }

/** Where (s, t) of the triangle at triangles[offset] lies; `values` and `derivatives` are left with the shape functions there. */
export function mapPoint(nodes: Float64Array, triangles: Int32Array, offset: number, s: number, t: number, values: Float64Array, derivatives: Float64Array): MappedPoint {
  shapeValues(s, t, values);
  shapeDerivatives(s, t, derivatives);
  const point: MappedPoint = { y: 0, z: 0, ys: 0, yt: 0, zs: 0, zt: 0 };
  for (let i = 0; i < 6; i++) {
    const n = 2 * triangles[offset + i];
    point.y += values[i] * nodes[n]; point.z += values[i] * nodes[n + 1];
    point.ys += derivatives[i] * nodes[n]; point.yt += derivatives[6 + i] * nodes[n];
    point.zs += derivatives[i] * nodes[n + 1]; point.zt += derivatives[6 + i] * nodes[n + 1];
  }
  return point;
}

/** Dunavant 1985, degree 5: s, t, weight (weights sum to 1/2). */
export const TRIANGLE_RULE: readonly (readonly [number, number, number])[] = (() => {
  const root = Math.sqrt(15);
  const near = (6 - root) / 21, far = (6 + root) / 21;
  const wNear = (155 - root) / 2400, wFar = (155 + root) / 2400;
  return [
    [1 / 3, 1 / 3, 9 / 80],
    [near, near, wNear], [1 - 2 * near, near, wNear], [near, 1 - 2 * near, wNear],
    [far, far, wFar], [1 - 2 * far, far, wFar], [far, 1 - 2 * far, wFar],
  ];
})();

const RULE = TRIANGLE_RULE.map(([s, t, weight]) => {
  const values = new Float64Array(6), derivatives = new Float64Array(12);
  shapeValues(s, t, values);
  shapeDerivatives(s, t, derivatives);
  return { weight, values, derivatives };
});

/** Integrals over one triangle, 6 x 6 row by row: of dNi/dy dNj/dy, dNi/dz dNj/dz, and Ni Nj. */
export interface TriangleIntegrals { yy: Float64Array; zz: Float64Array; mass: Float64Array }

export const triangleIntegrals = (): TriangleIntegrals => ({ yy: new Float64Array(36), zz: new Float64Array(36), mass: new Float64Array(36) });

/** Overwrites `into` with the integrals of the triangle whose six nodes begin at triangles[offset]. */
export function integrateTriangle(nodes: Float64Array, triangles: Int32Array, offset: number, into: TriangleIntegrals): void {
  into.yy.fill(0);
  into.zz.fill(0);
  into.mass.fill(0);
  const dy = new Float64Array(6), dz = new Float64Array(6);
  for (const { weight, values, derivatives } of RULE) {
    let ys = 0, yt = 0, zs = 0, zt = 0;
    for (let i = 0; i < 6; i++) {
      const n = 2 * triangles[offset + i];
      ys += nodes[n] * derivatives[i]; yt += nodes[n] * derivatives[6 + i];
      zs += nodes[n + 1] * derivatives[i]; zt += nodes[n + 1] * derivatives[6 + i];
    }
    const det = ys * zt - yt * zs;
    for (let i = 0; i < 6; i++) {
      dy[i] = (zt * derivatives[i] - zs * derivatives[6 + i]) / det;
      dz[i] = (ys * derivatives[6 + i] - yt * derivatives[i]) / det;
    }
    const w = weight * det;
    for (let i = 0; i < 6; i++) {
      for (let j = 0; j < 6; j++) {
        into.yy[6 * i + j] += w * dy[i] * dy[j];
        into.zz[6 * i + j] += w * dz[i] * dz[j];
        into.mass[6 * i + j] += w * values[i] * values[j];
      }
    }
  }
}

/** Gauss rule of degree 5 on 0..1: position, weight. */
const EDGE_RULE = [[0.5 - Math.sqrt(0.15), 5 / 18], [0.5, 8 / 18], [0.5 + Math.sqrt(0.15), 5 / 18]] as const;

/** Visits the quadrature points of a three-node edge (end, end, middle): its three shape values and the length that the point stands for. */
export function integrateEdge(nodes: Float64Array, a: number, b: number, middle: number, visit: (values: readonly [number, number, number], lengthUm: number) => void): void {
  for (const [s, weight] of EDGE_RULE) {
    const da = 4 * s - 3, db = 4 * s - 1, dm = 4 - 8 * s;
    const dy = nodes[2 * a] * da + nodes[2 * b] * db + nodes[2 * middle] * dm;
    const dz = nodes[2 * a + 1] * da + nodes[2 * b + 1] * db + nodes[2 * middle + 1] * dm;
    visit([(1 - s) * (1 - 2 * s), s * (2 * s - 1), 4 * s * (1 - s)], weight * hypotenuse(dy, dz));
  }
}
