// A fibre's recorded quantity over place and time: heat map, traces at chosen places, profile at one instant.
import { roundStep } from '../../../src-model/figures/figure';
import { markOf } from '../../../src-model/figures/line-marks';
import { colorAt, paletteOf, SEQUENTIAL, type Theme } from '../../../src-model/figures/palette';
import type { FiberTrace } from '../../../src-model/results';
import { numberText, withUnit } from '../../scene/number-text';
import { axisName, baseOption, lineLegend, roundEnds, tooltipOption, valueAxis, type Plot } from '../plot';

export interface ValueRange {
  min: number;
  max: number;
}

export function traceRange({ values }: FiberTrace): ValueRange {
  let [min, max] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return min < max ? { min, max } : { min: min - 1, max: min + 1 };
}

export const durationOf = ({ sampleCount, sampleMs }: FiberTrace): number => Math.max(sampleMs, (sampleCount - 1) * sampleMs);

/** Sample nearest to a time. */
export function sampleAt(trace: FiberTrace, timeMs: number): number {
  return Math.min(trace.sampleCount - 1, Math.max(0, Math.round(timeMs / trace.sampleMs)));
}

const MOST_ROWS = 400;
const MOST_COLUMNS = 1200;

/** Columns are samples, rows equal steps of x from top (largest x) to bottom, interpolated linearly; four bytes per pixel. */
export function heatMapPixels(trace: FiberTrace, { min, max }: ValueRange): { pixels: Uint8ClampedArray<ArrayBuffer>; columns: number; rows: number } {
  const { xUm, values, sampleCount } = trace;
  const stride = Math.max(1, Math.ceil(sampleCount / MOST_COLUMNS));
  const columns = Math.ceil(sampleCount / stride);
  const rows = Math.min(MOST_ROWS, Math.max(2, 2 * xUm.length));
  const pixels = new Uint8ClampedArray(4 * rows * columns);
  const lookup = Array.from({ length: 256 }, (_, k) => colorAt(SEQUENTIAL, k / 255));
  let above = 0;
  for (let step = 0; step < rows; step++) {
    const x = xUm[0] + ((xUm[xUm.length - 1] - xUm[0]) * step) / (rows - 1);
    while (above < xUm.length - 1 && xUm[above] < x) above++;
    const below = Math.max(0, above - 1);
    const part = above > below ? (x - xUm[below]) / (xUm[above] - xUm[below]) : 0;
    const row = rows - 1 - step;
    for (let column = 0; column < columns; column++) {
      const sample = column * stride;
      const value = values[below * sampleCount + sample] * (1 - part) + values[above * sampleCount + sample] * part;
      pixels.set(lookup[Math.min(255, Math.max(0, Math.round((255 * (value - min)) / (max - min))))], 4 * (row * columns + column));
      pixels[4 * (row * columns + column) + 3] = 255;
    }
  }
  return { pixels, columns, rows };
}

/** `picture`: the heat map as an image, made by the caller from `heatMapPixels`. `atMs`: a line at the instant shown elsewhere. */
export function heatMapPlot(fiberId: string, trace: FiberTrace, picture: HTMLCanvasElement, atMs: number, theme: Theme): Plot {
  const [first, last] = [trace.xUm[0], trace.xUm[trace.xUm.length - 1]];
  const duration = durationOf(trace);
  const range = traceRange(trace);
  const palette = paletteOf(theme);
  const title = `${trace.quantity} of ${fiberId}`;
  return {
    title,
    summary: `${trace.quantity} of fibre ${fiberId} over ${numberText(duration)} ms and ${numberText(last - first)} µm, from ${withUnit(range.min, trace.unit, 3)} to ${withUnit(range.max, trace.unit, 3)}.`,
    option: {
      ...baseOption(theme, title, false),
      xAxis: valueAxis(theme, 'x', 'time (ms)', { min: 0, max: duration }),
      yAxis: valueAxis(theme, 'y', 'x (µm)', { min: first, max: last, splitLine: { show: false } }, roundEnds(first, last)),
      tooltip: { show: false },
      series: [
        {
          type: 'custom', silent: true, data: [[0, first]], z: 1, clip: true,
          renderItem: (_params: unknown, api: { coord: (at: number[]) => number[] }) => {
            const [left, top] = api.coord([0, last]);
            const [right, bottom] = api.coord([duration, first]);
            return { type: 'image' as const, style: { image: picture, x: left, y: top, width: right - left, height: bottom - top } };
          },
        },
        { type: 'line', data: [[atMs, first], [atMs, last]], symbol: 'none', silent: true, z: 3, lineStyle: { color: palette.selection, width: 1.5 } },
      ],
    },
    columns: [
      { name: 'x (um)', values: trace.xUm },
      ...Array.from({ length: trace.sampleCount }, (_, sample) => ({
        name: `${axisName(trace.quantity, trace.unit)} at ${numberText(sample * trace.sampleMs, 6)} ms`,
        values: Array.from(trace.xUm, (_x, row) => trace.values[row * trace.sampleCount + sample]),
      })),
    ],
  };
}

const MOST_TRACES = 8;
const MOST_POINTS = 2000;
const MARKS_PER_TRACE = 5;

