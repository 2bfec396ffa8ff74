// Current-distance: thresholds while an electrode moves along y; for single fibres also the current-distance constant.
import { ProblemError } from '../../src-model/problem';
import type { Project } from '../../src-model/project';
import { withNumbers } from '../../src-model/project-path';
import type { StudyTable } from '../../src-model/results';
import { expandValues, type StudyOf } from '../../src-model/schema/study';
import { electrodeYPath } from '../../src-model/study-plan';
import { inTurn } from '../run/in-turn';
import { type FiberGroup, fiberGroups, medianOf } from './fiber-groups';
import { keptPoint } from './kept-point';
import { type Prepared, problemText, scalableStimulus } from './prepare';
import { pointsAtOnce, type StudyContext } from './study-context';
import { warnOfRefused } from './sweep';
import { column, tableOf } from './tables';
import { ACTIVATION, hasLost, isComplete, searchThresholds, warnOfLowThresholds } from './thresholds';

interface Place {
  yUm: number;
  /** By title of the group. */
  thresholdUa: Map<string, number>;
  distanceUm: Map<string, number>;
}

export async function currentDistance(study: StudyOf<'current-distance'>, context: StudyContext): Promise<StudyTable[]> {
  const path = electrodeYPath(context.base.project, study.electrode)!;
  const positions = expandValues(study.yUm);
  const found = new Map<number, Place>();
  const refused: Parameters<typeof warnOfRefused>[0][number][] = [];
  await inTurn(positions.entries(), () => pointsAtOnce(context, context.base.project.nerve !== undefined), async ([index, yUm]) => {
    const changes = [{ path, value: yUm }];
    try {
      const place = await placeAt(study, yUm, withNumbers(context.base.project, changes), context);
      if (place === null) return;
      found.set(index, place);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      refused.push({ index, changes, reason: problemText(error.problems) });
      found.set(index, { yUm, thresholdUa: new Map(), distanceUm: new Map() });
    }
    context.report(found.size);
  });
  warnOfRefused(refused, positions.length, context);
  const places = [...found.keys()].sort((a, b) => a - b).map((index) => found.get(index)!);
  const groups = fiberGroups(context.base);
  const columnsOf = ({ title, members }: FiberGroup): StudyTable['columns'] => [
    column(`threshold_ua ${title}`, title, 'uA', places.map(({ thresholdUa }) => thresholdUa.get(title) ?? NaN)),
    ...(members.length === 1 ? [column(`distance_um ${title}`, `Distance to ${title}`, 'um', places.map((place) => place.distanceUm.get(title) ?? NaN))] : []),
  ];
  const columns = groups.map(columnsOf);
  return [tableOf(study, [
    column('y_um', `Position of ${study.electrode}, y`, 'um', places.map(({ yUm }) => yUm)),
    ...columns.map(([threshold]) => threshold), ...columns.flatMap(([, ...rest]) => rest),
  ], groups.flatMap((group, g) => (group.members.length === 1 ? constantSummary(group.title, columns[g][1].values, columns[g][0].values) : [])))];
}

/** Null when it was cancelled. */
async function placeAt(study: StudyOf<'current-distance'>, yUm: number, project: Project, context: StudyContext): Promise<Place | null> {
  const { electrode, minimumUa, maximumUa, toleranceFraction } = study;
  const found = await keptPoint(project, { measure: 'distance', electrode, minimumUa, maximumUa, toleranceFraction }, context, async () => {
    if (context.phase.signal.aborted) return null;
    const prepared = await context.preparation.of(project);
    const [answers] = await searchThresholds([{ prepared, stimulus: scalableStimulus(project) }], study, ACTIVATION, context);
    if (!isComplete(answers)) return null;
    // An electrode masks axons, so that groups may lose members from place to place; they keep their names.
    const answer = fiberGroups(prepared).map((group) => ({
      title: group.title, thresholdUa: medianOf(group.members.map((k) => answers.thresholdUa[k])), distanceUm: distanceUm(prepared, group, electrode),
    }));
    return { answer, lasting: !hasLost(answers), warnings: [...prepared.warnings, ...warnOfLowThresholds([answers], study, context)] };
  });
  return found && {
    yUm,
    thresholdUa: new Map(found.map((group) => [group.title, group.thresholdUa])),
    distanceUm: new Map(found.map((group) => [group.title, group.distanceUm])),
  };
}

/** Transverse distance between the electrode and a single fibre; NaN for larger groups. */
function distanceUm({ project, fibers, rows }: Prepared, { members }: FiberGroup, electrodeId: string): number {
  const electrode = project.electrodes.find(({ id }) => id === electrodeId);
  if (members.length !== 1 || !electrode || !('yUm' in electrode)) return NaN;
  const row = rows[members[0]];
  return Math.hypot(electrode.yUm - fibers.yUm[row], electrode.zUm - fibers.zUm[row]);
}

/** I = I0 + k r^2 by least squares (Stoney, Thompson & Asanuma 1968, J Neurophysiol 31:659-669). */
function constantSummary(title: string, distancesUm: ArrayLike<number>, thresholdsUa: ArrayLike<number>): StudyTable['summary'] {
  const points = Array.from(distancesUm, (distance, k) => ({ x: (distance * 1e-3) ** 2, y: thresholdsUa[k] })).filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
  const meanX = points.reduce((sum, { x }) => sum + x, 0) / points.length;
  const meanY = points.reduce((sum, { y }) => sum + y, 0) / points.length;
  const spread = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
  if (!(spread > 0)) return [];
  const slope = points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0) / spread;
  return [{ title: `${title}, current-distance constant k`, unit: 'uA/mm2', value: slope }, { title: `${title}, offset I0`, unit: 'uA', value: meanY - slope * meanX }];
}
