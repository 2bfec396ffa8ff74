// A tetrahedral mesh of the nerve as plain typed arrays: what Gmsh delivers and what the tetrahedral solver works on.

/**
 * Invariants (checked by `validateTetMesh`, assumed by everybody else):
 * - `vertices` holds x, y, z (um) of vertex v at 3v; all finite.
 * - `tetrahedra` holds four vertex numbers of tetrahedron t at 4t; its signed volume is positive.
 * - `regions[t]` is the volume group of tetrahedron t, `surfaces[f]` the surface group of triangle f (see `MeshGroup.tag`).
 * - `triangles` holds three vertex numbers of tagged triangle f at 3f; each is a face of at least one tetrahedron.
 * - every vertex belongs to a tetrahedron; regions that share a surface share its vertices (a conforming mesh).
 */
export interface TetMesh {
  kind: 'tet';
  vertices: Float64Array;
  tetrahedra: Uint32Array;
  regions: Int32Array;
  triangles: Uint32Array;
  surfaces: Int32Array;
  /** Named groups, as in the file's $PhysicalNames; a tag is unique within its dimension. */
  groups: MeshGroup[];
}

export interface MeshGroup {
  dimension: 2 | 3;
  tag: number;
  name: string;
}

export const vertexCountOf = (mesh: TetMesh): number => mesh.vertices.length / 3;
export const tetCountOf = (mesh: TetMesh): number => mesh.tetrahedra.length / 4;
export const triangleCountOf = (mesh: TetMesh): number => mesh.triangles.length / 3;

/** Signed volume (um3) of the tetrahedron with vertices a, b, c, d: det(b - a, c - a, d - a) / 6. */
export function signedVolume(vertices: Float64Array, a: number, b: number, c: number, d: number): number {
  const ax = vertices[3 * a], ay = vertices[3 * a + 1], az = vertices[3 * a + 2];
  const bx = vertices[3 * b] - ax, by = vertices[3 * b + 1] - ay, bz = vertices[3 * b + 2] - az;
  const cx = vertices[3 * c] - ax, cy = vertices[3 * c + 1] - ay, cz = vertices[3 * c + 2] - az;
  const dx = vertices[3 * d] - ax, dy = vertices[3 * d + 1] - ay, dz = vertices[3 * d + 2] - az;
  return (bx * (cy * dz - cz * dy) + by * (cz * dx - cx * dz) + bz * (cx * dy - cy * dx)) / 6;
}

/** Area (um2) of the triangle with vertices a, b, c. */
export function triangleArea(vertices: Float64Array, a: number, b: number, c: number): number {
  const ax = vertices[3 * a], ay = vertices[3 * a + 1], az = vertices[3 * a + 2];
  const bx = vertices[3 * b] - ax, by = vertices[3 * b + 1] - ay, bz = vertices[3 * b + 2] - az;
  const cx = vertices[3 * c] - ax, cy = vertices[3 * c + 1] - ay, cz = vertices[3 * c + 2] - az;
  return Math.hypot(by * cz - bz * cy, bz * cx - bx * cz, bx * cy - by * cx) / 2;
}

/**
 * Turns every tetrahedron so that its signed volume is positive (mesh files may use either order), in place.
 * Returns the number of tetrahedra without volume, which no solver can use.
 */
export function orientTetrahedra(vertices: Float64Array, tetrahedra: Uint32Array): number {
  let flat = 0;
  for (let t = 0; t < tetrahedra.length; t += 4) {
    const volume = signedVolume(vertices, tetrahedra[t], tetrahedra[t + 1], tetrahedra[t + 2], tetrahedra[t + 3]);
    if (volume < 0) {
      const swap = tetrahedra[t + 2];
      tetrahedra[t + 2] = tetrahedra[t + 3];
      tetrahedra[t + 3] = swap;
    } else if (!(volume > 0)) flat += 1;
  }
  return flat;
}

/** Every violated invariant as a sentence; empty when the mesh is sound. */
export function validateTetMesh(mesh: TetMesh): string[] {
  const faults: string[] = [];
  const vertexCount = vertexCountOf(mesh);
  if (!Number.isInteger(vertexCount)) faults.push('The vertex array is not a multiple of 3 long.');
  if (mesh.regions.length !== tetCountOf(mesh)) faults.push('There is not one region per tetrahedron.');
  if (mesh.surfaces.length !== triangleCountOf(mesh)) faults.push('There is not one surface group per triangle.');
  if (!mesh.vertices.every(Number.isFinite)) faults.push('A vertex coordinate is not a finite number.');
  const beyond = (v: number) => v >= vertexCount;
  if (mesh.tetrahedra.some(beyond) || mesh.triangles.some(beyond)) faults.push(`An element refers to a vertex beyond the last one, ${vertexCount - 1}.`);
  if (faults.length > 0) return faults;
  const used = new Uint8Array(vertexCount);
  for (const v of mesh.tetrahedra) used[v] = 1;
  const orphan = used.indexOf(0);
  if (orphan >= 0) faults.push(`Vertex ${orphan} belongs to no tetrahedron.`);
  for (let t = 0; t < mesh.tetrahedra.length; t += 4) {
    const [a, b, c, d] = mesh.tetrahedra.subarray(t, t + 4);
    if (signedVolume(mesh.vertices, a, b, c, d) > 0) continue;
    faults.push(`Tetrahedron ${t / 4} has no positive volume.`);
    break;
  }
  return faults;
}

/** The same mesh without vertices that no tetrahedron uses; triangles with such a vertex are dropped with them. */
export function withoutUnusedVertices(mesh: TetMesh): TetMesh {
  const vertexCount = vertexCountOf(mesh);
  const used = new Uint8Array(vertexCount);
  for (const v of mesh.tetrahedra) used[v] = 1;
  const renumbered = new Uint32Array(vertexCount);
  let kept = 0;
  for (let v = 0; v < vertexCount; v++) if (used[v] === 1) renumbered[v] = kept++;
  if (kept === vertexCount) return mesh;
  const vertices = new Float64Array(3 * kept);
  for (let v = 0; v < vertexCount; v++) if (used[v] === 1) vertices.set(mesh.vertices.subarray(3 * v, 3 * v + 3), 3 * renumbered[v]);
  const triangles: number[] = [];
  const surfaces: number[] = [];
  for (let f = 0; f < mesh.surfaces.length; f++) {
    const corners = mesh.triangles.subarray(3 * f, 3 * f + 3);
    if (!corners.every((v) => used[v] === 1)) continue;
    triangles.push(...corners.map((v) => renumbered[v]));
    surfaces.push(mesh.surfaces[f]);
  }
  return {
    ...mesh,
    vertices,
    tetrahedra: mesh.tetrahedra.map((v) => renumbered[v]),
    triangles: Uint32Array.from(triangles),
    surfaces: Int32Array.from(surfaces),
  };
}
