// Mesh and potentials of a solved field as files: VTU for ParaView, MSH for Gmsh.
import { componentOfDomain, type ExtrudedMesh } from '../mesh/extruded-mesh';
import { writeMsh, type CornerField, type MshOptions } from '../mesh/msh/write-msh';
import { listGroups, physicalGroupsOf } from '../mesh/physical-groups';
import { splitPrism } from '../mesh/split-prism';
import { tetCountOf, withoutUnusedVertices, type TetMesh } from '../mesh/tet-mesh';
import { writeVtu, type VtuEncoding } from '../mesh/vtu';
import { extrudedPotential, fieldGrid, forEachPrism } from './field-grid';
import { prismSurfaces } from './prism-surfaces';
import type { ContactSolution, FieldProblem } from './problem';
import type { FieldMesh } from './solve';
import type { TetFieldMesh } from './tet/field-mesh';

/** The quadratic field itself, with its jumps. */
export function exportFieldVtu(mesh: FieldMesh, solutions: readonly ContactSolution[], encoding: VtuEncoding = 'raw'): Uint8Array<ArrayBuffer> {
  return writeVtu(fieldGrid(mesh, solutions), encoding);
}

/**
 * Linear tetrahedra with NRV's physical groups, and the potentials at their corners, so that jumps are kept. Prisms of the built-in mesh
 * are cut into three tetrahedra each.
 */
export function exportFieldMsh(problem: FieldProblem, mesh: FieldMesh, solutions: readonly ContactSolution[], options: MshOptions = { version: '4.1', binary: true }): Uint8Array<ArrayBuffer> {
  const { tets, valueAt } = mesh.kind === 'tet' ? cornersOfTets(mesh) : cornersOfPrisms(problem, mesh);
  const fields = solutions.map((solution): CornerField => ({
    name: `${solution.contact} (mV per mA)`,
    values: Float64Array.from({ length: 4 * tetCountOf(tets) }, (_, i) => valueAt(solution, i)),
  }));
  return writeMsh(tets, options, fields);
}

interface TetCorners {
  tets: TetMesh;
  /** Potential at corner i % 4 of tetrahedron floor(i / 4). */
  valueAt: (solution: ContactSolution, i: number) => number;
}

function cornersOfTets(mesh: TetFieldMesh): TetCorners {
  const { componentOfTet, unknownOfNode } = mesh.unknowns;
  return { tets: mesh, valueAt: (solution, i) => solution.potentialsMvPerMa[unknownOfNode[componentOfTet[Math.floor(i / 4)]][mesh.tetrahedra[i]]] ?? 0 };
}

function cornersOfPrisms(problem: FieldProblem, mesh: ExtrudedMesh): TetCorners {
  const groups = physicalGroupsOf(problem);
  const tags = [groups.bath?.tag ?? 0, groups.epineurium.tag, ...groups.endoneurium.map((group) => group.tag)];
  const { cornerCount } = mesh, planes = (mesh.xNodesUm.length + 1) / 2;
  const vertices = new Float64Array(3 * cornerCount * planes);
  for (let plane = 0; plane < planes; plane++) for (let node = 0; node < cornerCount; node++) {
    vertices.set([mesh.xNodesUm[2 * plane], mesh.nodesUm[2 * node], mesh.nodesUm[2 * node + 1]], 3 * (plane * cornerCount + node));
  }
  const corners: number[] = [], regions: number[] = [], components: number[] = [];
  forEachPrism(mesh, (triangle, layer) => {
    const near = [0, 1, 2].map((i) => layer * cornerCount + mesh.triangles[6 * triangle + i]);
    for (const tet of splitPrism([...near, ...near.map((v) => v + cornerCount)])) {
      corners.push(...tet);
      regions.push(tags[mesh.domains[triangle]]);
      components.push(componentOfDomain(mesh.domains[triangle]));
    }
  });
  const surfaces = prismSurfaces(problem, mesh);
  const tets = withoutUnusedVertices({
    kind: 'tet', vertices, tetrahedra: Uint32Array.from(corners), regions: Int32Array.from(regions),
    triangles: Uint32Array.from(surfaces.triangles), surfaces: Int32Array.from(surfaces.tags), groups: listGroups(groups),
  });
  return {
    tets,
    valueAt: (solution, i) => extrudedPotential(mesh, solution, components[Math.floor(i / 4)], corners[i] % cornerCount, 2 * Math.floor(corners[i] / cornerCount)),
  };
}
