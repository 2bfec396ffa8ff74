// Histograms of fibre diameters, one panel per fibre type; after a run the recruited part of every bin is filled.
import type { BarSeriesOption } from 'echarts';
import { RECRUITED, UNDECIDED, type FiberTable } from '../results';
import { FIGURE_FONT, FONT_PX, roundStep, titleOf, type Figure } from './figure';
import { paletteOf, type Palette, type Theme } from './palette';

export interface DiameterHistogramBins {
  /** um; bin k spans edges k and k + 1. */
  edgesUm: number[];
  recruited: number[];
  others: number[];
}

/** Bins of a round width, about fifteen of them. `members` index the table. */
export function diameterBins(fibers: FiberTable, members: readonly number[]): DiameterHistogramBins {
  const diameters = members.map((k) => fibers.diameterUm[k]);
  const low = diameters.reduce((a, b) => Math.min(a, b), Infinity);
  const high = diameters.reduce((a, b) => Math.max(a, b), -Infinity);
  const width = roundStep(Math.max(high - low, high * 0.05), 15);
  const first = Math.floor(low / width);
  const count = Math.floor(high / width) - first + 1;
  const bins: DiameterHistogramBins = {
    edgesUm: Array.from({ length: count + 1 }, (_, k) => Number(((first + k) * width).toPrecision(12))),
    recruited: new Array<number>(count).fill(0),
    others: new Array<number>(count).fill(0),
  };
  members.forEach((fiber, index) => {
    const bin = Math.min(count - 1, Math.max(0, Math.floor(diameters[index] / width) - first));
    (fibers.recruited[fiber] === RECRUITED ? bins.recruited : bins.others)[bin] += 1;
  });
  return bins;
}

const PANEL_PX = { width: 430, height: 300 };
const MARGIN_PX = { left: 74, top: 96, gap: 84, right: 30, bottom: 64 };

function panel(fibers: FiberTable, members: number[], name: string, color: string, decided: boolean, index: number, palette: Palette): { series: BarSeriesOption[]; x: object; y: object; grid: object } {
  const bins = diameterBins(fibers, members);
  const labels = bins.recruited.map((_, k) => String(bins.edgesUm[k]));
  const bar = (label: string, data: number[], style: BarSeriesOption['itemStyle']): BarSeriesOption =>
    ({ type: 'bar', name: label, stack: name, barCategoryGap: '8%', xAxisIndex: index, yAxisIndex: index, data, itemStyle: style });
  const text = { fontFamily: FIGURE_FONT, fontSize: FONT_PX.tick, color: palette.text };
  const nameTextStyle = { fontFamily: FIGURE_FONT, fontSize: FONT_PX.axis, color: palette.text };
  return {
    series: decided
      ? [
          bar(`${name}, recruited`, bins.recruited, { color, borderColor: color }),
          bar(`${name}, not recruited`, bins.others, { color: palette.background, borderColor: color, borderWidth: 1 }),
        ]
      : [bar(name, bins.others, { color, opacity: 0.75 })],
    x: {
      type: 'category', gridIndex: index, data: labels, name: 'Fibre diameter, lower edge of the bin (µm)', nameLocation: 'middle', nameGap: 36, nameTextStyle, axisLabel: text,
      axisTick: { alignWithLabel: true }, axisLine: { lineStyle: { color: palette.axis } },
    },
    y: {
      type: 'value', gridIndex: index, name: 'Fibres', nameLocation: 'middle', nameGap: 44, nameTextStyle, axisLabel: text, minInterval: 1,
      axisLine: { show: true, lineStyle: { color: palette.axis } }, splitLine: { lineStyle: { color: palette.grid } },
    },
    grid: { left: MARGIN_PX.left + index * (PANEL_PX.width + MARGIN_PX.gap), top: MARGIN_PX.top, ...PANEL_PX },
  };
}

export function diameterFigure(projectName: string, fibers: FiberTable, theme: Theme): Figure {
  const palette = paletteOf(theme);
  const decided = fibers.recruited.some((value) => value !== UNDECIDED);
  const all = Array.from({ length: fibers.count }, (_, k) => k);
  const panels = ([[1, 'Myelinated', palette.myelinated], [0, 'Unmyelinated', palette.unmyelinated]] as const)
    .map(([type, name, color]) => ({ name, color, members: all.filter((k) => fibers.myelinated[k] === type) }))
    .filter(({ members }) => members.length > 0)
    .map(({ name, color, members }, index) => panel(fibers, members, name, color, decided, index, palette));
  const count = Math.max(1, panels.length);
  return {
    widthPx: MARGIN_PX.left + count * PANEL_PX.width + (count - 1) * MARGIN_PX.gap + MARGIN_PX.right,
    heightPx: MARGIN_PX.top + PANEL_PX.height + MARGIN_PX.bottom,
    option: {
      animation: false,
      backgroundColor: palette.background,
      title: titleOf(`${projectName}: fibre diameters`, `${fibers.count} fibres`, palette.text, palette.mutedText),
      legend: { top: 58, left: 'center', selectedMode: false, itemWidth: 14, itemHeight: 12, textStyle: { fontFamily: FIGURE_FONT, fontSize: FONT_PX.legend, color: palette.text } },
      grid: panels.map(({ grid }) => grid),
      xAxis: panels.map(({ x }) => x),
      yAxis: panels.map(({ y }) => y),
      series: panels.flatMap(({ series }) => series),
    },
  };
}
