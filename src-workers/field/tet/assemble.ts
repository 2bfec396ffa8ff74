// Assembly of the finite-element matrix, row by row: each row gathers from the elements around its node, so that no second pass over
// a pattern is needed and the sum has a fixed order.
import type { Conductivity } from '../../../src-model/library/conductivity';
import type { FieldProblem } from '../problem';
import type { SparsePattern } from '../sparse';
import { physicalGroupsOf } from '../../mesh/physical-groups';
import { tetCountOf, triangleArea, type TetMesh } from '../../mesh/tet-mesh';
import { stiffnessTable, triangleMassTable, triangleNodeCount } from './elements';
import type { TetFieldMesh, TetUnknowns } from './field-mesh';
import { incidence, type Incidence } from './incidence';
import type { TetNodes } from './nodes';

/** Rows of free unknowns, in 1e-6 S (conductivities in S/m times um). Ground columns are left out: the ground's potential is 0. */
export interface TetMatrix {
  pattern: SparsePattern;
  values: Float64Array;
  /** Rows of the ground's unknowns summed, by free unknown: their product with the potentials is the reaction of the ground. */
  groundRow: Float64Array;
}

/** Elements of one order on the mesh; order 1 on the vertices serves as the coarse level of order 2. */
export type ElementNodes = Omit<TetNodes, 'edgeEnds'>;

export function assembleTet(problem: FieldProblem, mesh: TetFieldMesh, nodes: ElementNodes, unknowns: TetUnknowns): TetMatrix {
  const parts = elementParts(problem, mesh, nodes, unknowns);
  const place = placesOfUnknowns(unknowns);
  const row = rowGatherer(parts, nodes, unknowns);
  const rowStart = new Int32Array(unknowns.freeCount + 1), diagonal = new Int32Array(unknowns.freeCount);
  let columns = new Int32Array(32 * unknowns.freeCount), values = new Float64Array(columns.length);
  let used = 0;
  for (let i = 0; i < unknowns.freeCount; i++) {
    const length = row.gather(place.component[i], place.node[i]);
    if (used + length > columns.length) {
      columns = enlarged(columns, new Int32Array(2 * columns.length + length));
      values = enlarged(values, new Float64Array(columns.length));
    }
    for (let k = 0; k < length; k++) {
      if (row.columns[k] === i) diagonal[i] = used + k;
      columns[used + k] = row.columns[k];
      values[used + k] = row.values[k];
    }
    used += length;
    rowStart[i + 1] = used;
  }
  const groundRow = new Float64Array(unknowns.freeCount);
  for (let i = unknowns.freeCount; i < unknowns.count; i++) {
    const length = row.gather(place.component[i], place.node[i]);
    for (let k = 0; k < length; k++) groundRow[row.columns[k]] += row.values[k];
  }
  return { pattern: { rowStart, columns: columns.slice(0, used), diagonal }, values: values.slice(0, used), groundRow };
}

function enlarged<A extends Int32Array | Float64Array>(from: A, to: A): A {
  to.set(from);
  return to;
}

/** What the rows are made of. */
interface ElementParts {
  tetsOfNode: Incidence;
  trianglesOfNode: Incidence;
  /** Gradients of the barycentric coordinates (1/um), 12 per tetrahedron, and its volume (um3). */
  gradients: Float64Array;
  volumes: Float64Array;
  /** Conductivity of each component in each tetrahedron as an index into `conductivities`; -1 where the component is absent. */
  conductivityOf: Int32Array[];
  conductivities: Conductivity[];
  /** Per tagged triangle: component of the fascicle whose perineurium it is, or 0; and conductance (1e-6 S) of the whole triangle. */
  fascicleOfTriangle: Int32Array;
  conductance: Float64Array;
}

