// Histograms: diameters with the law that they were drawn from, thresholds.
import { paletteOf, type Theme } from '../../../src-model/figures/palette';
import { roundStep } from '../../../src-model/figures/figure';
import type { FiberTable, ResultColumn } from '../../../src-model/results';
import { numberText } from '../../scene/number-text';
import { axisName, baseOption, legendEntry, lineLegend, roundEnds, tooltipOption, valueAxis, type NoPlot, type Plot } from '../plot';
import { isWideRange } from '../../../src-model/study-lines';

export interface Bins {
  /** Bin k spans edges k and k + 1. */
  edges: number[];
  /** counts[series][bin] */
  counts: number[][];
}

const BIN_COUNT = 24;
/**
 * Common bins for several samples; values that are not finite are left out. Of a round width, or (logarithmic) of equal ratio.
 * Null without any value.
 */
export function binsOf(samples: readonly ArrayLike<number>[], logarithmic = false): Bins | null {
  const position = logarithmic ? Math.log10 : (value: number): number => value;
  const edgeAt = logarithmic ? (at: number): number => 10 ** at : (at: number): number => at;
  const positions = samples.map((sample) => Array.from(sample).filter(Number.isFinite).map(position));
  const all = positions.flat();
  if (all.length === 0) return null;
  const min = all.reduce((a, b) => Math.min(a, b), Infinity);
  const max = all.reduce((a, b) => Math.max(a, b), -Infinity);
  const width = roundStep(Math.max(max - min, Math.abs(max) * 0.05, 1e-9), BIN_COUNT);
  const first = Math.floor(min / width);
  const count = Math.floor(max / width) - first + 1;
  const counts = positions.map((sample) => {
    const row = new Array<number>(count).fill(0);
    for (const value of sample) row[Math.min(count - 1, Math.max(0, Math.floor(value / width) - first))]++;
    return row;
  });
  return { edges: Array.from({ length: count + 1 }, (_, k) => Number(edgeAt((first + k) * width).toPrecision(12))), counts };
}

/** A probability density (per unit of the axis) to draw over the histogram of one fibre type. */
export interface FittedLaw {
  myelinated: boolean;
  x: Float64Array;
  density: Float64Array;
}

interface Sample {
  name: string;
  color: string;
  values: Float64Array;
  law?: FittedLaw;
}

function samplesByType(fibers: FiberTable, values: Float64Array, theme: Theme): Sample[] {
  const palette = paletteOf(theme);
  return ([['myelinated', 1, palette.myelinated], ['unmyelinated', 0, palette.unmyelinated]] as const)
    .map(([name, type, color]) => ({ name, color, values: values.filter((value, k) => fibers.myelinated[k] === type && Number.isFinite(value)) }))
    .filter(({ values: some }) => some.length > 0);
}

export function diameterPlot(fibers: FiberTable, laws: readonly FittedLaw[], theme: Theme): Plot | NoPlot {
  const samples = samplesByType(fibers, fibers.diameterUm, theme).map((sample) => ({ ...sample, law: laws.find(({ myelinated }) => myelinated === (sample.name === 'myelinated')) }));
  return histogram('Fibre diameters', axisName('diameter', 'um'), samples, theme, 'There are no fibres: fill a fascicle first.');
}

export function columnPlot(fibers: FiberTable, column: ResultColumn, theme: Theme): Plot | NoPlot {
  return histogram(`Fibres by ${column.title.toLowerCase()}`, axisName(column.title.toLowerCase(), column.unit), samplesByType(fibers, column.values, theme), theme, `No fibre has a value for "${column.title}".`);
}

function histogram(title: string, axis: string, samples: Sample[], theme: Theme, empty: string): Plot | NoPlot {
  const wide = isWideRange(samples.flatMap(({ values }) => Array.from(values)));
  const bins = binsOf(samples.map(({ values }) => values), wide);
  if (!bins) return { title, empty };
  const { edges, counts } = bins;
  const starts = edges.slice(0, -1);
  const bars = samples.map(({ name, color }, series) => ({
    type: 'custom' as const, name, itemStyle: { color }, z: 2 + series,
    data: starts.map((start, bin) => [start, counts[series][bin], edges[bin + 1]]),
    encode: { x: 0, y: 1 },
    renderItem: (_params: unknown, api: { value: (k: number) => unknown; coord: (at: number[]) => number[] }) => {
      const [start, count, end] = [Number(api.value(0)), Number(api.value(1)), Number(api.value(2))];
      const [left, top] = api.coord([start, count]);
      const [right, bottom] = api.coord([end, 0]);
      return { type: 'rect' as const, shape: { x: left + 0.5, y: top, width: Math.max(0.5, right - left - 1), height: bottom - top }, style: { fill: color, opacity: 0.7, stroke: color, lineWidth: 1 } };
    },
    tooltip: { formatter: (item: unknown) => {
      const [start, count, end] = (item as { value: [number, number, number] }).value;
      return `${name}\n${numberText(start)} to ${numberText(end)}: ${count}`;
    } },
  }));
  const curves = samples.flatMap(({ name, color, values, law }) => (law ? [{
    type: 'line' as const, name: `${name}, law`, symbol: 'none', silent: true, z: 5, lineStyle: { color, width: 2, type: 'dashed' as const }, itemStyle: { color },
    // Expected number of fibres in a bin of this place; bins of equal ratio are wider the farther they are to the right.
    data: Array.from(law.x, (x, k) => [x, law.density[k] * (wide ? x * Math.log(edges[1] / edges[0]) : edges[1] - edges[0]) * values.length])
      .filter(([x]) => x >= edges[0] && x <= edges[edges.length - 1]),
  }] : []));
  const total = samples.map(({ name, values }) => `${values.length} ${name}, median ${numberText(median(values), 3)}`).join('; ');
  const base = baseOption(theme, title);
  return {
    title, summary: `${title}: ${total}.`,
    option: {
      ...base,
      ...lineLegend(base, [...bars.map(({ name }) => ({ name })), ...curves.map(({ name }) => legendEntry(name, 'none'))]),
      tooltip: tooltipOption(theme, 'item'),
      xAxis: valueAxis(theme, 'x', axis, { min: edges[0], max: edges[edges.length - 1], ...(wide ? { type: 'log' } : {}) }, wide ? { showMinLabel: false, showMaxLabel: false } : roundEnds(edges[0], edges[edges.length - 1])),
      yAxis: valueAxis(theme, 'y', 'fibres', { minInterval: 1 }),
      series: [...bars, ...curves],
    },
    columns: [
      { name: `bin start, ${axis}`, values: starts },
      { name: 'bin end', values: edges.slice(1) },
      ...samples.map(({ name }, series) => ({ name: `${name} fibres`, values: counts[series] })),
    ],
  };
}

function median(values: Float64Array): number {
  const sorted = Float64Array.from(values).sort();
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
}
