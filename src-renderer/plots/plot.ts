// A plot: what ECharts draws, the same numbers as a table, and one sentence for who cannot see it.
import type { EChartsOption } from 'echarts';
import { FIGURE_FONT, FONT_PX } from '../../src-model/figures/figure';
import { categoryColor, paletteOf, type Theme } from '../../src-model/figures/palette';
import { unitText } from '../scene/number-text';

export interface PlotColumn {
  /** With its unit: "time (ms)". */
  name: string;
  values: ArrayLike<number | string>;
}

export interface Plot {
  /** File name without extension, and the title that a screen reader says. */
  title: string;
  /** What it shows, with the numbers that matter. */
  summary: string;
  option: EChartsOption;
  /** For CSV; columns may have different lengths. */
  columns: PlotColumn[];
}

/** Shown in place of a plot that has nothing to show; a sentence that says why and what to do. */
export interface NoPlot {
  title: string;
  empty: string;
}

export const axisName = (title: string, unit: string): string => (unit === '' ? title : `${title} (${unitText(unit)})`);

/** Options that all plots share: type, colours, a tooltip drawn as text (never as HTML), room for the axes. */
export function baseOption(theme: Theme): EChartsOption {
  const palette = paletteOf(theme);
  const text = { fontFamily: FIGURE_FONT, color: palette.text };
  return {
    animation: false,
    backgroundColor: palette.background,
    color: Array.from({ length: 7 }, (_, k) => categoryColor(k, theme)),
    textStyle: { ...text, fontSize: FONT_PX.tick },
    grid: { left: 64, right: 20, top: 40, bottom: 52 },
    legend: { top: 6, left: 'center', type: 'scroll', itemWidth: 16, itemHeight: 10, textStyle: { ...text, fontSize: FONT_PX.legend }, pageTextStyle: text },
    tooltip: {
      renderMode: 'richText', confine: true, backgroundColor: palette.surface, borderColor: palette.grid, borderWidth: 1,
      textStyle: { ...text, fontSize: FONT_PX.tick }, axisPointer: { lineStyle: { color: palette.axis } },
    },
  };
}

type ValueAxis = { type: 'value' } & Record<string, unknown>;

export function valueAxis(theme: Theme, direction: 'x' | 'y', name: string, extra: Record<string, unknown> = {}): ValueAxis {
  return { type: 'value', ...axisStyle(theme, direction, name), ...extra };
}

export function categoryAxis(theme: Theme, direction: 'x' | 'y', name: string, data: string[], extra: Record<string, unknown> = {}): { type: 'category'; data: string[] } & Record<string, unknown> {
  return { type: 'category', data, ...axisStyle(theme, direction, name), axisTick: { alignWithLabel: true }, ...extra };
}

function axisStyle(theme: Theme, direction: 'x' | 'y', name: string): Record<string, unknown> {
  const palette = paletteOf(theme);
  const text = { fontFamily: FIGURE_FONT, fontSize: FONT_PX.tick, color: palette.mutedText };
  return {
    name, nameLocation: 'middle', nameGap: direction === 'x' ? 30 : 46,
    nameTextStyle: { ...text, color: palette.text },
    axisLabel: { ...text, hideOverlap: true },
    axisLine: { show: true, lineStyle: { color: palette.axis } },
    axisTick: { show: true, lineStyle: { color: palette.axis } },
    splitLine: { show: direction === 'y', lineStyle: { color: palette.grid } },
  };
}