function elementParts(problem: FieldProblem, mesh: TetFieldMesh, nodes: ElementNodes, unknowns: TetUnknowns): ElementParts {
  const groups = physicalGroupsOf(problem);
  const { gradients, volumes } = barycentricGradients(mesh);
  const fascicleOfTriangle = new Int32Array(mesh.surfaces.length), conductance = new Float64Array(mesh.surfaces.length);
  const fascicleOfTag = new Map(groups.perineurium.map((group, k) => [group.tag, k]));
  mesh.surfaces.forEach((tag, f) => {
    const k = fascicleOfTag.get(tag);
    if (k === undefined) return;
    const { perineuriumSPerM, perineuriumThicknessUm } = problem.fascicles[k];
    fascicleOfTriangle[f] = 1 + k;
    conductance[f] = (perineuriumSPerM / perineuriumThicknessUm) * triangleArea(mesh.vertices, mesh.triangles[3 * f], mesh.triangles[3 * f + 1], mesh.triangles[3 * f + 2]);
  });
  const perTriangle = triangleNodeCount(nodes.order);
  return {
    tetsOfNode: incidence(nodes.tetNodes, nodes.tetNodes.length / tetCountOf(mesh), nodes.nodeCount, () => true),
    trianglesOfNode: incidence(nodes.triangleNodes, perTriangle, nodes.nodeCount, (f) => fascicleOfTriangle[f] > 0),
    gradients, volumes, fascicleOfTriangle, conductance,
    ...conductivityTable(problem, mesh, unknowns, groups.bath?.tag ?? null),
  };
}

/** Section 6.2: outside its own domain a component of the mixed formulation conducts like perineurium. */
function conductivityTable(problem: FieldProblem, mesh: TetMesh, unknowns: TetUnknowns, bathTag: number | null): Pick<ElementParts, 'conductivityOf' | 'conductivities'> {
  const isotropic = (s: number): Conductivity => ({ xx: s, yy: s, zz: s });
  const { fascicles } = problem;
  // 0 bath, 1 epineurium, then endoneurium and perineurium of each fascicle in turn.
  const conductivities = [problem.bath, problem.epineurium, ...fascicles.flatMap((f) => [f.endoneurium, isotropic(f.perineuriumSPerM)])];
  const conductivityOf = unknowns.unknownOfNode.map((_, c) => Int32Array.from(unknowns.componentOfTet, (owner, t) => {
    if (owner === c) return c > 0 ? 2 * c : mesh.regions[t] === bathTag ? 0 : 1;
    if (unknowns.formulation === 'sharp') return -1;
    return 2 * (c > 0 ? c : owner) + 1;
  }));
  return { conductivityOf, conductivities };
}

function barycentricGradients(mesh: TetMesh): { gradients: Float64Array; volumes: Float64Array } {
  const count = tetCountOf(mesh), { vertices, tetrahedra } = mesh;
  const gradients = new Float64Array(12 * count), volumes = new Float64Array(count);
  const p = new Float64Array(12);
  for (let t = 0; t < count; t++) {
    for (let c = 0; c < 4; c++) for (let k = 0; k < 3; k++) p[3 * c + k] = vertices[3 * tetrahedra[4 * t + c] + k];
    let volume6 = 0;
    for (let c = 1; c < 4; c++) {
      // The gradient of l_c is normal to the face opposite c: cross product of two edges of that face.
      const a = c === 1 ? 2 : c === 2 ? 3 : 1, b = c === 1 ? 3 : c === 2 ? 1 : 2;
      const ax = p[3 * a] - p[0], ay = p[3 * a + 1] - p[1], az = p[3 * a + 2] - p[2];
      const bx = p[3 * b] - p[0], by = p[3 * b + 1] - p[1], bz = p[3 * b + 2] - p[2];
      const o = 12 * t + 3 * c;
      gradients[o] = ay * bz - az * by;
      gradients[o + 1] = az * bx - ax * bz;
      gradients[o + 2] = ax * by - ay * bx;
      if (c === 1) volume6 = gradients[o] * (p[3] - p[0]) + gradients[o + 1] * (p[4] - p[1]) + gradients[o + 2] * (p[5] - p[2]);
    }
    for (let k = 3; k < 12; k++) gradients[12 * t + k] /= volume6;
    for (let k = 0; k < 3; k++) gradients[12 * t + k] = -(gradients[12 * t + 3 + k] + gradients[12 * t + 6 + k] + gradients[12 * t + 9 + k]);
    volumes[t] = volume6 / 6;
  }
  return { gradients, volumes };
}

