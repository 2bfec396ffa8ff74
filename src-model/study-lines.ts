// Which columns of a study's table are drawn over which: for the window's plots and for the figures of a run.
import type { ResultColumn, StudyTable } from './results';

export interface StudyLines {
  x: ResultColumn;
  y: ResultColumn[];
  /** Rows have no order along x: points instead of lines. */
  scattered: boolean;
}

/** Columns that an optimisation's history shows over its evaluations. */
const HISTORY_KEYS = ['cost', 'best_cost'];

/** The first column across, the next ones of one unit as lines; a sweep's parameters are no answers. Null for tables with nothing to draw. */
export function studyLines(table: StudyTable): StudyLines | null {
  const [x, ...others] = table.columns;
  const answers = table.kind === 'sweep' ? others.filter(({ unit }) => unit !== '')
    : table.kind === 'optimization' ? others.filter(({ key }) => HISTORY_KEYS.includes(key)) : others;
  if (!x || answers.length === 0 || x.values.length === 0) return null;
  const y = answers.filter(({ unit }) => unit === answers[0].unit);
  const parameters = table.kind === 'sweep' ? table.columns.filter(({ unit }) => unit === '') : [x];
  const family = parameters.length === 2 && y.length === 1 ? gridLines(parameters[0], parameters[1], y[0]) : null;
  return family ?? { x, y, scattered: table.fiberIds !== undefined || parameters.length > 1 };
}

/** More lines than this are points better. */
const MOST_GRID_LINES = 7;

/** An answer over every combination of two parameters: a line over the first one for each value of the second. Null when they form no such grid. */
function gridLines(first: ResultColumn, second: ResultColumn, answer: ResultColumn): StudyLines | null {
  const across = [...new Set(first.values)];
  const values = [...new Set(second.values)];
  if (values.length > MOST_GRID_LINES || across.length < 2 || across.length * values.length !== answer.values.length) return null;
  const at = new Map(Array.from(answer.values, (value, row) => [`${first.values[row]} ${second.values[row]}`, value]));
  if (at.size !== answer.values.length) return null;
  return {
    x: { ...first, values: Float64Array.from(across) },
    y: values.map((value) => ({
      ...answer, key: `${answer.key}, ${second.key} = ${value}`, title: `${second.title} = ${value}`, values: Float64Array.from(across, (position) => at.get(`${position} ${value}`) ?? NaN),
    })),
    scattered: false,
  };
}

/** Name of the axis along which the lines are drawn: what they have in common when their names are those of groups. */
export function answerTitle({ kind }: Pick<StudyTable, 'kind'>, { y }: StudyLines): string {
  switch (kind) {
    case 'recruitment-curve': return 'Recruited';
    case 'strength-duration': return y[0].unit === 'uA' ? 'Threshold' : y[0].title;
    case 'current-distance': return 'Threshold';
    case 'sweep': return y[0].unit === '%' ? 'Recruited' : 'Median threshold';
    case 'conduction-velocity': return 'Velocity';
    case 'optimization': return 'Cost';
    case 'convergence': return 'Relative change';
    case 'recording': return 'Potential';
    default: return y[0].title;
  }
}

/** Positive values that span a factor of 30 or more read better on a logarithmic axis. */
export function isWideRange(values: ArrayLike<number>): boolean {
  const finite = Array.from(values).filter(Number.isFinite);
  const low = finite.reduce((a, b) => Math.min(a, b), Infinity);
  return low > 0 && finite.reduce((a, b) => Math.max(a, b), -Infinity) / low >= 30;
}
