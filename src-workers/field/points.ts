// The field at chosen points, from problem to potentials in one call, and the assistant that refines the mesh until they settle.
import { contactsOf } from '../../src-model/contacts';
import type { Task } from '../../src-model/task';
import { meshFactorOf } from '../mesh/mesh-factor';
import type { ContactReport, FieldProblem, MeshReport, SamplingNotes } from './problem';
import { buildFieldMesh, meshReport, samplePotentials, solveContacts } from './solve';

export interface PointPotentials {
  /** Names in the order of `contactsOf(problem.electrodes)`. */
  contacts: string[];
  /** Per contact, mV per mA at each point. */
  potentialsMvPerMa: Float64Array[];
  reports: ContactReport[];
  mesh: MeshReport;
  notes: SamplingNotes;
}

/** Potentials of every contact at points x, y, z (um) at 3n, on the built-in mesh. Errors as `buildFieldMesh`, `solveContacts`, `samplePotentials`. */
export function potentialsAtPoints(problem: FieldProblem, pointsUm: Float64Array, task: Task): PointPotentials {
  const mesh = buildFieldMesh(problem, task);
  const solutions = solveContacts(problem, mesh, contactsOf(problem.electrodes).map((_, index) => index), task);
  const notes: SamplingNotes = { insideElectrode: 0 };
  return {
    contacts: solutions.map((solution) => solution.contact),
    potentialsMvPerMa: solutions.map((solution) => samplePotentials(mesh, solution, pointsUm, notes)),
    reports: solutions.map((solution) => solution.report),
    mesh: meshReport(mesh),
    notes,
  };
}

export interface ConvergenceStep {
  /** Factor on all element sizes; 1 is "normal". */
  factor: number;
  unknowns: number;
  /** Largest change against the step before, over contacts and points that carry more than 1 % of their contact's maximum; null on the first step. */
  changePercent: number | null;
  potentialsMvPerMa: Float64Array[];
}

export interface ConvergenceTable {
  steps: ConvergenceStep[];
  isConverged: boolean;
}

/** Each step makes all elements smaller by this. */
const STEP = 0.7;
/** No step beyond this many unknowns. */
const MOST_UNKNOWNS = 8e6;
const RELEVANT = 0.01;

/** Refines from the problem's own mesh until the potentials at the points change by less than `percent` from one step to the next. */
export function refineUntilSettled(problem: FieldProblem, pointsUm: Float64Array, percent: number, task: Task): ConvergenceTable {
  const steps: ConvergenceStep[] = [];
  for (let factor = meshFactorOf(problem.settings.mesh); ; factor *= STEP) {
    const { potentialsMvPerMa, mesh } = potentialsAtPoints({ ...problem, settings: { ...problem.settings, mesh: factor } }, pointsUm, task);
    const before = steps.at(-1);
    const changePercent = before === undefined ? null : largestChangePercent(before.potentialsMvPerMa, potentialsMvPerMa);
    steps.push({ factor, unknowns: mesh.unknowns, changePercent, potentialsMvPerMa });
    if (changePercent !== null && changePercent < percent) return { steps, isConverged: true };
    if (mesh.unknowns / STEP ** 3 > MOST_UNKNOWNS) return { steps, isConverged: false };
  }
}

function largestChangePercent(before: Float64Array[], after: Float64Array[]): number {
  let largest = 0;
  after.forEach((values, contact) => {
    const most = values.reduce((max, v) => Math.max(max, Math.abs(v)), 0);
    values.forEach((value, n) => {
      if (Math.abs(value) > RELEVANT * most) largest = Math.max(largest, 100 * Math.abs(before[contact][n] / value - 1));
    });
  });
  return largest;
}
