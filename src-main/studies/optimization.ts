// Optimisation: the numbers of the project that make the cost small. Candidates of one generation are evaluated side by side.
import { ProblemError } from '../../src-model/problem';
import { parameterTitle } from '../../src-model/project-numbers';
import { numberAt, withNumbers } from '../../src-model/project-path';
import { keyedStream } from '../../src-model/random/keyed-stream';
import type { StudyTable } from '../../src-model/results';
import type { StudyOf } from '../../src-model/schema/study';
import { CancelledError } from '../../src-model/task';
import { cmaEs } from '../../src-workers/optimization/cma-es';
import { nelderMead } from '../../src-workers/optimization/nelder-mead';
import { type OptimizationStep, type Optimizer, optimize } from '../../src-workers/optimization/optimizer';
import { particleSwarm } from '../../src-workers/optimization/particle-swarm';
import { inTurn } from '../run/in-turn';
import { costOf, costTitles } from './cost';
import { keptPoint } from './kept-point';
import type { StudyContext } from './study-context';
import { refuseOutermost } from './sweep';
import { column, tableOf } from './tables';

export async function optimization(study: StudyOf<'optimization'>, context: StudyContext): Promise<StudyTable[]> {
  refuseOutermost(study, context.base.project);
  const history: OptimizationStep[] = [];
  const terms: number[][] = [];
  try {
    await optimize(optimizerOf(study, context), study.variables, study.evaluations, async (points) => {
      const costs = await evaluate(study, points, context);
      terms.push(...costs);
      return costs.map((values) => values.reduce((sum, value) => sum + value, 0));
    }, (step) => {
      history.push(step);
      context.report(history.length);
    });
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error;
  }
  const best = history.reduce<OptimizationStep | null>((found, step) => (Number.isFinite(step.cost) && (found === null || step.cost < found.cost) ? step : found), null);
  return [tableOf(study, [
    column('evaluation', 'Evaluation', '', history.map(({ evaluation }) => evaluation)),
    column('cost', 'Cost', '', history.map(({ cost }) => cost)),
    column('best_cost', 'Best cost so far', '', history.map(({ bestCost }) => bestCost)),
    ...study.variables.map(({ path }, v) => column(path, parameterTitle(context.base.project, path), '', history.map(({ point }) => point[v]))),
    ...costTitles(study.cost).map((title, t) => column(`term ${t + 1} ${title}`, title, '', history.map((_, row) => terms[row][t]))),
  ], best === null ? [] : [
    { title: 'Best cost', unit: '', value: best.cost },
    ...study.variables.map(({ path }, v) => ({ title: parameterTitle(context.base.project, path), unit: '', value: best.point[v] })),
  ])];
}

/** Starts from the project's own values. Random draws follow from the seed and the study's name. */
function optimizerOf(study: StudyOf<'optimization'>, { base: { project } }: StudyContext): Optimizer {
  const stream = keyedStream(project.seed, 'optimization', study.id);
  const start = Float64Array.from(study.variables, ({ path, lower, upper }) => Math.min(1, Math.max(0, ((numberAt(project, path) ?? lower) - lower) / (upper - lower))));
  switch (study.optimizer) {
    case 'nelder-mead': return nelderMead(start);
    case 'particle-swarm': return particleSwarm(start.length, () => stream.uniform());
    case 'cma-es': return cmaEs(start, () => stream.uniform());
  }
}

/** The terms of the cost at each point; NaN, the worst cost, where the project is not valid. Throws CancelledError. */
async function evaluate(study: StudyOf<'optimization'>, points: readonly number[][], context: StudyContext): Promise<number[][]> {
  const costs = points.map(() => study.cost.map(() => NaN));
  const finished = await inTurn(points.keys(), () => context.phase.pools.cpu.workers('optim'), async (p) => {
    const project = withNumbers(context.base.project, study.variables.map(({ path }, v) => ({ path, value: points[p][v] })));
    try {
      const found = await keptPoint(project, { cost: study.cost }, context, async () => {
        const prepared = await context.preparation.of(project);
        const { terms, lost } = await costOf(study.cost, prepared, context);
        return { answer: terms, lasting: !lost, warnings: prepared.warnings };
      });
      if (found) costs[p] = found;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
    }
  });
  if (!finished) throw new CancelledError();
  return costs;
}
