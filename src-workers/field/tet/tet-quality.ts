// Quality of a tetrahedral mesh: its smallest dihedral angle and its flattest tetrahedron.
import { tetCountOf, type TetMesh } from '../../mesh/tet-mesh';
import type { MeshReport } from '../problem';

type Vector = [number, number, number];

const cross = (a: Vector, b: Vector): Vector => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const squared = (a: Vector): number => dot(a, a);

/** The smallest angle between two faces is 70.5 degrees for a regular tetrahedron. */
export function tetQuality(mesh: TetMesh): Pick<MeshReport, 'minimumAngleDeg' | 'maximumAspect'> {
  let largestCosine = -1, maximumAspect = 1;
  for (let t = 0; t < tetCountOf(mesh); t++) {
    const corners = [0, 1, 2, 3].map((c): Vector => {
      const v = 3 * mesh.tetrahedra[4 * t + c];
      return [mesh.vertices[v], mesh.vertices[v + 1], mesh.vertices[v + 2]];
    });
    const [a, b, c] = [1, 2, 3].map((k): Vector => [corners[k][0] - corners[0][0], corners[k][1] - corners[0][1], corners[k][2] - corners[0][2]]);
    const [bc, ca, ab] = [cross(b, c), cross(c, a), cross(a, b)];
    // Normals of the faces, of twice their areas; the four add up to nothing.
    const normals = [[-bc[0] - ca[0] - ab[0], -bc[1] - ca[1] - ab[1], -bc[2] - ca[2] - ab[2]] as Vector, bc, ca, ab];
    const areas = normals.map((normal) => Math.sqrt(squared(normal)));
    // The angle between two faces is pi minus the one between normals that point to the same side.
    for (let i = 0; i < 4; i++) for (let j = 0; j < i; j++) largestCosine = Math.max(largestCosine, -dot(normals[i], normals[j]) / (areas[i] * areas[j]));
    const sixVolumes = Math.abs(dot(a, bc));
    const toCenter = [0, 1, 2].map((k) => squared(a) * bc[k] + squared(b) * ca[k] + squared(c) * ab[k]) as Vector;
    const circumradius = Math.sqrt(squared(toCenter)) / (2 * sixVolumes);
    const inradius = sixVolumes / areas.reduce((sum, area) => sum + area, 0);
    maximumAspect = Math.max(maximumAspect, circumradius / (3 * inradius));
  }
  return { minimumAngleDeg: (Math.acos(Math.min(1, largestCosine)) * 180) / Math.PI, maximumAspect };
}