/** Component and node of every unknown. */
function placesOfUnknowns({ unknownOfNode, count }: TetUnknowns): { component: Int32Array; node: Int32Array } {
  const component = new Int32Array(count), node = new Int32Array(count);
  unknownOfNode.forEach((unknowns, c) => {
    for (let n = 0; n < unknowns.length; n++) {
      if (unknowns[n] < 0) continue;
      component[unknowns[n]] = c;
      node[unknowns[n]] = n;
    }
  });
  return { component, node };
}

interface RowGatherer {
  /** Fills `columns` (ascending, free unknowns only) and `values`; returns their number. */
  gather: (component: number, node: number) => number;
  columns: Int32Array;
  values: Float64Array;
}

function rowGatherer(parts: ElementParts, nodes: ElementNodes, unknowns: TetUnknowns): RowGatherer {
  const table = stiffnessTable(nodes.order), mass = triangleMassTable(nodes.order);
  const perTet = table.nodeCount, perTriangle = triangleNodeCount(nodes.order);
  const sums = new Float64Array(unknowns.freeCount), isSet = new Uint8Array(unknowns.freeCount);
  const metric = new Float64Array(16);
  let columns = new Int32Array(1024), values = new Float64Array(1024);
  let length = 0;
  const add = (column: number, value: number) => {
    if (column < 0 || column >= unknowns.freeCount) return;
    if (isSet[column] === 0) {
      isSet[column] = 1;
      if (length === columns.length) columns = enlarged(columns, new Int32Array(2 * length));
      columns[length++] = column;
    }
    sums[column] += value;
  };
  const addTet = (t: number, component: number, node: number) => {
    const material = parts.conductivityOf[component][t];
    if (material < 0) return;
    const { xx, yy, zz } = parts.conductivities[material], volume = parts.volumes[t], g = 12 * t, { gradients } = parts;
    for (let a = 0; a < 4; a++) for (let b = 0; b < 4; b++) {
      const i = g + 3 * a, j = g + 3 * b;
      metric[4 * a + b] = volume * (gradients[i] * xx * gradients[j] + gradients[i + 1] * yy * gradients[j + 1] + gradients[i + 2] * zz * gradients[j + 2]);
    }
    const first = perTet * t;
    let local = 0;
    while (nodes.tetNodes[first + local] !== node) local++;
    for (let j = 0; j < perTet; j++) {
      const pair = local * perTet + j;
      let value = 0;
      for (let term = table.starts[pair]; term < table.starts[pair + 1]; term++) value += table.factor[term] * metric[table.metric[term]];
      add(unknowns.unknownOfNode[component][nodes.tetNodes[first + j]], value);
    }
  };
  const addTriangle = (f: number, component: number, node: number) => {
    const fascicle = parts.fascicleOfTriangle[f];
    if (component !== 0 && component !== fascicle) return;
    const other = component === 0 ? fascicle : 0;
    const first = perTriangle * f;
    let local = 0;
    while (nodes.triangleNodes[first + local] !== node) local++;
    for (let j = 0; j < perTriangle; j++) {
      const value = parts.conductance[f] * mass[local * perTriangle + j], at = nodes.triangleNodes[first + j];
      add(unknowns.unknownOfNode[component][at], value);
      add(unknowns.unknownOfNode[other][at], -value);
    }
  };
  const gatherer: RowGatherer = {
    columns, values,
    gather: (component, node) => {
      length = 0;
      const { tetsOfNode, trianglesOfNode } = parts;
      for (let p = tetsOfNode.start[node]; p < tetsOfNode.start[node + 1]; p++) addTet(tetsOfNode.elements[p], component, node);
      for (let p = trianglesOfNode.start[node]; p < trianglesOfNode.start[node + 1]; p++) addTriangle(trianglesOfNode.elements[p], component, node);
      if (values.length < columns.length) values = new Float64Array(columns.length);
      columns.subarray(0, length).sort();
      for (let k = 0; k < length; k++) {
        values[k] = sums[columns[k]];
        sums[columns[k]] = 0;
        isSet[columns[k]] = 0;
      }
      gatherer.columns = columns;
      gatherer.values = values;
      return length;
    },
  };
  return gatherer;
}
