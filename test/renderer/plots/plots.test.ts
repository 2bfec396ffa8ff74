// Plots: the numbers in them, their tables, and that ECharts draws each without a fault.
import { describe, expect, it } from 'vitest';
import type { EChartsOption } from 'echarts';
import { studyFigure } from '../../../src-model/figures/study-figure';
import { RECRUITED } from '../../../src-model/results';
import { scaleFor } from '../../../src-model/study-lines';
import { csvOf } from '../../../src-renderer/plots/csv';
import { init } from '../../../src-renderer/plots/echarts';
import { comparisonPlot, diameterCountPlot, groupCounts, groupPlot } from '../../../src-renderer/plots/options/counts';
import { recruitmentFromThresholds, studyPlot } from '../../../src-renderer/plots/options/curves';
import { binsOf, columnPlot, diameterPlot } from '../../../src-renderer/plots/options/histogram';
import { farthestSpikes, rasterPlot, rasterRows } from '../../../src-renderer/plots/options/raster';
import { heatMapPixels, placesPlot, profilePlot, sampleAt, traceRange } from '../../../src-renderer/plots/options/traces';
import type { NoPlot, Plot } from '../../../src-renderer/plots/plot';
import { fixtureProject, fixtureResults, fixtureTraces } from '../harness/fixtures';

const project = fixtureProject('life');
const results = fixtureResults(project, 240);
const { fibers } = results;
const [trace] = fixtureTraces();
const thresholds = fibers.columns[0];
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

function plotOf(plot: Plot | NoPlot): Plot {
  if ('empty' in plot) throw new Error(plot.empty);
  return plot;
}

function svgOf(plot: Plot | NoPlot): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: 480, height: 320 });
  chart.setOption(plotOf(plot).option);
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

describe('bins', () => {
  it('hold every finite value once', () => {
    const bins = binsOf([[1, 2, NaN, 3], [2.5, Infinity]])!;
    expect(bins.counts.map(sum)).toEqual([3, 1]);
    expect(bins.edges[0]).toBeLessThanOrEqual(1);
    expect(bins.edges.at(-1)).toBeGreaterThanOrEqual(3);
  });
  it('have equal ratios on a logarithmic axis', () => {
    const { edges, counts } = binsOf([[1, 10, 100, 1000]], true)!;
    expect(edges[2] / edges[1]).toBeCloseTo(edges[1] / edges[0], 9);
    expect(sum(counts[0])).toBe(4);
  });
  it('are absent without values', () => {
    expect(binsOf([[NaN]])).toBeNull();
  });
});

describe('counts', () => {
  it('add up over fascicles and types', () => {
    const groups = groupCounts(fibers);
    expect(sum(groups.map(({ total }) => total))).toBe(fibers.count);
    expect(sum(groups.map(({ recruited }) => recruited))).toBe(fibers.recruited.filter((state) => state === RECRUITED).length);
  });
  it('are percentages in a comparison', () => {
    const table = plotOf(comparisonPlot([{ label: 'A', results }, { label: 'B', results }], 'light')).columns;
    expect(Array.from(table[1].values)).toEqual(Array.from(table[2].values));
    for (const value of Array.from(table[1].values as ArrayLike<number>)) expect(value >= 0 && value <= 100).toBe(true);
  });
  it('need a run', () => {
    expect(groupPlot({ ...fibers, recruited: fibers.recruited.map(() => -1) }, 'light')).toHaveProperty('empty');
  });
});

describe('recruitment curve', () => {
  it('ends where every threshold is reached', () => {
    const columns = plotOf(recruitmentFromThresholds(fibers, thresholds, 'light')).columns.filter(({ name }) => name.includes('%'));
    expect(columns.length).toBeGreaterThan(4);
    for (const { values } of columns) expect(values[values.length - 1]).toBeCloseTo(100, 9);
  });
  it('ends below 100 % when fibres have no threshold', () => {
    const some = { ...thresholds, values: thresholds.values.map((value, k) => (k % 2 === 0 ? value : NaN)) };
    const last = plotOf(recruitmentFromThresholds(fibers, some, 'light')).columns.filter(({ name }) => name.includes('%')).map(({ values }) => Number(values[values.length - 1]));
    expect(Math.max(...last)).toBeLessThan(90);
  });
});

