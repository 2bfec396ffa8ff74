// How much work a study is, before it has begun: enough to extrapolate the time of a list of studies from those that have run. Unit: one
// fibre of average length through one time step.
import type { Project } from '../../src-model/project';
import { expandValues, type Study, type StudyOf } from '../../src-model/schema/study';
import { convergenceFactors, sweepPoint, sweepSize } from '../../src-model/study-plan';
import type { StepCosts } from '../run/phase-clock';
import { velocityDurationMs } from './conduction-velocity';
import type { Prepared } from './prepare';
import { type AmplitudeRange, SCAN_FACTOR } from './thresholds';

export interface StudyWork {
  fiberSteps: number;
  /** Meshes and fields that are not those of the run. */
  fields: number;
}

/** Points of a sweep whose cost is worked out in advance; a larger sweep is judged by these. */
const SAMPLED_POINTS = 500;
/** Searches usually find a threshold on half of the way up. */
const PART_OF_SCAN = 0.5;

const stepsOf = ({ simulation: { durationMs, dtMs } }: Project): number => durationMs / dtMs;

/** Simulations that one threshold takes on average. */
function trials({ minimumUa, maximumUa, toleranceFraction }: AmplitudeRange): number {
  const decades = Math.log(maximumUa / Math.max(minimumUa, 1e-4 * maximumUa)) / Math.log(SCAN_FACTOR);
  return 1 + PART_OF_SCAN * decades + Math.max(0, Math.log2((SCAN_FACTOR - 1) / toleranceFraction));
}

export function studyWork(study: Study, { project, rows }: Pick<Prepared, 'project' | 'rows'>): StudyWork {
  const fibers = rows.length;
  const once = fibers * stepsOf(project);
  const only = (fiberSteps: number): StudyWork => ({ fiberSteps, fields: 0 });
  switch (study.kind) {
    case 'recruitment-curve': return only(expandValues(study.amplitudesUa).length * once);
    case 'thresholds': return only(trials(study) * once);
    case 'block-thresholds': return only((trials(study) + 1) * once);
    case 'strength-duration': return only(expandValues(study.durationsMs).length * trials(study) * once);
    case 'current-distance': return { fiberSteps: expandValues(study.yUm).length * trials(study) * once, fields: project.nerve ? expandValues(study.yUm).length : 0 };
    case 'conduction-velocity': return only(expandValues(study.diametersUm).length * velocityDurationMs(study.myelinated) / project.simulation.dtMs);
    case 'sweep': {
      const perPoint = study.measure === 'thresholds' ? trials(study) : 1;
      return { fiberSteps: perPoint * fibers * sweepCost(study, project).total, fields: project.nerve && touchesField(study.parameters) ? sweepSize(study) : 0 };
    }
    case 'convergence': return {
      fiberSteps: study.measure === 'thresholds' ? trials(study) * fibers * convergenceCosts(study, project).reduce((sum, cost) => sum + cost, 0) : 0,
      fields: study.vary === 'mesh' ? convergenceFactors(study).reduce((sum, factor) => sum + factor ** -3, 0) : 0,
    };
    case 'optimization': return { fiberSteps: study.evaluations * once, fields: project.nerve && touchesField(study.variables) ? study.evaluations : 0 };
    case 'recording': return { fiberSteps: once, fields: project.nerve && study.pointsUm.length > 0 ? 1 : 0 };
  }
}

/** Whether changing these numbers asks for another mesh or field. */
export const touchesField = (numbers: readonly { path: string }[]): boolean =>
  numbers.some(({ path }) => /^(?:nerve|fascicles|electrodes|simulation\.field)\b/.test(path));

/** Time steps of the points of a sweep; equal ones when no parameter changes them. */
export function sweepCost(study: StudyOf<'sweep'>, project: Project): StepCosts {
  const size = sweepSize(study);
  const { durationMs, dtMs } = project.simulation;
  const of = (index: number): number => {
    const values = new Map(sweepPoint(study, project.seed, index).map(({ path, value }) => [path, value]));
    return Math.max(0, Number(values.get('simulation.durationMs') ?? durationMs) / Number(values.get('simulation.dtMs') ?? dtMs));
  };
  const sampled = Math.min(size, SAMPLED_POINTS);
  const sum = Array.from({ length: sampled }, (_, k) => of(Math.floor((k * size) / sampled))).reduce((total, cost) => total + cost, 0);
  return { of, total: (sum * size) / sampled };
}

/** Relative cost of the steps of a convergence study, coarse to fine: time steps, or elements of a mesh in three dimensions. */
export function convergenceCosts(study: StudyOf<'convergence'>, project: Project): number[] {
  const steps = stepsOf(project);
  return convergenceFactors(study).map((factor) => (study.vary === 'dt' ? steps / factor : study.measure === 'thresholds' ? steps : steps * factor ** -3));
}

/** Costs of the steps that a study counts; null where every one costs the same. */
export function stepCosts(study: Study, project: Project): StepCosts | null {
  if (study.kind === 'sweep') return sweepCost(study, project);
  if (study.kind !== 'convergence') return null;
  const costs = convergenceCosts(study, project);
  return { of: (index) => costs[index], total: costs.reduce((sum, cost) => sum + cost, 0) };
}
