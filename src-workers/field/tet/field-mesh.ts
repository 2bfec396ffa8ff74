// A tetrahedral mesh with its unknowns: which potential lives where. Component 0 is everything outside the fascicles, component
// 1 + k the inside of fascicle k. `sharp`: a component lives on its own tetrahedra, so the nodes of a
// perineurium have two unknowns; `nrv`: every component lives on the whole mesh.
import type { FieldProblem } from '../problem';
import { physicalGroupsOf, requireGroups, type PhysicalGroups } from '../../mesh/physical-groups';
import { tetCountOf, withoutUnusedVertices, type TetMesh } from '../../mesh/tet-mesh';
import { tetNodeCount, triangleNodeCount, type ElementOrder } from './elements';
import { numberNodes, type TetNodes } from './nodes';

export interface TetFieldMesh extends TetMesh {
  nodes: TetNodes;
  unknowns: TetUnknowns;
  warnings: string[];
}

export interface TetUnknowns {
  formulation: 'sharp' | 'nrv';
  /** Component that owns each tetrahedron. */
  componentOfTet: Int32Array;
  /** Per component the unknown of each node; -1 where it has none. Ground nodes have unknowns from `freeCount` on. */
  unknownOfNode: Int32Array[];
  /** Unknowns that are solved for; the others are 0. */
  freeCount: number;
  count: number;
}

/**
 * Numbers the unknowns of a mesh made for the problem. Tetrahedra of other groups (electrode bodies of foreign meshes) are dropped.
 * Throws ProblemError when a group that the problem needs is missing; `origin` says in the message where the mesh comes from.
 */
export function tetFieldMesh(problem: FieldProblem, mesh: TetMesh, origin: string, order: ElementOrder = 2): TetFieldMesh {
  const groups = physicalGroupsOf(problem);
  requireGroups(mesh, groups, origin);
  const kept = onlyRegions(mesh, groups);
  const nodes = numberNodes(kept, order);
  const warnings = tetCountOf(kept) === tetCountOf(mesh) ? [] : [`${tetCountOf(mesh) - tetCountOf(kept)} tetrahedra of the mesh belong to no domain of the nerve and were left out.`];
  return { ...kept, nodes, unknowns: numberUnknowns(problem.settings.formulation, kept, nodes, groups), warnings };
}

/** Component of each volume tag. */
function componentsByTag(groups: PhysicalGroups): Map<number, number> {
  const components = new Map<number, number>([[groups.epineurium.tag, 0]]);
  if (groups.bath !== null) components.set(groups.bath.tag, 0);
  groups.endoneurium.forEach((group, k) => components.set(group.tag, 1 + k));
  return components;
}

function onlyRegions(mesh: TetMesh, groups: PhysicalGroups): TetMesh {
  const components = componentsByTag(groups);
  if (mesh.regions.every((tag) => components.has(tag))) return mesh;
  const tetrahedra: number[] = [], regions: number[] = [];
  mesh.regions.forEach((tag, t) => {
    if (!components.has(tag)) return;
    tetrahedra.push(...mesh.tetrahedra.subarray(4 * t, 4 * t + 4));
    regions.push(tag);
  });
  return withoutUnusedVertices({ ...mesh, tetrahedra: Uint32Array.from(tetrahedra), regions: Int32Array.from(regions) });
}

function numberUnknowns(formulation: 'sharp' | 'nrv', mesh: TetMesh, nodes: TetNodes, groups: PhysicalGroups): TetUnknowns {
  const components = componentsByTag(groups);
  const componentOfTet = mesh.regions.map((tag) => components.get(tag)!);
  const componentCount = 1 + groups.endoneurium.length;
  const isGround = new Uint8Array(nodes.nodeCount);
  const perTriangle = triangleNodeCount(nodes.order), perTet = tetNodeCount(nodes.order);
  mesh.surfaces.forEach((tag, f) => {
    if (tag === groups.ground.tag) for (let i = 0; i < perTriangle; i++) isGround[nodes.triangleNodes[perTriangle * f + i]] = 1;
  });
  const unknownOfNode = Array.from({ length: componentCount }, () => new Int32Array(nodes.nodeCount).fill(-1));
  const isUsed = unknownOfNode.map(() => new Uint8Array(nodes.nodeCount));
  for (let t = 0; t < componentOfTet.length; t++) {
    for (let i = 0; i < perTet; i++) {
      const node = nodes.tetNodes[perTet * t + i];
      if (formulation === 'sharp') isUsed[componentOfTet[t]][node] = 1;
      else for (const used of isUsed) used[node] = 1;
    }
  }
  // In the mixed formulation the ground acts on the outside component only; the others hang on it through the perineurium.
  const grounded = (c: number, node: number): boolean => isGround[node] === 1 && (formulation === 'sharp' || c === 0);
  const number = (first: number, ground: boolean): number => {
    let next = first;
    unknownOfNode.forEach((unknowns, c) => {
      for (let node = 0; node < nodes.nodeCount; node++) if (isUsed[c][node] === 1 && grounded(c, node) === ground) unknowns[node] = next++;
    });
    return next;
  };
  const freeCount = number(0, false);
  return { formulation, componentOfTet, unknownOfNode, freeCount, count: number(freeCount, true) };
}
