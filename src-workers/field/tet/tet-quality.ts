// Quality of a tetrahedral mesh: its smallest dihedral angle.
import { tetCountOf, type TetMesh } from '../../mesh/tet-mesh';

type Vector = [number, number, number];

const cross = (a: Vector, b: Vector): Vector => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];

/** Smallest angle between two faces of a tetrahedron, degrees (70.5 for a regular one). */
export function minimumDihedralDeg(mesh: TetMesh): number {
  let largestCosine = -1;
  for (let t = 0; t < tetCountOf(mesh); t++) {
    const p = [0, 1, 2, 3].map((c): Vector => {
      const v = 3 * mesh.tetrahedra[4 * t + c];
      return [mesh.vertices[v], mesh.vertices[v + 1], mesh.vertices[v + 2]];
    });
    // Outward normals of the faces opposite each corner of a positively oriented tetrahedron.
    const normals = [[1, 2, 3], [0, 3, 2], [0, 1, 3], [0, 2, 1]].map(([a, b, c]) => {
      const edge = (to: Vector): Vector => [to[0] - p[a][0], to[1] - p[a][1], to[2] - p[a][2]];
      const normal = cross(edge(p[b]), edge(p[c]));
      const length = Math.hypot(...normal);
      return normal.map((v) => v / length);
    });
    for (let i = 0; i < 4; i++) for (let j = 0; j < i; j++) {
      // The inner angle is pi minus the angle between outward normals.
      largestCosine = Math.max(largestCosine, -(normals[i][0] * normals[j][0] + normals[i][1] * normals[j][1] + normals[i][2] * normals[j][2]));
    }
  }
  return (Math.acos(Math.min(1, largestCosine)) * 180) / Math.PI;
}
