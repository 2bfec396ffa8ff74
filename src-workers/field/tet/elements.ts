// Lagrange elements of order 1 and 2 on straight tetrahedra and triangles: node order, shape functions, and the integrals that
// stiffness, perineurium and load need, all exact. Shape functions are written in barycentric coordinates l0..l3.

export type ElementOrder = 1 | 2;

/** Ends of the edge that holds each middle node; nodes are the four corners, then these (VTK's quadratic tetrahedron). */
export const TET_EDGES: readonly (readonly [number, number])[] = [[0, 1], [1, 2], [0, 2], [0, 3], [1, 3], [2, 3]];
/** The same for triangles: the three corners, then these. */
export const TRIANGLE_EDGES: readonly (readonly [number, number])[] = [[0, 1], [1, 2], [2, 0]];

export const tetNodeCount = (order: ElementOrder): number => (order === 1 ? 4 : 10);
export const triangleNodeCount = (order: ElementOrder): number => (order === 1 ? 3 : 6);

/** A linear function of the barycentric coordinates: constant + sum of slopes[m] l_m. */
interface Linear {
  constant: number;
  slopes: readonly number[];
}

const unit = (m: number, scale: number): number[] => [0, 1, 2, 3].map((k) => (k === m ? scale : 0));

/** Derivatives of shape function `node` by each barycentric coordinate that it depends on. */
function derivatives(order: ElementOrder, node: number): { by: number; value: Linear }[] {
  if (order === 1) return [{ by: node, value: { constant: 1, slopes: unit(0, 0) } }];
  // Corner: l (2 l - 1). Middle of an edge: 4 la lb.
  if (node < 4) return [{ by: node, value: { constant: -1, slopes: unit(node, 4) } }];
  const [a, b] = TET_EDGES[node - 4];
  return [{ by: a, value: { constant: 0, slopes: unit(b, 4) } }, { by: b, value: { constant: 0, slopes: unit(a, 4) } }];
}

/** Mean over a tetrahedron of the product of two linear functions: mean of l_a l_b is (1 + [a = b]) / 20, of l_a 1/4. */
function meanProduct(f: Linear, g: Linear): number {
  let mean = f.constant * g.constant;
  for (let a = 0; a < 4; a++) {
    mean += (f.constant * g.slopes[a] + f.slopes[a] * g.constant) / 4;
    for (let b = 0; b < 4; b++) mean += (f.slopes[a] * g.slopes[b] * (a === b ? 2 : 1)) / 20;
  }
  return mean;
}

/**
 * Stiffness as a sum over terms: K_ij = volume * sum of factor * (grad l_a . sigma grad l_b).
 * The terms of pair (i, j) are `terms[starts[p]] .. terms[starts[p + 1] - 1]` with p = i * nodes + j; `metric` is 4 a + b.
 */
export interface StiffnessTable {
  nodeCount: number;
  starts: Int32Array;
  metric: Int32Array;
  factor: Float64Array;
}

export function stiffnessTable(order: ElementOrder): StiffnessTable {
  const nodeCount = tetNodeCount(order);
  const starts = [0], metric: number[] = [], factor: number[] = [];
  for (let i = 0; i < nodeCount; i++) for (let j = 0; j < nodeCount; j++) {
    for (const di of derivatives(order, i)) for (const dj of derivatives(order, j)) {
      metric.push(4 * di.by + dj.by);
      factor.push(meanProduct(di.value, dj.value));
    }
    starts.push(metric.length);
  }
  return { nodeCount, starts: Int32Array.from(starts), metric: Int32Array.from(metric), factor: Float64Array.from(factor) };
}

/** Mean over a triangle of shape function i times shape function j, row by row. */
export function triangleMassTable(order: ElementOrder): Float64Array {
  if (order === 1) return Float64Array.from({ length: 9 }, (_, p) => (p % 4 === 0 ? 1 / 6 : 1 / 12));
  const entry = (i: number, j: number): number => {
    if (i < 3 && j < 3) return i === j ? 6 : -1;
    if (i >= 3 && j >= 3) return i === j ? 32 : 16;
    const corner = Math.min(i, j);
    return TRIANGLE_EDGES[Math.max(i, j) - 3].includes(corner) ? 0 : -4;
  };
  return Float64Array.from({ length: 36 }, (_, p) => entry(Math.floor(p / 6), p % 6) / 180);
}

/** Mean over a triangle of each shape function. */
export const triangleMeans = (order: ElementOrder): readonly number[] => (order === 1 ? [1 / 3, 1 / 3, 1 / 3] : [0, 0, 0, 1 / 3, 1 / 3, 1 / 3]);

/** Values of all shape functions at barycentric coordinates, which may lie outside the tetrahedron (extrapolation). */
export function shapeValues(order: ElementOrder, l: readonly number[], out: Float64Array): void {
  if (order === 1) {
    for (let a = 0; a < 4; a++) out[a] = l[a];
    return;
  }
  for (let a = 0; a < 4; a++) out[a] = l[a] * (2 * l[a] - 1);
  for (let e = 0; e < 6; e++) out[4 + e] = 4 * l[TET_EDGES[e][0]] * l[TET_EDGES[e][1]];
}
