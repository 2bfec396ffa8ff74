// What the views of the model draw from the engine: the mesh where a plane cuts it, and the potential along fibres.
import { ProblemError } from '../../src-model/problem';
import type { Project } from '../../src-model/project';
import type { FiberPotentials, MeshSection } from '../../src-model/view-data';
import { fieldProblemOf } from '../../src-workers/field/build-problem';
import { sectionLines } from '../../src-workers/mesh/mesh-section';
import { fieldKeyOf, makeMesh } from '../run/make-mesh';
import type { PhaseContext } from '../run/phase-context';
import { keptMesh } from '../run/solve-field';
import { potentialsNow } from './field-slice';

/** `project` must be valid. The mesh is the one of the next run, and the last run's where nothing has changed since. */
export async function meshSection(project: Project, xUm: number, context: PhaseContext): Promise<MeshSection> {
  if (!project.nerve) throw new ProblemError([{ severity: 'error', path: ['nerve'], where: 'nerve', message: 'A homogeneous medium has no mesh: its field is known in closed form.' }]);
  const problem = fieldProblemOf(project);
  const { mesh, report } = await keptMesh(fieldKeyOf(problem, context.pools), context) ?? await makeMesh(problem, context);
  return { xUm, segmentsUm: sectionLines(mesh, xUm), nodes: report.nodes, elements: report.elements };
}

/** Steps along a fibre: a contact of a hundredth of the nerve's length is seen. */
const SAMPLES = 96;

/** The extracellular potential at the instant of the largest currents along fibres at (y, z), over the project's length. */
export async function fiberPotentials(project: Project, yUm: Float64Array, zUm: Float64Array, lengthUm: number, context: PhaseContext): Promise<FiberPotentials> {
  const pointsUm = new Float64Array(3 * SAMPLES * yUm.length);
  for (let fiber = 0; fiber < yUm.length; fiber++) {
    for (let k = 0; k < SAMPLES; k++) pointsUm.set([(k / (SAMPLES - 1)) * lengthUm, yUm[fiber], zUm[fiber]], 3 * (fiber * SAMPLES + k));
  }
  const { timeMs, values } = await potentialsNow(project, pointsUm, context);
  return { timeMs, sampleCount: SAMPLES, values: Float32Array.from(values) };
}
