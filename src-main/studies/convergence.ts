// Convergence: how much the answer changes when the mesh or the time step gets finer, until the change is below the target.
import { withNumbers } from '../../src-model/project-path';
import type { StudyTable } from '../../src-model/results';
import type { StudyOf } from '../../src-model/schema/study';
import { convergenceFactors } from '../../src-model/study-plan';
import { meshFactorOf } from '../../src-workers/mesh/mesh-factor';
import { medianOf } from './fiber-groups';
import { type Prepared, scalableStimulus } from './prepare';
import type { StudyContext } from './study-context';
import { column, tableOf } from './tables';
import { ACTIVATION, isComplete, searchThresholds } from './thresholds';

interface Step {
  factor: number;
  /** Element size relative to "normal", or time step in ms. */
  size: number;
  unknowns: number;
  change: { largest: number; median: number };
}

/** Places that carry less than this part of a contact's largest potential say nothing about relative changes. */
const RELEVANT = 0.01;

export async function convergence(study: StudyOf<'convergence'>, context: StudyContext): Promise<StudyTable[]> {
  const steps: Step[] = [];
  let before: Float64Array[] | null = null;
  for (const factor of convergenceFactors(study)) {
    if (context.phase.signal.aborted) break;
    const { size, prepared } = await refined(study, factor, context);
    const values = await answersOf(study, prepared, context);
    if (values === null) break;
    steps.push({ factor, size, unknowns: prepared.mesh?.unknowns ?? NaN, change: before ? relativeChange(before, values) : { largest: NaN, median: NaN } });
    before = values;
    context.report(steps.length);
    if (steps[steps.length - 1].change.largest < study.targetFraction) break;
  }
  const last = steps.at(-1);
  const settled = last !== undefined && last.change.largest < study.targetFraction;
  if (!settled && !context.phase.signal.aborted) context.warn(`The change between the two finest steps is not below ${100 * study.targetFraction} %; add smaller factors.`);
  const mesh = study.vary === 'mesh';
  return [tableOf(study, [
    column(mesh ? 'mesh_factor' : 'dt_ms', mesh ? 'Mesh factor' : 'Time step', mesh ? '' : 'ms', steps.map(({ size }) => size)),
    column('largest_change_percent', 'Largest change', '%', steps.map(({ change }) => 100 * change.largest)),
    column('median_change_percent', 'Median change', '%', steps.map(({ change }) => 100 * change.median)),
    ...(mesh ? [column('unknowns', 'Unknowns', '', steps.map(({ unknowns }) => unknowns))] : []),
  ], [
    { title: 'Target', unit: '%', value: 100 * study.targetFraction },
    // The step before the last differs from it by less than the target, and is cheaper.
    ...(settled ? [{ title: mesh ? 'Coarsest mesh factor within the target' : 'Longest time step within the target', unit: mesh ? '' : 'ms', value: steps[steps.length - 2].size }] : []),
  ])];
}

/** Products without their last digits: 2.24, not 2.2399999999999998. */
const rounded = (value: number): number => Number(value.toPrecision(12));

async function refined({ vary }: StudyOf<'convergence'>, factor: number, { base, preparation }: StudyContext): Promise<{ size: number; prepared: Prepared }> {
  const { project } = base;
  if (vary === 'dt') {
    const size = rounded(factor * project.simulation.dtMs);
    return { size, prepared: await preparation.of(withNumbers(project, [{ path: 'simulation.dtMs', value: size }])) };
  }
  const size = rounded(factor * meshFactorOf(project.simulation.field.mesh));
  return { size, prepared: await preparation.of({ ...project, simulation: { ...project.simulation, field: { ...project.simulation.field, mesh: size } } }) };
}

async function answersOf(study: StudyOf<'convergence'>, prepared: Prepared, context: StudyContext): Promise<Float64Array[] | null> {
  if (study.measure === 'potentials') return prepared.footprints.perContact;
  const [answers] = await searchThresholds([{ prepared, stimulus: scalableStimulus(prepared.project) }], study, ACTIVATION, context);
  return isComplete(answers) ? [answers.thresholdUa] : null;
}

/** Relative change of each value (per contact against the new value), of those that matter. */
function relativeChange(before: readonly Float64Array[], after: readonly Float64Array[]): Step['change'] {
  const changes = after.flatMap((values, list) => {
    const most = values.reduce((max, value) => Math.max(max, Number.isNaN(value) ? 0 : Math.abs(value)), 0);
    return Array.from(values, (value, k) => (Math.abs(value) > RELEVANT * most ? Math.abs(before[list][k] / value - 1) : NaN)).filter(Number.isFinite);
  });
  return { largest: changes.reduce((most, change) => Math.max(most, change), changes.length === 0 ? NaN : 0), median: medianOf(changes) };
}
