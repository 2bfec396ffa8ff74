// A solved field as points and cells for ParaView. Every component of the potential has points of its own, so that the jump across a
// perineurium is in the file; cells are the quadratic elements that were solved.
import { componentOfDomain, type ExtrudedMesh } from '../mesh/extruded-mesh';
import { BATH_TAG } from '../mesh/physical-groups';
import { vertexCountOf } from '../mesh/tet-mesh';
import type { CellGrid } from '../mesh/vtu';
import type { ContactSolution } from './problem';
import type { FieldMesh } from './solve';
import type { TetFieldMesh } from './tet/field-mesh';

/** Point fields: one per contact, mV per mA. Cell field `domain`: 0 bath, 1 epineurium, 2 + k endoneurium of fascicle k. */
export function fieldGrid(mesh: FieldMesh, solutions: readonly ContactSolution[]): CellGrid {
  return mesh.kind === 'tet' ? tetGrid(mesh, solutions) : extrudedGrid(mesh, solutions);
}

const fieldName = ({ contact }: ContactSolution): string => `${contact} (mV per mA)`;

/** Collects cells whose nodes are (component, node) pairs; each pair becomes one point. */
interface GridBuilder {
  addNode: (component: number, node: number) => void;
  pointNodes: number[];
  pointComponents: number[];
  connectivity: number[];
}

function gridBuilder(componentCount: number, nodeCount: number): GridBuilder {
  const pointOf = Array.from({ length: componentCount }, () => new Int32Array(nodeCount).fill(-1));
  const builder: GridBuilder = {
    pointNodes: [], pointComponents: [], connectivity: [],
    addNode: (component, node) => {
      if (pointOf[component][node] < 0) {
        pointOf[component][node] = builder.pointNodes.push(node) - 1;
        builder.pointComponents.push(component);
      }
      builder.connectivity.push(pointOf[component][node]);
    },
  };
  return builder;
}

// ---------------------------------------------------------------- tetrahedra

function tetGrid(mesh: TetFieldMesh, solutions: readonly ContactSolution[]): CellGrid {
  const { order, nodeCount, tetNodes, edgeEnds } = mesh.nodes;
  const { componentOfTet, unknownOfNode } = mesh.unknowns;
  const perTet = order === 1 ? 4 : 10;
  const builder = gridBuilder(unknownOfNode.length, nodeCount);
  componentOfTet.forEach((component, t) => {
    for (let i = 0; i < perTet; i++) builder.addNode(component, tetNodes[perTet * t + i]);
  });
  const vertexCount = vertexCountOf(mesh);
  const coordinate = (node: number, axis: number): number => {
    if (node < vertexCount) return mesh.vertices[3 * node + axis];
    const edge = 2 * (node - vertexCount);
    return (mesh.vertices[3 * edgeEnds[edge] + axis] + mesh.vertices[3 * edgeEnds[edge + 1] + axis]) / 2;
  };
  return {
    pointsUm: Float64Array.from({ length: 3 * builder.pointNodes.length }, (_, i) => coordinate(builder.pointNodes[Math.floor(i / 3)], i % 3)),
    cellType: order === 1 ? 'tetrahedron' : 'quadraticTetrahedron',
    connectivity: Uint32Array.from(builder.connectivity),
    pointFields: solutions.map((solution) => ({
      name: fieldName(solution),
      // Ground unknowns come last and are not stored: their potential is 0.
      values: Float64Array.from(builder.pointNodes, (node, p) => solution.potentialsMvPerMa[unknownOfNode[builder.pointComponents[p]][node]] ?? 0),
    })),
    cellFields: [{ name: 'domain', values: Int32Array.from(componentOfTet, (component, t) => (component > 0 ? component + 1 : mesh.regions[t] === BATH_TAG ? 0 : 1)) }],
  };
}

// ---------------------------------------------------------------- extruded section

/**
 * VTK's quadratic prism in terms of the section's six nodes and the layer's three planes (0 near, 2 far). VTK measures a positive volume
 * when the first triangle's normal points to the second.
 */
const PRISM_NODES: readonly (readonly [sectionNode: number, plane: number])[] = [
  [0, 0], [1, 0], [2, 0], [0, 2], [1, 2], [2, 2],
  [3, 0], [4, 0], [5, 0], [3, 2], [4, 2], [5, 2],
  [0, 1], [1, 1], [2, 1], [3, 1], [4, 1], [5, 1],
];

function extrudedGrid(mesh: ExtrudedMesh, solutions: readonly ContactSolution[]): CellGrid {
  const planeCount = mesh.xNodesUm.length, sectionCount = mesh.nodesUm.length / 2;
  const { lineOfNode } = mesh.components;
  const builder = gridBuilder(lineOfNode.length, sectionCount * planeCount);
  const domains: number[] = [];
  forEachPrism(mesh, (triangle, layer) => {
    const domain = mesh.domains[triangle];
    domains.push(domain);
    for (const [i, plane] of PRISM_NODES) builder.addNode(componentOfDomain(domain), mesh.triangles[6 * triangle + i] * planeCount + 2 * layer + plane);
  });
  const pointsUm = new Float64Array(3 * builder.pointNodes.length);
  builder.pointNodes.forEach((node, p) => {
    const section = Math.floor(node / planeCount);
    pointsUm.set([mesh.xNodesUm[node % planeCount], mesh.nodesUm[2 * section], mesh.nodesUm[2 * section + 1]], 3 * p);
  });
  return {
    pointsUm,
    cellType: 'biquadraticPrism',
    connectivity: Uint32Array.from(builder.connectivity),
    pointFields: solutions.map((solution) => ({
      name: fieldName(solution),
      values: Float64Array.from(builder.pointNodes, (node, p) => extrudedPotential(mesh, solution, builder.pointComponents[p], Math.floor(node / planeCount), node % planeCount)),
    })),
    cellFields: [{ name: 'domain', values: Int32Array.from(domains) }],
  };
}

/** Prisms that are tissue or bath: layer by layer, without the electrodes' bodies. */
export function forEachPrism(mesh: ExtrudedMesh, visit: (triangle: number, layer: number) => void): void {
  for (const slab of mesh.slabs) {
    const removed = mesh.removed[slab.pattern];
    for (let layer = slab.firstLayer; layer < slab.endLayer; layer++) {
      for (let triangle = 0; triangle < mesh.domains.length; triangle++) if (removed[triangle] === 0) visit(triangle, layer);
    }
  }
}

/** Potential of a component at a section node and plane along x; ground lines come last and are not stored. */
export function extrudedPotential(mesh: ExtrudedMesh, solution: ContactSolution, component: number, sectionNode: number, plane: number): number {
  return solution.potentialsMvPerMa[mesh.components.lineOfNode[component][sectionNode] * mesh.xNodesUm.length + plane] ?? 0;
}