/** Traces over time at up to eight places spread over the fibre. */
export function placesPlot(fiberId: string, trace: FiberTrace, atMs: number, theme: Theme): Plot {
  const count = Math.min(MOST_TRACES, trace.xUm.length);
  const rows = Array.from({ length: count }, (_, k) => (count === 1 ? 0 : Math.round((k * (trace.xUm.length - 1)) / (count - 1))));
  // The end of the scale that the background would swallow is left out.
  const darkest = theme === 'dark' ? 0.25 : 0.1;
  const stride = Math.max(1, Math.ceil(trace.sampleCount / MOST_POINTS));
  const samples = Array.from({ length: Math.ceil(trace.sampleCount / stride) }, (_, k) => k * stride);
  // Some samples of each trace carry its mark, each trace at other ones, so that marks of traces that coincide lie beside one another.
  const marked = (line: number): number[] => Array.from({ length: MARKS_PER_TRACE }, (_, k) => Math.round(((k + (line + 0.5) / count) / MARKS_PER_TRACE) * (trace.sampleCount - 1)));
  const palette = paletteOf(theme);
  const title = `${trace.quantity} over time, ${fiberId}`;
  const base = baseOption(theme, title);
  const nameOf = (row: number): string => `${numberText(trace.xUm[row], 4)} µm`;
  return {
    title,
    summary: `${trace.quantity} of fibre ${fiberId} over time at ${count} places.`,
    option: {
      ...base,
      ...lineLegend(base, rows.map((row) => ({ name: nameOf(row) }))),
      tooltip: { ...tooltipOption(theme), valueFormatter: (value: unknown) => withUnit(Number(value), trace.unit) },
      xAxis: valueAxis(theme, 'x', 'time (ms)', { min: 0, max: durationOf(trace) }),
      yAxis: valueAxis(theme, 'y', axisName(trace.quantity, trace.unit), { scale: true }),
      dataZoom: [{ type: 'inside' }],
      series: rows.map((row, k) => {
        const [red, green, blue] = colorAt(SEQUENTIAL, darkest + (0.75 * k) / Math.max(1, count - 1));
        const color = `rgb(${red}, ${green}, ${blue})`;
        return {
          type: 'line' as const, name: nameOf(row), symbol: markOf(k), symbolSize: 7, showSymbol: false, itemStyle: { color }, lineStyle: { width: 1.5, color },
          data: samples.map((sample) => [sample * trace.sampleMs, trace.values[row * trace.sampleCount + sample]]),
          markPoint: { silent: true, symbol: markOf(k), symbolSize: 7, label: { show: false }, itemStyle: { color }, data: marked(k).map((sample) => ({ name: '', coord: [sample * trace.sampleMs, trace.values[row * trace.sampleCount + sample]] })) },
          markLine: k === 0 ? { silent: true, symbol: 'none', label: { show: false }, lineStyle: { color: palette.selection, type: 'solid' as const, width: 1.5 }, data: [{ xAxis: atMs }] } : undefined,
        };
      }),
    },
    columns: [
      { name: 'time (ms)', values: Array.from({ length: trace.sampleCount }, (_, sample) => sample * trace.sampleMs) },
      ...rows.map((row) => ({ name: `${axisName(trace.quantity, trace.unit)} at x ${numberText(trace.xUm[row])} um`, values: trace.values.subarray(row * trace.sampleCount, (row + 1) * trace.sampleCount) })),
    ],
  };
}

/** The quantity along the fibre at one instant. */
export function profilePlot(fiberId: string, trace: FiberTrace, atMs: number, theme: Theme): Plot {
  const sample = sampleAt(trace, atMs);
  const values = Array.from(trace.xUm, (_, row) => trace.values[row * trace.sampleCount + sample]);
  const { min, max } = traceRange(trace);
  const [first, last] = [trace.xUm[0], trace.xUm[trace.xUm.length - 1]];
  const palette = paletteOf(theme);
  const title = `${trace.quantity} along ${fiberId} at ${numberText(sample * trace.sampleMs)} ms`;
  const step = roundStep(max - min, 6);
  return {
    title,
    summary: `${trace.quantity} along fibre ${fiberId} at ${numberText(sample * trace.sampleMs)} ms, from ${withUnit(Math.min(...values), trace.unit, 3)} to ${withUnit(Math.max(...values), trace.unit, 3)}.`,
    option: {
      ...baseOption(theme, title, false),
      tooltip: { ...tooltipOption(theme), valueFormatter: (value: unknown) => withUnit(Number(value), trace.unit) },
      xAxis: valueAxis(theme, 'x', 'x (µm)', { min: first, max: last }, roundEnds(first, last)),
      yAxis: valueAxis(theme, 'y', axisName(trace.quantity, trace.unit), { min: Math.floor(min / step) * step, max: Math.ceil(max / step) * step, interval: step }),
      series: [{ type: 'line', symbol: trace.xUm.length <= 60 ? 'circle' : 'none', symbolSize: 4, itemStyle: { color: palette.myelinated }, lineStyle: { width: 2, color: palette.myelinated }, data: values.map((value, row) => [trace.xUm[row], value]) }],
    },
    columns: [{ name: 'x (um)', values: trace.xUm }, { name: axisName(trace.quantity, trace.unit), values }],
  };
}
