// A plot: what ECharts draws, the same numbers as a table, and one sentence for who cannot see it.
import type { EChartsOption, LegendComponentOption, TooltipComponentOption } from 'echarts';
import { FIGURE_FONT, FONT_PX, roundStep } from '../../src-model/figures/figure';
import { categoryColor, paletteOf, type Theme } from '../../src-model/figures/palette';
import { numberText, unitText } from '../scene/number-text';

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

/** Options that all plots share: title over legend, type, colours, room for the axes. */
export function baseOption(theme: Theme, title: string, legend = true): Omit<EChartsOption, 'legend' | 'grid'> & { legend: LegendComponentOption; grid: Record<'left' | 'right' | 'top' | 'bottom', number> } {
  const palette = paletteOf(theme);
  const text = { fontFamily: FIGURE_FONT, color: palette.text };
  return {
    animation: false,
    backgroundColor: palette.background,
    color: Array.from({ length: 7 }, (_, k) => categoryColor(k, theme)),
    textStyle: { ...text, fontSize: FONT_PX.tick },
    title: { text: title, left: 12, top: 8, textStyle: { ...text, fontSize: FONT_PX.legend, fontWeight: 600 } },
    grid: { left: 64, right: 24, top: legend ? 58 : 38, bottom: 50 },
    legend: {
      show: legend, top: 30, left: 8, right: 8, type: 'scroll', itemWidth: 18, itemHeight: 13, itemGap: 12, pageButtonItemGap: 4, pageIconSize: 11,
      textStyle: { ...text, fontSize: FONT_PX.tick }, pageTextStyle: text, pageIconColor: palette.text, pageIconInactiveColor: palette.grid,
    },
  };
}

const LINE_ICON_PX = 26;
/** Space around an entry of the legend, and the width of a letter. */
const ENTRY_PX = LINE_ICON_PX + 18;
const LETTER_PX = 7.2;
const LEGEND_ROW_PX = 19;
/** Narrow plots are about this wide; the names of more rows than these are leafed through. */
const NARROW_PX = 430;
const MOST_LEGEND_ROWS = 3;

/** Legend of lines and bars, in as many rows as a narrow plot needs for the names, and the room for it. */
export function lineLegend({ legend, grid }: ReturnType<typeof baseOption>, entries: readonly { name: string; itemStyle?: { opacity: number } }[]): { legend: LegendComponentOption; grid: EChartsOption['grid'] } {
  let [rows, filled] = [1, 0];
  for (const { name } of entries) {
    const width = ENTRY_PX + LETTER_PX * name.length;
    if (filled > 0 && filled + width > NARROW_PX) [rows, filled] = [rows + 1, 0];
    filled += width;
  }
  const wraps = rows <= MOST_LEGEND_ROWS;
  return {
    legend: { ...legend, itemWidth: LINE_ICON_PX, itemHeight: 11, ...(wraps ? { type: 'plain' as const, itemGap: 7 } : {}), data: [...entries] },
    grid: { ...grid, top: 58 + (wraps ? rows - 1 : 0) * LEGEND_ROW_PX },
  };
}

/** A line without marks has none in the legend either. */
export const legendEntry = (name: string, symbol: string): { name: string; itemStyle?: { opacity: number } } =>
  (symbol === 'none' ? { name, itemStyle: { opacity: 0 } } : { name });

/** A tooltip drawn as text, never as HTML: names come from files. */
export function tooltipOption(theme: Theme, trigger: 'axis' | 'item' = 'axis', pointer: 'line' | 'none' = 'line'): TooltipComponentOption {
  const palette = paletteOf(theme);
  return {
    renderMode: 'richText', confine: true, trigger, backgroundColor: palette.surface, borderColor: palette.grid, borderWidth: 1,
    textStyle: { fontFamily: FIGURE_FONT, fontSize: FONT_PX.tick, color: palette.text }, axisPointer: { type: pointer, lineStyle: { color: palette.axis } },
  };
}

type ValueAxis = { type: 'value' } & Record<string, unknown>;

export function valueAxis(theme: Theme, direction: 'x' | 'y', name: string, extra: Record<string, unknown> = {}, label: Record<string, unknown> = {}): ValueAxis {
  return { type: 'value', ...axisStyle(theme, direction, name, { formatter: (value: number) => numberText(value), ...label }), ...extra };
}

export function categoryAxis(theme: Theme, direction: 'x' | 'y', name: string, data: string[], extra: Record<string, unknown> = {}): { type: 'category'; data: string[] } & Record<string, unknown> {
  return { type: 'category', data, ...axisStyle(theme, direction, name, { lineHeight: 15 }), axisTick: { alignWithLabel: true }, ...extra };
}

const TICKS = 5;

/** Label options of an axis that ends at `min` and `max`: ends that are no round numbers stay without one. */
export function roundEnds(min: number, max: number): { showMinLabel: boolean; showMaxLabel: boolean } {
  const step = roundStep(max - min, TICKS);
  const isRound = (value: number): boolean => Math.abs(value / step - Math.round(value / step)) < 1e-6;
  return { showMinLabel: isRound(min), showMaxLabel: isRound(max) };
}

function axisStyle(theme: Theme, direction: 'x' | 'y', name: string, label: Record<string, unknown> = {}): Record<string, unknown> {
  const palette = paletteOf(theme);
  const text = { fontFamily: FIGURE_FONT, fontSize: FONT_PX.tick, color: palette.mutedText };
  return {
    name, nameLocation: 'middle', nameGap: direction === 'x' ? 30 : 46,
    nameTextStyle: { ...text, color: palette.text },
    axisLabel: { ...text, hideOverlap: true, ...label },
    axisLine: { show: true, onZero: false, lineStyle: { color: palette.axis } },
    axisTick: { show: true, lineStyle: { color: palette.axis } },
    splitLine: { show: direction === 'y', lineStyle: { color: palette.grid } },
  };
}
