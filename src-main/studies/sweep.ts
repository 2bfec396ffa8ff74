// Sweep: the project's own question asked at many points of its values, on a grid or at random. One row per point, so that memory
// grows with the number of points alone.
import { ProblemError } from '../../src-model/problem';
import type { Project } from '../../src-model/project';
import { withNumbers } from '../../src-model/project-path';
import type { StudyTable } from '../../src-model/results';
import type { Study, StudyOf } from '../../src-model/study';
import { outermostChanges, sweepPoint, sweepSize } from '../../src-model/study-plan';
import { fiberGroups, medianOf } from './fiber-groups';
import { problemText, refuseInvalid, scalableStimulus, stimulusOf } from './prepare';
import { recruitmentAt } from './recruitment';
import { recruitedColumns } from './recruitment-curve';
import type { StudyContext } from './study-context';
import { column, tableOf } from './tables';
import { ACTIVATION, isComplete, searchThresholds } from './thresholds';

export async function sweep(study: StudyOf<'sweep'>, context: StudyContext): Promise<StudyTable[]> {
  refuseOutermost(study, context.base.project);
  const size = sweepSize(study);
  const points: number[][] = [];
  const answers: Map<string, number>[] = [];
  for (let index = 0; index < size; index++) {
    const changes = sweepPoint(study, context.base.project.seed, index);
    const values = await pointValues(study, withNumbers(context.base.project, changes), context);
    if (values === null) break;
    points.push(changes.map(({ value }) => value));
    answers.push(values);
    context.report(index + 1);
  }
  const [prefix, unit] = study.measure === 'recruitment' ? ['recruited_percent', '%'] : ['threshold_ua', 'uA'];
  const titles = [...new Set([...fiberGroups(context.base).map(({ title }) => title), ...answers.flatMap((values) => [...values.keys()])])];
  return [tableOf(study, [
    ...study.parameters.map(({ path }, p) => column(path, path, '', points.map((values) => values[p]))),
    ...titles.map((title) => column(`${prefix} ${title}`, title, unit, answers.map((values) => values.get(title) ?? NaN))),
  ])];
}

/** By title of the group: recruited part in %, or median threshold in uA. Null when it was cancelled. */
async function pointValues(study: StudyOf<'sweep'>, project: Project, context: StudyContext): Promise<Map<string, number> | null> {
  if (context.phase.signal.aborted) return null;
  const prepared = await context.preparation.of(project);
  const groups = fiberGroups(prepared);
  if (study.measure === 'recruitment') {
    const recruitment = await recruitmentAt(prepared, stimulusOf(project), [1], groups, context);
    return recruitment.complete[0] === 1 ? new Map(recruitedColumns(recruitment, groups, [0]).map(({ title, values }) => [title, values[0]])) : null;
  }
  const [answers] = await searchThresholds([{ prepared, stimulus: scalableStimulus(project) }], study, ACTIVATION, context);
  return isComplete(answers) ? new Map(groups.map(({ title, members }) => [title, medianOf(members.map((k) => answers.thresholdUa[k]))])) : null;
}

/** Finds values that the project does not allow before hours have gone into the others. */
export function refuseOutermost(study: StudyOf<'sweep'> | StudyOf<'optimization'>, project: Project): void {
  const index = project.studies.findIndex(({ id }: Study) => id === study.id);
  for (const change of outermostChanges(study)) {
    try {
      refuseInvalid(withNumbers(project, [change]));
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      throw new ProblemError([{ severity: 'error', path: ['studies', index], where: `study "${study.id}"`, message: `${change.path} = ${change.value} is not possible: ${problemText(error.problems)}` }]);
    }
  }
}
