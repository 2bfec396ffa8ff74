// The tetrahedral field as the dispatcher sees it: solve contacts at 1 mA each, sample potentials, report on the mesh.
import { contactsOf } from '../../../src-model/contacts';
import type { Task } from '../../../src-model/task';
import { tetCountOf } from '../../mesh/tet-mesh';
import type { ContactSolution, FieldProblem, MeshReport, SamplingNotes } from '../problem';
import { type OnSolved, solveEach } from '../solve-each';
import { shapeValues, tetNodeCount } from './elements';
import type { TetFieldMesh } from './field-mesh';
import { createTetLocator, locateTet, type TetLocator } from './locate-tet';
import { tetQuality } from './tet-quality';
import { buildTetSystem } from './tet-system';

/**
 * Potentials at the free unknowns (the ground's are 0), 1 mA through each of the chosen contacts in turn, 0 through the others.
 * Throws when a true relative residual stays above the tolerance.
 */
export function solveTetContacts(problem: FieldProblem, mesh: TetFieldMesh, contactIndices: readonly number[], task: Task, onSolved?: OnSolved): ContactSolution[] {
  const names = contactsOf(problem.electrodes).map((contact) => contact.name);
  return solveEach(buildTetSystem(problem, mesh), names, contactIndices, problem.settings.relativeTolerance, 'The mesh may have degenerate tetrahedra: refine it, or use the built-in mesher.', task, onSolved);
}

const locators = new WeakMap<TetFieldMesh, TetLocator>();

/**
 * Potentials (mV per mA) at points x, y, z (um) at 3n. A point in no tetrahedron but within the modelled volume (inside an electrode, or
 * between a facet and the true outline) takes the polynomial of the nearest tetrahedron, as NRV does; those farther from it than a
 * facet's depth count as `insideElectrode`. A point outside the modelled volume is an error.
 */
export function sampleTetPotentials(mesh: TetFieldMesh, solution: ContactSolution, pointsUm: Float64Array, notes?: SamplingNotes): Float64Array {
  const locator = locators.get(mesh) ?? createTetLocator(mesh);
  locators.set(mesh, locator);
  const { order, tetNodes } = mesh.nodes, { componentOfTet, unknownOfNode } = mesh.unknowns;
  const perTet = tetNodeCount(order);
  const shape = new Float64Array(perTet), out = new Float64Array(pointsUm.length / 3);
  const slack = 1e-9;
  for (let n = 0; n < out.length; n++) {
    const [x, y, z] = pointsUm.subarray(3 * n, 3 * n + 3);
    const length = locator.upper[0] - locator.origin[0];
    if (!(x >= locator.origin[0] - slack * length && x <= locator.upper[0] + slack * length && Math.hypot(y, z) <= locator.outerRadiusUm * (1 + slack))) {
      throw new Error(`Point ${n} at (${x}, ${y}, ${z}) um lies outside the modelled volume. Move it inside, or enlarge the bath or the nerve.`);
    }
    const { tet, coordinates, inside } = locateTet(locator, x, y, z);
    if (!inside && notes !== undefined && Math.min(...coordinates) < -FACET_DEPTH) notes.insideElectrode++;
    shapeValues(order, coordinates, shape);
    const unknowns = unknownOfNode[componentOfTet[tet]];
    let value = 0;
    for (let i = 0; i < perTet; i++) {
      const unknown = unknowns[tetNodes[perTet * tet + i]];
      if (unknown < solution.potentialsMvPerMa.length) value += shape[i] * solution.potentialsMvPerMa[unknown];
    }
    out[n] = value;
  }
  return out;
}

/** Barycentric coordinate below which a point is not just behind a facet of a curved outline. */
const FACET_DEPTH = 0.2;

export function tetMeshReport(mesh: TetFieldMesh): MeshReport {
  return {
    nodes: mesh.nodes.nodeCount,
    elements: tetCountOf(mesh),
    unknowns: mesh.unknowns.freeCount,
    layers: 0,
    ...tetQuality(mesh),
    warnings: mesh.warnings,
  };
}
