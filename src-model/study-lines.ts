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
  // Numbers go along the axis, choices have a line each.
  const [along, each] = x.labels && parameters.length === 2 && !parameters[1].labels ? [parameters[1], x] : parameters;
  const family = parameters.length === 2 ? gridLines(along, each, y) : null;
  return family ?? { x, y, scattered: table.fiberIds !== undefined || parameters.length > 1 || x.labels !== undefined };
}

/** More lines than this are points better. */
const MOST_GRID_LINES = 7;

/** Answers over every combination of two parameters: of each a line over the first one for every value of the second. Null when they form no such grid. */
function gridLines(first: ResultColumn, second: ResultColumn, answers: readonly ResultColumn[]): StudyLines | null {
  const across = [...new Set(first.values)];
  const values = [...new Set(second.values)];
  const rows = first.values.length;
  if (values.length * answers.length > MOST_GRID_LINES || across.length < 2 || across.length * values.length !== rows) return null;
  const rowAt = new Map(Array.from(first.values, (position, row) => [`${position} ${second.values[row]}`, row]));
  if (rowAt.size !== rows) return null;
  const nameOf = (value: number): string => second.labels?.[value] ?? String(value);
  const titleOf = (value: number): string => (second.labels ? nameOf(value) : `${second.title} = ${value}`);
  return {
    x: { ...first, values: Float64Array.from(across) },
    y: answers.flatMap((answer) => values.map((value) => ({
      ...answer, key: `${answer.key}, ${second.key} = ${nameOf(value)}`, title: answers.length === 1 ? titleOf(value) : `${answer.title}, ${titleOf(value)}`,
      values: Float64Array.from(across, (position) => answer.values[rowAt.get(`${position} ${value}`)!]),
    }))),
    scattered: first.labels !== undefined,
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
  const { low, high } = extentOf(values);
  return low > 0 && high / low >= 30;
}

/** How an axis of a plot is divided, as ECharts takes it. */
export type AxisScale = { type: 'value'; min?: number; max?: number } | { type: 'log'; min: number; max: number };

/** A logarithmic axis for values that span decades, from the round number (1, 2, 5 times a power of ten) below them to the one above. */
export function scaleFor(values: ArrayLike<number>): AxisScale {
  if (!isWideRange(values)) return { type: 'value' };
  const { low, high } = extentOf(values);
  const power = (value: number): number => 10 ** Math.floor(Math.log10(value));
  const round = (value: number): number => Number(value.toPrecision(3));
  const below = [5, 2, 1].find((factor) => factor * power(low) <= low * (1 + 1e-9)) ?? 1;
  const above = [1, 2, 5, 10].find((factor) => factor * power(high) >= high * (1 - 1e-9)) ?? 10;
  return { type: 'log', min: round(below * power(low)), max: round(above * power(high)) };
}

/** Scales of both axes of a study's plot. Parts of a whole are drawn from 0 to 100 %. */
export function studyScales({ kind }: Pick<StudyTable, 'kind'>, { x, y }: StudyLines): { x: AxisScale; y: AxisScale } {
  return {
    x: kind === 'optimization' ? { type: 'value' } : scaleFor(x.values),
    y: y[0].unit === '%' && kind !== 'convergence' ? { type: 'value', min: 0, max: 100 } : scaleFor(y.flatMap(({ values }) => Array.from(values))),
  };
}

function extentOf(values: ArrayLike<number>): { low: number; high: number } {
  const finite = Array.from(values).filter(Number.isFinite);
  return { low: finite.reduce((a, b) => Math.min(a, b), Infinity), high: finite.reduce((a, b) => Math.max(a, b), -Infinity) };
}