describe('raster', () => {
  it('marks each spike once, where it ended', () => {
    const raster = { fiber: Uint32Array.from([0, 0, 0, 0, 2, 2]), timeMs: Float64Array.from([1, 2, 5, 6, 1, 2]), xUm: Float64Array.from([0, 100, 0, 100, 50, 20]) };
    expect(farthestSpikes(raster)).toEqual([1, 3, 4]);
  });
  it('orders rows by fascicle, then type, then diameter', () => {
    const rows = rasterRows(fibers);
    const order = Array.from(rows, (row, fiber) => ({ row, fiber })).sort((a, b) => a.row - b.row).map(({ fiber }) => fiber);
    for (let k = 1; k < order.length; k++) {
      const [a, b] = [order[k - 1], order[k]];
      expect(fibers.fascicle[a]).toBeLessThanOrEqual(fibers.fascicle[b]);
      if (fibers.fascicle[a] === fibers.fascicle[b] && fibers.myelinated[a] === fibers.myelinated[b]) expect(fibers.diameterUm[a]).toBeGreaterThanOrEqual(fibers.diameterUm[b]);
    }
  });
});

describe('traces', () => {
  it('show the last place at the top and the first sample on the left', () => {
    const ramp = { ...trace, xUm: Float64Array.from([0, 100]), sampleCount: 2, values: Float64Array.from([0, 0, 1, 1]) };
    const { pixels, columns, rows } = heatMapPixels(ramp, { min: 0, max: 1 });
    const brightness = (row: number): number => pixels[4 * row * columns] + pixels[4 * row * columns + 1];
    expect(brightness(0)).toBeGreaterThan(brightness(rows - 1));
  });
  it('find the range and the sample of a time', () => {
    const { min, max } = traceRange(trace);
    expect(max).toBeCloseTo(40, 0);
    expect(min).toBeLessThan(-80);
    expect(sampleAt(trace, 1.001)).toBe(200);
    expect(sampleAt(trace, 99)).toBe(trace.sampleCount - 1);
  });
});

describe('CSV', () => {
  it('quotes, keeps full precision and disarms formulas', () => {
    expect(csvOf([{ name: 'a, b', values: [1 / 3, NaN] }, { name: 'id', values: ['=1+1', 'x"y', 'z'] }])).toBe('"a, b",id\r\n0.3333333333333333,\'=1+1\r\n,"x""y"\r\n,z\r\n');
  });
});

describe('every plot', () => {
  const law = { myelinated: true, x: Float64Array.from([3, 6, 9]), density: Float64Array.from([0, 0.2, 0]) };
  const plots: [string, Plot | NoPlot][] = (['light', 'dark'] as const).flatMap((theme): [string, Plot | NoPlot][] => [
    ['groups', groupPlot(fibers, theme)], ['diameters', diameterPlot(fibers, [law], theme)], ['diameter counts', diameterCountPlot(fibers, true, theme)],
    ['thresholds', columnPlot(fibers, thresholds, theme)], ['recruitment', recruitmentFromThresholds(fibers, thresholds, theme)], ['study', studyPlot(results.studies[0], theme)],
    ['raster', rasterPlot(fibers, results.raster, 20, theme)], ['comparison', comparisonPlot([{ label: 'A', results }], theme)],
    ['places', placesPlot('F1/0', trace, 1, theme)], ['profile', profilePlot('F1/0', trace, 1, theme)],
  ].map(([name, plot]): [string, Plot | NoPlot] => [`${name as string}, ${theme}`, plot as Plot | NoPlot]));

  it.each(plots)('%s draws, says what it shows, and has a table', (_name, plot) => {
    const svg = svgOf(plot);
    expect(svg).not.toContain('NaN');
    expect(svg.length).toBeGreaterThan(2000);
    const { summary, columns } = plotOf(plot);
    expect(summary).not.toContain('NaN');
    expect(summary.endsWith('.')).toBe(true);
    expect(columns.length).toBeGreaterThan(1);
  });
});

