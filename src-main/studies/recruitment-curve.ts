// Recruitment curve: the part of every group that fires, amplitude by amplitude, and how selective the stimulus is between fascicles.
import type { StudyTable } from '../../src-model/results';
import { expandValues, type StudyOf } from '../../src-model/schema/study';
import { selectivityIndex } from '../../src-workers/analysis/selectivity';
import { type FiberGroup, fiberGroups } from './fiber-groups';
import { scalableStimulus } from './prepare';
import { type Recruitment, recruitmentAt } from './recruitment';
import type { StudyContext } from './study-context';
import { column, tableOf } from './tables';

export async function recruitmentCurve(study: StudyOf<'recruitment-curve'>, context: StudyContext): Promise<StudyTable[]> {
  const { base } = context;
  const stimulus = scalableStimulus(base.project);
  const amplitudesUa = expandValues(study.amplitudesUa);
  const groups = fiberGroups(base);
  let simulated = 0;
  const recruitment = await recruitmentAt(base, stimulus, amplitudesUa.map((amplitude) => amplitude / stimulus.peakUa), groups, context, (count) => context.report(simulated += count));
  const points = amplitudesUa.map((_, point) => point).filter((point) => recruitment.complete[point] === 1);
  return [tableOf(study, [
    column('amplitude_ua', 'Amplitude', 'uA', points.map((point) => amplitudesUa[point])),
    ...recruitedColumns(recruitment, groups, points),
    ...selectivityColumns(recruitment, groups, points),
    ...countColumns(recruitment, groups, points),
  ])];
}

/** Recruited part of the fibres of each group, %; of those that could be simulated. */
export function recruitedColumns({ recruited, failed }: Recruitment, groups: readonly FiberGroup[], points: readonly number[]): StudyTable['columns'] {
  return groups.map(({ title, members }, g) => column(`recruited_percent ${title}`, title, '%',
    points.map((point) => (100 * recruited[point * groups.length + g]) / (members.length - failed[point * groups.length + g]))));
}

function countColumns({ recruited, failed }: Recruitment, groups: readonly FiberGroup[], points: readonly number[]): StudyTable['columns'] {
  const counts = groups.map(({ title }, g) => column(`recruited_count ${title}`, `${title}, recruited fibres`, '', points.map((point) => recruited[point * groups.length + g])));
  if (!failed.some((count) => count > 0)) return counts;
  return [...counts, column('failed_count', 'Failed fibres', '', points.map((point) => groups.reduce((sum, _, g) => sum + failed[point * groups.length + g], 0)))];
}

/** Selectivity of each fascicle at point `point`; with `myelinated` only fibres of that type count. NaN while nothing fires. */
export function fascicleSelectivity({ recruited, failed }: Recruitment, groups: readonly FiberGroup[], point: number, fascicle: string, myelinated?: boolean): number {
  const at = point * groups.length;
  const fascicles = [...new Set(groups.map((group) => group.fascicle))].filter((name) => name !== '');
  return selectivityIndex(fascicles.map((name) => groups.reduce((sum, group, g) => (group.fascicle === name && (myelinated ?? group.myelinated) === group.myelinated
    ? { group: name, recruited: sum.recruited + recruited[at + g], total: sum.total + group.members.length - failed[at + g] } : sum), { group: name, recruited: 0, total: 0 })), fascicle);
}

function selectivityColumns(recruitment: Recruitment, groups: readonly FiberGroup[], points: readonly number[]): StudyTable['columns'] {
  const fascicles = [...new Set(groups.map(({ fascicle }) => fascicle))].filter((name) => name !== '');
  if (fascicles.length < 2) return [];
  return fascicles.map((name) => column(`selectivity ${name}`, `Selectivity of ${name}`, '', points.map((point) => fascicleSelectivity(recruitment, groups, point, name))));
}
