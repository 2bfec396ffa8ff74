// The lines in which a transverse plane cuts a mesh, for pictures of it.
import type { ExtrudedMesh } from './extruded-mesh';
import type { TetMesh } from './tet-mesh';

/** y, z of both ends of each line, four numbers per line, um. Lines that two elements share are there once for extruded meshes. */
export function sectionLines(mesh: ExtrudedMesh | TetMesh, xUm: number): Float32Array {
  return mesh.kind === 'extruded' ? extrudedLines(mesh, xUm) : tetLines(mesh, xUm);
}

/** Curved edges are drawn through the middles of their elements' edges. Electrode bodies at this x are left out. */
function extrudedLines(mesh: ExtrudedMesh, xUm: number): Float32Array {
  const { nodesUm, triangles, xNodesUm, slabs } = mesh;
  const layerCount = (xNodesUm.length - 1) / 2;
  let layer = 0;
  while (layer < layerCount - 1 && xNodesUm[2 * layer + 2] < xUm) layer += 1;
  const slab = slabs.find(({ firstLayer, endLayer }) => layer >= firstLayer && layer < endLayer);
  const removed = slab ? mesh.removed[slab.pattern] : null;
  const drawn = new Set<number>();
  const lines: number[] = [];
  const line = (from: number, to: number): void => {
    lines.push(nodesUm[2 * from], nodesUm[2 * from + 1], nodesUm[2 * to], nodesUm[2 * to + 1]);
  };
  for (let t = 0; t < mesh.domains.length; t++) {
    if (removed?.[t] === 1) continue;
    for (let k = 0; k < 3; k++) {
      const middle = triangles[6 * t + 3 + k];
      // The middle of an edge names the edge.
      if (drawn.has(middle)) continue;
      drawn.add(middle);
      line(triangles[6 * t + k], middle);
      line(middle, triangles[6 * t + ((k + 1) % 3)]);
    }
  }
  return Float32Array.from(lines);
}

/** Vertex pairs of a tetrahedron's four faces. */
const FACES: readonly (readonly [number, number, number])[] = [[0, 1, 2], [0, 1, 3], [0, 2, 3], [1, 2, 3]];

/** The plane meets a face that it crosses in a line. A vertex exactly on the plane counts as behind it. */
function tetLines({ vertices, tetrahedra }: TetMesh, xUm: number): Float32Array {
  const lines: number[] = [];
  const isBefore = (vertex: number): boolean => vertices[3 * vertex] < xUm;
  const cut = (a: number, b: number): void => {
    const part = (xUm - vertices[3 * a]) / (vertices[3 * b] - vertices[3 * a]);
    for (const axis of [1, 2]) lines.push(vertices[3 * a + axis] + part * (vertices[3 * b + axis] - vertices[3 * a + axis]));
  };
  for (let t = 0; t < tetrahedra.length; t += 4) {
    const before = [0, 1, 2, 3].map((k) => isBefore(tetrahedra[t + k]));
    if (before.every((each) => each === before[0])) continue;
    for (const face of FACES) {
      const alone = face.filter((k) => before[k]).length === 1 ? face.find((k) => before[k]) : face.filter((k) => !before[k]).length === 1 ? face.find((k) => !before[k]) : undefined;
      if (alone === undefined) continue;
      for (const other of face) if (other !== alone) cut(tetrahedra[t + alone], tetrahedra[t + other]);
    }
  }
  return Float32Array.from(lines);
}