describe('lines', () => {
  const table = { id: 'S', title: 'S', kind: 'current-distance', summary: [], columns: [
    { key: 'x', title: 'Distance', unit: 'um', values: Float64Array.from([100, 200, 400]) },
    ...[1, 2, 3].map((factor) => ({ key: `y${factor}`, title: `Line ${factor}`, unit: 'uA', values: Float64Array.from([3, 20, 170].map((value) => factor * value)) })),
  ] } as const satisfies Parameters<typeof studyFigure>[1];
  type Drawn = { type: string; symbol: string; name: string };
  const drawnBy = (option: EChartsOption): { symbols: string[]; axes: unknown[] } => ({
    symbols: (option.series as Drawn[]).map(({ symbol }) => symbol),
    axes: [option.xAxis, option.yAxis].map((axis) => (({ type, min, max }: Record<string, unknown>) => ({ type, min, max }))(axis as Record<string, unknown>)),
  });

  it('have the same marks and scales in the window and in the figure of a run', () => {
    const window = drawnBy(plotOf(studyPlot(table, 'light')).option);
    expect(window).toEqual(drawnBy(studyFigure('P', table, 'light')!.option));
    expect(new Set(window.symbols).size).toBe(3);
    expect(window.axes).toEqual([{ type: 'value', min: undefined, max: undefined }, { type: 'log', min: 2, max: 1000 }]);
  });
  it('of many points have no marks, neither on them nor in the legend', () => {
    const values = Float64Array.from({ length: 200 }, (_, k) => k + 1);
    const long = { ...table, columns: [table.columns[0], table.columns[1]].map((column) => ({ ...column, values })) };
    const { option } = plotOf(studyPlot(long, 'light'));
    expect(drawnBy(option).symbols).toEqual(['none']);
    const two = plotOf(studyPlot({ ...long, columns: [...long.columns, { ...table.columns[2], values }] }, 'light')).option;
    expect((two.legend as { data: unknown }).data).toEqual(['Line 1', 'Line 2'].map((name) => ({ name, itemStyle: { opacity: 0 } })));
  });
  it('with long names have a legend of several rows above the plot', () => {
    const named = (name: string): { type: string; top: number } => {
      const columns = table.columns.map((column, k) => (k === 0 ? column : { ...column, title: `${name} ${k}` }));
      const { legend, grid } = plotOf(studyPlot({ ...table, columns }, 'light')).option;
      return { type: (legend as { type: string }).type, top: (grid as { top: number }).top };
    };
    expect(named('F')).toEqual({ type: 'plain', top: 58 });
    expect(named('common fibular, unmyelinated')).toEqual({ type: 'plain', top: 96 });
  });
  it('of recorded places carry different marks at different instants', () => {
    const series = plotOf(placesPlot('F1/0', trace, 1, 'light')).option.series as { symbol: string; markPoint: { symbol: string; data: { coord: [number, number] }[] } }[];
    expect(new Set(series.slice(0, 7).map(({ symbol }) => symbol)).size).toBe(Math.min(7, series.length));
    const instants = series.flatMap(({ markPoint }) => markPoint.data.map(({ coord: [time] }) => time));
    expect(new Set(instants).size).toBe(instants.length);
  });
});

describe('logarithmic axes', () => {
  it('begin and end at round numbers around the values', () => {
    expect(scaleFor([0.33, 13])).toEqual({ type: 'log', min: 0.2, max: 20 });
    expect(scaleFor([1, 100])).toEqual({ type: 'log', min: 1, max: 100 });
    expect(scaleFor([5, 600])).toEqual({ type: 'log', min: 5, max: 1000 });
  });
  it('are for values that span a factor of thirty', () => {
    expect(scaleFor([1, 29])).toEqual({ type: 'value' });
    expect(scaleFor([0, 1000])).toEqual({ type: 'value' });
    expect(scaleFor([NaN, 1, 30]).type).toBe('log');
  });
});
