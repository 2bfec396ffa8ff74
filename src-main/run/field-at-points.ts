// The field of a project at given points: potentials per contact, without any fibre.
import { contactsOf } from '../../src-model/contacts';
import { ProblemError } from '../../src-model/problem';
import type { Project } from '../../src-model/project';
import { homogeneousPotentials } from '../../src-workers/field/analytic';
import { fieldProblemOf } from '../../src-workers/field/build-problem';
import type { ContactReport, MeshReport } from '../../src-workers/field/problem';
import { fieldKeyOf } from './make-mesh';
import { mediumOf } from './medium-phase';
import type { PhaseContext } from './phase-context';
import { meshAndSolve } from './solve-field';

export interface PointPotentials {
  contacts: string[];
  /** mV per mA; one array per contact, one value per point. */
  perContact: Float64Array[];
  mesh: MeshReport | null;
  reports: ContactReport[];
  insideElectrode: number;
}

/** `pointsUm`: x, y, z of point n at 3n. Throws `ProblemError` when the project has no electrodes or nothing around them. */
export async function fieldAtPoints(project: Project, pointsUm: Float64Array, context: PhaseContext): Promise<PointPotentials> {
  const contacts = contactsOf(project.electrodes);
  const names = contacts.map(({ name }) => name);
  if (names.length === 0) throw new ProblemError([{ severity: 'error', path: ['electrodes'], where: 'electrodes', message: 'There is no field without an electrode. Add one.' }]);
  if (!project.nerve) {
    const medium = mediumOf(project);
    return { contacts: names, perContact: contacts.map(({ electrode }) => homogeneousPotentials(electrode, medium, pointsUm)), mesh: null, reports: [], insideElectrode: 0 };
  }
  const { pools, clock, signal } = context;
  const problem = fieldProblemOf(project);
  const meshKey = fieldKeyOf(problem, pools);
  const { mesh, report, solutions } = await meshAndSolve(problem, names.length, meshKey, context);
  const total = pointsUm.length / 3;
  const sampled = await clock.run({ phase: 'footprints', total, unit: 'points', workers: 1 }, async () => ({
    value: await pools.field().run({ title: `the potentials at ${total} points`, signal }, (worker, control) => worker.sample({ meshKey, mesh, solutions, pointsUm }, control)),
  }));
  return { contacts: names, perContact: sampled.perContact, mesh: report, reports: solutions.map((solution) => solution.report), insideElectrode: sampled.insideElectrode };
}
