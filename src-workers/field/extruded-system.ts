// The linear system of an extruded mesh: operator on the free lines with its multigrid, the ground's reaction, loads of contacts.
import { componentOfDomain, type ContactPlace, type ExtrudedMesh } from '../mesh/extruded-mesh';
import { applyAxial, axialGridOf, axialWeights, type AxialGrid } from './axial-grid';
import { createProduct, multiply, productBytes, type LineOperator } from './line-level';
import { buildMultigrid, linearProlongation, precondition, type Multigrid } from './multigrid';
import { createIterationVectors, iterationBytes, type LinearProblem } from './conjugate-gradients';
import type { FieldProblem } from './problem';
import { integrateEdge } from './quadratic-triangle';
import { assembleSection, type SectionMatrices } from './section-matrices';

/** Sum of a load vector for 1 mA, so that potentials come out in mV: matrix entries are in 1e-6 S (see section-matrices.ts). */
export const LOAD_PER_MA = 1e6;

export interface ExtrudedSystem extends LinearProblem {
  mesh: ExtrudedMesh;
  grid: AxialGrid;
  multigrid: Multigrid;
  /** Per pattern: the rows of ground lines, or of lines that end on ground, summed, by free line. */
  groundRows: { stiffness: Float64Array; mass: Float64Array }[];
}

export function buildExtrudedSystem(problem: FieldProblem, mesh: ExtrudedMesh): ExtrudedSystem {
  const grid = axialGridOf(mesh);
  const section = assembleSection(problem, mesh);
  const { operator, groundRows } = splitGround(section, mesh, grid);
  const size = operator.lineCount * grid.nodeCount;
  const multigrid = buildMultigrid(operator, linearProlongation(mesh.components, mesh.triangles, mesh.cornerCount), iterationBytes(size) + productBytes(operator, 'f64'));
  const { levels: [{ memory }] } = multigrid;
  const product = createProduct(operator, memory, 'f64');
  return {
    mesh, grid, multigrid, groundRows, memory, vectors: createIterationVectors(memory, size),
    multiply: (x, y) => { multiply(product, x, y); },
    precondition: (r, z) => { precondition(multigrid, r, z); },
  };
}

/** Free lines come first, so the operator keeps each row's leading columns. */
function splitGround(section: SectionMatrices, mesh: ExtrudedMesh, grid: AxialGrid): { operator: LineOperator; groundRows: ExtrudedSystem['groundRows'] } {
  const { freeLineCount, lineCount } = mesh.components;
  const endIsGround = mesh.components.endIsGround.subarray(0, freeLineCount);
  const { pattern } = section;
  const rowStart = new Int32Array(freeLineCount + 1), diagonal = new Int32Array(freeLineCount);
  const kept = new Int32Array(pattern.rowStart[freeLineCount]);
  let count = 0;
  for (let i = 0; i < freeLineCount; i++) {
    for (let p = pattern.rowStart[i]; p < pattern.rowStart[i + 1]; p++) {
      if (pattern.columns[p] >= freeLineCount) continue;
      if (pattern.columns[p] === i) diagonal[i] = count;
      kept[count++] = p;
    }
    rowStart[i + 1] = count;
  }
  const pick = <T extends Float64Array | Int32Array>(values: T, picked: T): T => {
    for (let k = 0; k < count; k++) picked[k] = values[kept[k]];
    return picked;
  };
  const pickAll = (perPattern: Float64Array[]) => perPattern.map((values) => pick(values, new Float64Array(count)));
  const operator: LineOperator = {
    grid, lineCount: freeLineCount, endIsGround, pattern: { rowStart, columns: pick(pattern.columns, new Int32Array(count)), diagonal },
    stiffness: pickAll(section.stiffness), mass: pickAll(section.mass),
  };
  const groundRows = section.stiffness.map((stiffness, s) => {
    const sums = { stiffness: new Float64Array(freeLineCount), mass: new Float64Array(freeLineCount) };
    for (let i = 0; i < lineCount; i++) {
      if (i < freeLineCount && endIsGround[i] === 0) continue;
      for (let p = pattern.rowStart[i]; p < pattern.rowStart[i + 1]; p++) {
        if (pattern.columns[p] >= freeLineCount) continue;
        sums.stiffness[pattern.columns[p]] += stiffness[p];
        sums.mass[pattern.columns[p]] += section.mass[s][p];
      }
    }
    return sums;
  });
  return { operator, groundRows };
}

/** Current into the ground, mA: the reaction of the equations that the ground replaces. */
export function groundCurrentMa(system: ExtrudedSystem, x: Float64Array): number {
  const { grid, groundRows, mesh: { groundNodes } } = system;
  // With a bath whole lines are ground, without one only the last node.
  const isAtEnd = groundNodes.length === 0;
  const lines = new Float64Array(2 * grid.extendedCount);
  let reaction = 0;
  for (let j = 0; j * grid.nodeCount < x.length; j++) {
    if (groundRows.every(({ stiffness, mass }) => stiffness[j] === 0 && mass[j] === 0)) continue;
    applyAxial(grid, x, j * grid.nodeCount, lines, 0, grid.extendedCount);
    for (const slab of grid.slabs) {
      const row = groundRows[slab.pattern];
      for (let k = isAtEnd ? slab.nodeCount - 1 : 0; k < slab.nodeCount; k++) {
        if (isAtEnd && slab.firstNode + k !== grid.nodeCount - 1) continue;
        const e = slab.firstExtended + k;
        reaction -= row.stiffness[j] * lines[e] + row.mass[j] * lines[grid.extendedCount + e];
      }
    }
  }
  return reaction / LOAD_PER_MA;
}

/** Right-hand side for 1 mA through the contact, spread evenly over its meshed surface. */
export function contactLoad(system: Pick<ExtrudedSystem, 'mesh' | 'grid'>, place: ContactPlace): Float64Array {
  const { mesh, grid } = system;
  const { lineOfNode, freeLineCount, endIsGround } = mesh.components;
  const load = new Float64Array(freeLineCount * grid.nodeCount);
  const lineAt = (domain: number, node: number) => lineOfNode[componentOfDomain(domain)][node];
  if (place.kind === 'point') {
    load[lineAt(place.domain, place.node) * grid.nodeCount + place.xNode] = LOAD_PER_MA;
    return load;
  }
  const across = new Float64Array(freeLineCount);
  let width = 0;
  for (let e = 0; e < place.edgeDomains.length; e++) {
    const nodes = [place.edges[3 * e], place.edges[3 * e + 1], place.edges[3 * e + 2]] as const;
    integrateEdge(mesh.nodesUm, ...nodes, (values, length) => {
      width += length;
      nodes.forEach((node, i) => { across[lineAt(place.edgeDomains[e], node)] += values[i] * length; });
    });
  }
  const along = axialWeights(grid, place.firstLayer, place.endLayer);
  const lengthUm = along.reduce((sum, w) => sum + w, 0);
  const density = LOAD_PER_MA / (width * lengthUm);
  for (let i = 0; i < freeLineCount; i++) {
    if (across[i] === 0) continue;
    for (let k = 0; k < grid.nodeCount; k++) load[i * grid.nodeCount + k] = density * across[i] * along[k];
  }
  // What enters at a grounded node leaves at once and is not an unknown.
  for (let i = 0; i < freeLineCount; i++) if (endIsGround[i] === 1) load[(i + 1) * grid.nodeCount - 1] = 0;
  return load;
}
