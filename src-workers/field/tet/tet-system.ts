// The linear system of a tetrahedral mesh: matrix with its multigrid, loads of contacts, the ground's reaction.
import { contactsOf } from '../../../src-model/contacts';
import { ProblemError } from '../../../src-model/problem';
import { physicalGroupsOf } from '../../mesh/physical-groups';
import { triangleArea, vertexCountOf } from '../../mesh/tet-mesh';
import { createIterationVectors, iterationBytes } from '../conjugate-gradients';
import { LOAD_PER_MA } from '../extruded-system';
import { createKernelMemory } from '../kernel-memory';
import type { FieldProblem } from '../problem';
import type { ContactSystem } from '../solve-each';
import type { SparseMatrix } from '../sparse';
import { assembleTet, type TetMatrix } from './assemble';
import { shapeValues, tetNodeCount, triangleMeans, triangleNodeCount } from './elements';
import type { TetFieldMesh, TetUnknowns } from './field-mesh';
import { createTetLocator, locateTet } from './locate-tet';
import { buildPointMultigrid, multiplyRows, pointCycle } from './point-multigrid';

export function buildTetSystem(problem: FieldProblem, mesh: TetFieldMesh): ContactSystem {
  const matrix = assembleTet(problem, mesh, mesh.nodes, mesh.unknowns);
  const multigrid = buildPointMultigrid(matrix, mesh.nodes.order === 1 ? null : linearLevel(problem, mesh));
  const memory = createKernelMemory(iterationBytes(mesh.unknowns.freeCount));
  return {
    memory, vectors: createIterationVectors(memory, mesh.unknowns.freeCount),
    multiply: (x, y) => { multiplyRows(matrix.pattern, matrix.values, x, y); },
    precondition: (r, z) => { pointCycle(multigrid, r, z); },
    loadOf: (contactIndex) => contactLoad(problem, mesh, contactIndex),
    groundCurrentMa: (x) => groundCurrentMa(matrix, x),
  };
}

/** Linear elements on the same tetrahedra, and how their functions are written in quadratic ones: half from each end of an edge. */
function linearLevel(problem: FieldProblem, mesh: TetFieldMesh): TetMatrix & { prolongation: SparseMatrix } {
  const vertexCount = vertexCountOf(mesh), { edgeEnds } = mesh.nodes;
  const fine = mesh.unknowns;
  const coarse = vertexUnknowns(fine, vertexCount);
  const nodes = { order: 1 as const, nodeCount: vertexCount, tetNodes: Int32Array.from(mesh.tetrahedra), triangleNodes: Int32Array.from(mesh.triangles) };
  const parents = new Int32Array(2 * fine.freeCount).fill(-1);
  fine.unknownOfNode.forEach((unknowns, c) => {
    for (let node = 0; node < unknowns.length; node++) {
      const i = unknowns[node];
      if (i < 0 || i >= fine.freeCount) continue;
      const edge = 2 * (node - vertexCount);
      parents[2 * i] = coarse.unknownOfNode[c][edge < 0 ? node : edgeEnds[edge]];
      parents[2 * i + 1] = edge < 0 ? -1 : coarse.unknownOfNode[c][edgeEnds[edge + 1]];
      if (edge < 0) continue;
      for (const k of [0, 1]) if (parents[2 * i + k] >= coarse.freeCount) parents[2 * i + k] = -2;
    }
  });
  return { ...assembleTet(problem, mesh, nodes, coarse), prolongation: halves(parents, coarse.freeCount, fine, vertexCount) };
}

function halves(parents: Int32Array, coarseCount: number, fine: TetUnknowns, vertexCount: number): SparseMatrix {
  const isVertex = new Uint8Array(fine.freeCount);
  for (const unknowns of fine.unknownOfNode) for (let v = 0; v < vertexCount; v++) if (unknowns[v] >= 0 && unknowns[v] < fine.freeCount) isVertex[unknowns[v]] = 1;
  const rowStart = new Int32Array(fine.freeCount + 1);
  const columns: number[] = [], values: number[] = [];
  for (let i = 0; i < fine.freeCount; i++) {
    for (const parent of parents.subarray(2 * i, 2 * i + 2)) {
      if (parent < 0) continue;
      columns.push(parent);
      values.push(isVertex[i] === 1 ? 1 : 0.5);
    }
    rowStart[i + 1] = columns.length;
  }
  return { columnCount: coarseCount, rowStart, columns: Int32Array.from(columns), values: Float64Array.from(values) };
}

