// Sweep: the project's own question asked at many points of its values, on a grid or at random. One row per point, so that memory
// grows with the number of points alone.
import { ProblemError } from '../../src-model/problem';
import type { Project } from '../../src-model/project';
import { parameterTitle } from '../../src-model/project-numbers';
import { type ValueChange, withValues } from '../../src-model/project-path';
import type { ResultColumn, StudyTable } from '../../src-model/results';
import { areChoices, type Choices, type Study, type StudyOf } from '../../src-model/schema/study';
import { outermostChanges, sweepPoint, sweepSize } from '../../src-model/study-plan';
import { inTurn } from '../run/in-turn';
import { fiberGroups, medianOf } from './fiber-groups';
import { keptPoint } from './kept-point';
import { problemText, refuseInvalid, scalableStimulus, stimulusOf } from './prepare';
import { recruitmentAt } from './recruitment';
import { recruitedColumns } from './recruitment-curve';
import { pointsAtOnce, type StudyContext } from './study-context';
import { touchesField } from './study-work';
import { column, tableOf } from './tables';
import { ACTIVATION, hasLost, isComplete, searchThresholds, warnOfLowThresholds } from './thresholds';

export async function sweep(study: StudyOf<'sweep'>, context: StudyContext): Promise<StudyTable[]> {
  const { project } = context.base;
  refuseOutermost(study, project);
  const size = sweepSize(study);
  const answers = new Map<number, Map<string, number>>();
  const refused: Refusal[] = [];
  const solvesFields = project.nerve !== undefined && touchesField(study.parameters);
  await inTurn(indices(size), () => pointsAtOnce(context, solvesFields), async (index) => {
    const changes = sweepPoint(study, project.seed, index);
    try {
      const values = await pointValues(study, withValues(project, changes), context);
      if (values === null) return;
      answers.set(index, new Map(values));
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      refused.push({ index, changes, reason: problemText(error.problems) });
      answers.set(index, new Map());
    }
    context.report(answers.size);
  });
  warnOfRefused(refused, size, context);
  const points = [...answers.keys()].sort((a, b) => a - b);
  const [prefix, unit] = study.measure === 'recruitment' ? ['recruited_percent', '%'] : ['threshold_ua', 'uA'];
  const titles = [...new Set([...fiberGroups(context.base).map(({ title }) => title), ...points.flatMap((index) => [...answers.get(index)!.keys()])])];
  const values = points.map((index) => sweepPoint(study, project.seed, index).map(({ value }) => value));
  const parameterColumn = ({ path, values: given }: StudyOf<'sweep'>['parameters'][number], p: number): ResultColumn => {
    const title = parameterTitle(project, path);
    if (!areChoices(given)) return column(path, title, '', values.map((point) => Number(point[p])));
    const choices: Choices = given;
    return { ...column(path, title, '', values.map((point) => choices.indexOf(point[p]))), labels: choices.map(String) };
  };
  return [tableOf(study, [
    ...study.parameters.map(parameterColumn),
    ...titles.map((title) => column(`${prefix} ${title}`, title, unit, points.map((index) => answers.get(index)!.get(title) ?? NaN))),
  ])];
}

function* indices(count: number): Generator<number> {
  for (let index = 0; index < count; index++) yield index;
}

/** A point between valid ones that the project does not allow, such as an electrode across a perineurium. */
interface Refusal {
  index: number;
  changes: ValueChange[];
  reason: string;
}

export function warnOfRefused(refused: readonly Refusal[], size: number, { warn }: Pick<StudyContext, 'warn'>): void {
  const first = refused.reduce<Refusal | null>((found, refusal) => (found === null || refusal.index < found.index ? refusal : found), null);
  if (first === null) return;
  warn(`${refused.length} of ${size} points are not possible and stay empty; the first one is ${first.changes.map(({ path, value }) => `${path} = ${value}`).join(', ')}: ${first.reason}`);
}

/** Title of the group and its recruited part in %, or its median threshold in uA. Null when it was cancelled. */
function pointValues(study: StudyOf<'sweep'>, project: Project, context: StudyContext): Promise<[title: string, value: number][] | null> {
  const { measure, minimumUa, maximumUa, toleranceFraction } = study;
  const question = measure === 'recruitment' ? { measure } : { measure, minimumUa, maximumUa, toleranceFraction };
  return keptPoint(project, question, context, async () => {
    if (context.phase.signal.aborted) return null;
    const prepared = await context.preparation.of(project);
    const groups = fiberGroups(prepared);
    const { warnings } = prepared;
    if (measure === 'recruitment') {
      const recruitment = await recruitmentAt(prepared, stimulusOf(project), [1], groups, context);
      if (recruitment.complete[0] === 0) return null;
      return { answer: recruitedColumns(recruitment, groups, [0]).map(({ title, values }) => [title, values[0]]), lasting: !recruitment.lost, warnings };
    }
    const [answers] = await searchThresholds([{ prepared, stimulus: scalableStimulus(project) }], study, ACTIVATION, context);
    if (!isComplete(answers)) return null;
    return { answer: groups.map(({ title, members }) => [title, medianOf(members.map((k) => answers.thresholdUa[k]))]), lasting: !hasLost(answers), warnings: [...warnings, ...warnOfLowThresholds([answers], study, context)] };
  });
}

/** Finds values that the project does not allow before hours have gone into the others. */
export function refuseOutermost(study: StudyOf<'sweep'> | StudyOf<'optimization'>, project: Project): void {
  const index = project.studies.findIndex(({ id }: Study) => id === study.id);
  for (const change of outermostChanges(study)) {
    try {
      refuseInvalid(withValues(project, [change]));
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      throw new ProblemError([{ severity: 'error', path: ['studies', index], where: `study "${study.id}"`, message: `${change.path} = ${change.value} is not possible: ${problemText(error.problems)}` }]);
    }
  }
}
