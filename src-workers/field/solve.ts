// The field engine as the rest of the program sees it: mesh a problem, solve its contacts at 1 mA each, sample potentials.
import { contactsOf } from '../../src-model/contacts';
import type { Task } from '../../src-model/task';
import { buildExtrudedMesh } from '../mesh/extrude';
import type { ExtrudedMesh } from '../mesh/extruded-mesh';
import { buildExtrudedSystem, contactLoad, groundCurrentMa } from './extruded-system';
import type { ContactSolution, FieldProblem, MeshReport, SamplingNotes } from './problem';
import { sampleExtruded } from './sample-extruded';
import { type OnSolved, solveEach } from './solve-each';
import type { TetFieldMesh } from './tet/field-mesh';
import { sampleTetPotentials, solveTetContacts, tetMeshReport } from './tet/solve-tet';

export type FieldMesh = ExtrudedMesh | TetFieldMesh;

/** Meshes with the built-in mesher. Deterministic; throws ProblemError when an electrode does not fit the geometry. */
export function buildFieldMesh(problem: FieldProblem, task: Task): ExtrudedMesh {
  task.progress(0, 1);
  const mesh = buildExtrudedMesh(problem);
  task.progress(1, 1);
  return mesh;
}

/**
 * Potentials of the chosen contacts (indices into `contactsOf(problem.electrodes)`), 1 mA through each in turn, 0 through the others.
 * Throws when a true relative residual stays above the tolerance.
 */
export function solveContacts(problem: FieldProblem, mesh: FieldMesh, contactIndices: readonly number[], task: Task, onSolved?: OnSolved): ContactSolution[] {
  if (mesh.kind === 'tet') return solveTetContacts(problem, mesh, contactIndices, task, onSolved);
  const names = contactsOf(problem.electrodes).map((contact) => contact.name);
  const system = buildExtrudedSystem(problem, mesh);
  const contacts = { ...system, loadOf: (index: number) => contactLoad(system, mesh.contacts[index]), groundCurrentMa: (x: Float64Array) => groundCurrentMa(system, x) };
  return solveEach(contacts, names, contactIndices, problem.settings.relativeTolerance, 'Part of the model may have no path to the ground, or the tolerance is below rounding.', task, onSolved);
}

/**
 * Potentials (mV per mA) at points x, y, z (um) at 3n. A point inside an electrode takes the value at the nearest place of tissue beside it
 * and is counted in `notes`; a point outside the modelled volume is an error.
 */
export function samplePotentials(mesh: FieldMesh, solution: ContactSolution, pointsUm: Float64Array, notes?: SamplingNotes): Float64Array {
  if (mesh.kind === 'tet') return sampleTetPotentials(mesh, solution, pointsUm, notes);
  return sampleExtruded(mesh, solution.potentialsMvPerMa, pointsUm, notes);
}

export function meshReport(mesh: FieldMesh): MeshReport {
  if (mesh.kind === 'tet') return tetMeshReport(mesh);
  const layers = (mesh.xNodesUm.length - 1) / 2;
  return {
    nodes: (mesh.nodesUm.length / 2) * mesh.xNodesUm.length,
    elements: mesh.domains.length * layers,
    unknowns: mesh.components.freeLineCount * mesh.xNodesUm.length - mesh.components.endIsGround.reduce((sum, flag) => sum + flag, 0),
    layers,
    minimumAngleDeg: mesh.quality.minimumAngleDeg,
    maximumAspect: mesh.quality.maximumAspect,
    warnings: mesh.warnings,
  };
}