/** The unknowns at vertices, renumbered, free ones first. */
function vertexUnknowns(fine: TetUnknowns, vertexCount: number): TetUnknowns {
  let count = 0;
  const unknownOfNode = fine.unknownOfNode.map(() => new Int32Array(vertexCount).fill(-1));
  const number = (isFree: boolean): number => {
    fine.unknownOfNode.forEach((unknowns, c) => {
      for (let v = 0; v < vertexCount; v++) if (unknowns[v] >= 0 && unknowns[v] < fine.freeCount === isFree) unknownOfNode[c][v] = count++;
    });
    return count;
  };
  const freeCount = number(true);
  return { ...fine, unknownOfNode, freeCount, count: number(false) };
}

/** Current into the ground, mA: the reaction of the equations that the ground replaces. */
function groundCurrentMa({ groundRow }: TetMatrix, x: Float64Array): number {
  let reaction = 0;
  for (let i = 0; i < x.length; i++) reaction -= groundRow[i] * x[i];
  return reaction / LOAD_PER_MA;
}

/** Right-hand side for 1 mA through a contact (index into `contactsOf`), spread evenly over its meshed surface. */
function contactLoad(problem: FieldProblem, mesh: TetFieldMesh, contactIndex: number): Float64Array {
  const load = new Float64Array(mesh.unknowns.freeCount);
  const { electrode, name } = contactsOf(problem.electrodes)[contactIndex];
  if (electrode.kind === 'point') {
    const place = locateTet(createTetLocator(mesh), electrode.xUm, electrode.yUm, electrode.zUm);
    if (!place.inside) throw contactError(name, 'The point lies outside the meshed volume. Move it inside, or enlarge the bath.');
    const values = new Float64Array(tetNodeCount(mesh.nodes.order));
    shapeValues(mesh.nodes.order, place.coordinates, values);
    values.forEach((value, i) => addLoad(mesh, load, mesh.unknowns.componentOfTet[place.tet], mesh.nodes.tetNodes[values.length * place.tet + i], value * LOAD_PER_MA));
    return load;
  }
  const tag = physicalGroupsOf(problem).contacts[contactIndex]!.tag;
  const faces = contactFaces(mesh, tag);
  const means = triangleMeans(mesh.nodes.order), perTriangle = triangleNodeCount(mesh.nodes.order);
  const area = faces.reduce((sum, face) => sum + face.areaUm2, 0);
  for (const { triangle, tet, areaUm2 } of faces) {
    if (tet < 0) throw contactError(name, 'A triangle of its surface is not a face of the mesh.');
    means.forEach((mean, i) => addLoad(mesh, load, mesh.unknowns.componentOfTet[tet], mesh.nodes.triangleNodes[perTriangle * triangle + i], (LOAD_PER_MA * mean * areaUm2) / area));
  }
  return load;
}

/** What enters at a grounded node leaves at once and is not an unknown. */
function addLoad(mesh: TetFieldMesh, load: Float64Array, component: number, node: number, value: number): void {
  const unknown = mesh.unknowns.unknownOfNode[component][node];
  if (unknown < load.length) load[unknown] += value;
}

/** The triangles of a surface, each with the tetrahedron of lowest number that has it as a face. */
function contactFaces(mesh: TetFieldMesh, tag: number): { triangle: number; tet: number; areaUm2: number }[] {
  const key = (a: number, b: number, c: number) => [a, b, c].sort((p, q) => p - q).join();
  const isOnSurface = new Uint8Array(vertexCountOf(mesh));
  const faces = new Map<string, { triangle: number; tet: number; areaUm2: number }>();
  mesh.surfaces.forEach((surface, triangle) => {
    if (surface !== tag) return;
    const [a, b, c] = mesh.triangles.subarray(3 * triangle, 3 * triangle + 3);
    for (const v of [a, b, c]) isOnSurface[v] = 1;
    faces.set(key(a, b, c), { triangle, tet: -1, areaUm2: triangleArea(mesh.vertices, a, b, c) });
  });
  for (let t = 0; t < mesh.regions.length; t++) {
    const near = [...mesh.tetrahedra.subarray(4 * t, 4 * t + 4)].filter((v) => isOnSurface[v] === 1);
    if (near.length < 3) continue;
    for (let skipped = near.length === 3 ? 3 : 0; skipped < 4; skipped++) {
      const [a, b, c] = near.filter((_, i) => i !== skipped);
      const face = faces.get(key(a, b, c));
      if (face !== undefined && face.tet < 0) face.tet = t;
    }
  }
  return [...faces.values()];
}

const contactError = (name: string, message: string): ProblemError =>
  new ProblemError([{ severity: 'error', path: ['electrodes'], where: `contact "${name}"`, message }]);
