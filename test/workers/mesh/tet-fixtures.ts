// Tetrahedral meshes for tests: boxes cut into structured tetrahedra, with tagged faces.
import type { TetMesh } from '../../../src-workers/mesh/tet-mesh';

export interface BoxOptions {
  /** Cells along x, y, z. */
  cells: [number, number, number];
  /** Corner and opposite corner, um. */
  from: [number, number, number];
  to: [number, number, number];
  /** Volume group of the cell with this middle. */
  regionAt: (x: number, y: number, z: number) => number;
  /** Surface group of a face between two regions (`outside` null on the border) with this middle; 0 leaves it out. */
  surfaceAt: (inside: number, outside: number | null, x: number, y: number, z: number) => number;
}

/** Six tetrahedra per cell around its main diagonal (Kuhn), so that neighbouring cells match. */
const KUHN = [[1, 3], [3, 2], [2, 6], [6, 4], [4, 5], [5, 1]];

export function boxMesh({ cells, from, to, regionAt, surfaceAt }: BoxOptions): TetMesh {
  const [nx, ny, nz] = cells;
  const index = (i: number, j: number, k: number) => (k * (ny + 1) + j) * (nx + 1) + i;
  const vertices = new Float64Array(3 * (nx + 1) * (ny + 1) * (nz + 1));
  for (let k = 0; k <= nz; k++) for (let j = 0; j <= ny; j++) for (let i = 0; i <= nx; i++) {
    vertices.set([i / nx, j / ny, k / nz].map((f, c) => from[c] + f * (to[c] - from[c])), 3 * index(i, j, k));
  }
  const tetrahedra: number[] = [];
  const regions: number[] = [];
  for (let k = 0; k < nz; k++) for (let j = 0; j < ny; j++) for (let i = 0; i < nx; i++) {
    const corner = (bits: number) => index(i + (bits & 1), j + ((bits >> 1) & 1), k + ((bits >> 2) & 1));
    const middle = [(i + 0.5) / nx, (j + 0.5) / ny, (k + 0.5) / nz].map((f, c) => from[c] + f * (to[c] - from[c]));
    for (const [a, b] of KUHN) {
      tetrahedra.push(corner(0), corner(a), corner(b), corner(7));
      regions.push(regionAt(middle[0], middle[1], middle[2]));
    }
  }
  return { kind: 'tet', vertices, tetrahedra: Uint32Array.from(tetrahedra), regions: Int32Array.from(regions), ...taggedFaces(vertices, tetrahedra, regions, surfaceAt), groups: [] };
}

function taggedFaces(vertices: Float64Array, tetrahedra: number[], regions: number[], surfaceAt: BoxOptions['surfaceAt']): Pick<TetMesh, 'triangles' | 'surfaces'> {
  const faces = new Map<string, { nodes: number[]; regions: number[] }>();
  for (let t = 0; t < regions.length; t++) {
    const corners = tetrahedra.slice(4 * t, 4 * t + 4);
    for (let skipped = 0; skipped < 4; skipped++) {
      const nodes = corners.filter((_, c) => c !== skipped);
      const key = [...nodes].sort((a, b) => a - b).join();
      const face = faces.get(key) ?? { nodes, regions: [] };
      face.regions.push(regions[t]);
      faces.set(key, face);
    }
  }
  const triangles: number[] = [];
  const surfaces: number[] = [];
  for (const face of faces.values()) {
    if (face.regions.length === 2 && face.regions[0] === face.regions[1]) continue;
    const middle = [0, 1, 2].map((c) => face.nodes.reduce((sum, v) => sum + vertices[3 * v + c], 0) / 3);
    const tag = surfaceAt(face.regions[0], face.regions[1] ?? null, middle[0], middle[1], middle[2]);
    if (tag === 0) continue;
    triangles.push(...face.nodes);
    surfaces.push(tag);
  }
  return { triangles: Uint32Array.from(triangles), surfaces: Int32Array.from(surfaces) };
}
