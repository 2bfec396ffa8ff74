// Figures of studies: what they draw, and that lines can be told apart without colours.
import { describe, expect, it } from 'vitest';
import { studyFigure } from '../../../src-model/figures/study-figure';
import type { ResultColumn, StudyTable } from '../../../src-model/results';
import { studyLines } from '../../../src-model/study-lines';
import { renderSvg } from '../../../src-workers/report/render-figure';

const column = (key: string, title: string, unit: string, values: number[]): ResultColumn => ({ key, title, unit, values: Float64Array.from(values) });
const table = (kind: string, columns: ResultColumn[], rest: Partial<StudyTable> = {}): StudyTable => ({ id: 'A', kind, title: 'A', columns, summary: [], ...rest });

interface Series { type: string; name: string; symbol?: string; step?: unknown; data: number[][]; lineStyle?: { type?: string } }
const seriesOf = (study: StudyTable): Series[] => studyFigure('P', study, 'light')!.option.series as Series[];

const curve = table('recruitment-curve', [
  column('amplitude_ua', 'Amplitude', 'uA', [0, 10, 20]), column('a', 'F1 myelinated', '%', [0, 50, 100]), column('b', 'F1 unmyelinated', '%', [0, 0, 5]),
  column('s', 'Selectivity of F1', '', [NaN, 1, 0.9]),
]);

describe('curves', () => {
  it('draw the answers of one unit, each with a mark of its own', () => {
    const series = seriesOf(curve);
    expect(series.map(({ name }) => name)).toEqual(['F1 myelinated', 'F1 unmyelinated']);
    expect(new Set(series.map(({ symbol }) => symbol)).size).toBe(2);
    const svg = renderSvg(studyFigure('P', curve, 'light')!);
    for (const text of ['Amplitude (µA)', 'Recruited (%)', 'F1 unmyelinated']) expect(svg).toContain(text);
  });

  it('leave out what is not known', () => {
    expect(seriesOf(table('current-distance', [column('y_um', 'y', 'um', [1, 2, 3]), column('t', 'A', 'uA', [5, NaN, 7])]))[0].data).toEqual([[1, 5], [3, 7]]);
  });

  it('of an optimisation show every cost as a point and the best one so far as a step', () => {
    const [cost, best] = seriesOf(table('optimization', [column('evaluation', 'Evaluation', '', [1, 2, 3]), column('cost', 'Cost', '', [5, 7, 2]), column('best_cost', 'Best', '', [5, 5, 2]), column('x', 'x', '', [1, 2, 3])]));
    expect([cost.type, best.type, best.step]).toEqual(['scatter', 'line', 'end']);
  });

  it('of strength and duration carry the fitted laws: solid Weiss, dashed Lapicque, through rheobase (1 + chronaxie / t)', () => {
    const summary = [['rheobase', 'uA', 10], ['chronaxie', 'ms', 0.2]].flatMap(([name, unit, value]) => ['Weiss', 'Lapicque'].map((law) => ({ title: `${name} (${law})`, unit: String(unit), value: Number(value) })));
    const [, weiss, lapicque] = seriesOf(table('strength-duration', [column('duration_ms', 'Duration', 'ms', [0.1, 1]), column('t', 'A', 'uA', [30, 12])], { summary }));
    expect([weiss.lineStyle?.type, lapicque.lineStyle?.type]).toEqual(['solid', 'dashed']);
    expect(weiss.data[0]).toEqual([0.1, 10 * (1 + 0.2 / 0.1)]);
  });
});

describe('sweeps', () => {
  const sweep = (first: number[], second: number[], answer: number[]): StudyTable =>
    table('sweep', [column('electrodes.0.yUm', 'y', '', first), column('simulation.dtMs', 'dt', '', second), column('t', 'MRG', 'uA', answer)]);

  it('over a grid of two parameters are a line for each value of the second', () => {
    const lines = studyLines(sweep([1, 1, 2, 2], [5, 6, 5, 6], [10, 11, 20, 21]))!;
    expect(lines.scattered).toBe(false);
    expect(Array.from(lines.x.values)).toEqual([1, 2]);
    expect(lines.y.map(({ title, values }) => [title, Array.from(values)])).toEqual([['dt = 5', [10, 20]], ['dt = 6', [11, 21]]]);
  });

  it('over choices have a place for each, and over choices and numbers a line for each choice', () => {
    const labelled = { ...column('simulation.myelinated.model', 'Model', '', [0, 1]), labels: ['MRG', 'Gaines_motor'] };
    const one = table('sweep', [labelled, column('t', 'F1', 'uA', [5, 6])]);
    expect(studyLines(one)).toMatchObject({ scattered: true });
    expect(studyFigure('P', one, 'light')!.option.xAxis).toMatchObject({ type: 'category', data: ['MRG', 'Gaines_motor'] });
    const both = table('sweep', [{ ...labelled, values: Float64Array.of(0, 0, 1, 1) }, column('d', 'Duration', '', [1, 2, 1, 2]), column('t', 'F1', 'uA', [5, 6, 7, 8])]);
    const { x, y, scattered } = studyLines(both)!;
    expect([Array.from(x.values), scattered]).toEqual([[1, 2], false]);
    expect(y.map(({ title, values }) => [title, Array.from(values)])).toEqual([['MRG', [5, 6]], ['Gaines_motor', [7, 8]]]);
  });

  it('over a grid with answers of several groups have a line for each group and value, as long as they can be told apart', () => {
    const grid = (groups: number): StudyTable => table('sweep', [
      { ...column('model', 'Model', '', [0, 0, 1, 1]), labels: ['MRG', 'Gaines_motor'] }, column('d', 'Duration', '', [1, 2, 1, 2]),
      ...Array.from({ length: groups }, (_, k) => column(`t${k}`, `F${k + 1}`, 'uA', [5, 6, 7, 8].map((value) => value + 10 * k))),
    ]);
    expect(studyLines(grid(2))!.y.map(({ title, values }) => [title, Array.from(values)]))
      .toEqual([['F1, MRG', [5, 6]], ['F1, Gaines_motor', [7, 8]], ['F2, MRG', [15, 16]], ['F2, Gaines_motor', [17, 18]]]);
    expect(studyLines(grid(4))).toMatchObject({ scattered: true });
  });

  it('at random are points', () => {
    expect(studyLines(sweep([1, 3, 2, 4], [5, 6, 7, 8], [10, 11, 20, 21]))).toMatchObject({ scattered: true, y: [{ title: 'MRG' }] });
  });
});

it('thresholds are a histogram of every fibre that has one', () => {
  const series = seriesOf(table('thresholds', [column('diameter_um', 'd', 'um', [1, 2, 3, 4]), column('threshold_ua', 'Threshold', 'uA', [10, 12, 400, NaN]), column('myelinated', 'm', '', [1, 1, 0, 0])]));
  expect(series.map(({ name, data }) => [name, (data as unknown as number[]).reduce((a, b) => a + b)])).toEqual([['Myelinated', 2], ['Unmyelinated', 1]]);
});

it('a study without a finished point has no figure', () => expect(studyFigure('P', table('sweep', [column('a', 'a', '', []), column('t', 't', 'uA', [])]), 'light')).toBeNull());
