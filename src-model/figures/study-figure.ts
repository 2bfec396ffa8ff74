// Figures of studies: curves over the varied value, fitted laws, and histograms of thresholds.
import type { EChartsOption, SeriesOption } from 'echarts';
import type { StudyTable } from '../results';
import { answerTitle, isWideRange, studyLines, studyScales, type StudyLines } from '../study-lines';
import { unitSymbol } from '../units';
import { FIGURE_FONT, FONT_PX, roundStep, titleOf, type Figure } from './figure';
import { lineMark, markOf } from './line-marks';
import { categoryColor, paletteOf, type Palette, type Theme } from './palette';

const SIZE_PX = { width: 860, height: 480 };
const GRID_PX = { left: 86, right: 230, top: 84, bottom: 66 };
/** Room for the names in the legend. */
const LEGEND_TEXT_PX = 170;
const CURVE_POINTS = 100;

/** Null for a table with nothing to draw. */
export function studyFigure(projectName: string, table: StudyTable, theme: Theme): Figure | null {
  const isHistogram = table.kind === 'thresholds' || table.kind === 'block-thresholds';
  const drawn = isHistogram ? histogram(table, theme) : curves(table, theme);
  if (drawn === null) return null;
  const palette = paletteOf(theme);
  return {
    widthPx: SIZE_PX.width, heightPx: SIZE_PX.height,
    option: {
      animation: false,
      backgroundColor: palette.background,
      title: titleOf(`${projectName}: ${table.title}`, subtitle(table), palette.text, palette.mutedText),
      legend: {
        orient: 'vertical', top: GRID_PX.top, left: SIZE_PX.width - GRID_PX.right + 12, itemWidth: 16, itemHeight: 11, itemGap: 10, selectedMode: false, data: drawn.named.slice(0, MOST_NAMES),
        textStyle: { fontFamily: FIGURE_FONT, fontSize: FONT_PX.legend, color: palette.text, width: LEGEND_TEXT_PX, overflow: 'break', lineHeight: 16 },
      },
      grid: GRID_PX,
      xAxis: drawn.xAxis, yAxis: drawn.yAxis, series: drawn.series,
    },
  };
}

/** Names that fit beside the plot; all lines are drawn. */
const MOST_NAMES = 16;
const MOST_IN_SUBTITLE = 2;
const numberText = (value: number): string => String(Number(value.toPrecision(4))).replace('-', '\u2212');

function subtitle({ kind, summary }: StudyTable): string {
  if (kind === 'strength-duration' && summary.length > MOST_OF_ONE_FIT) return 'Lines: Weiss (solid), Lapicque (dashed)';
  return summary.slice(0, MOST_IN_SUBTITLE).map(({ title, unit, value }) => `${title}: ${numberText(value)}${unit === '' ? '' : ` ${unitSymbol(unit)}`}`).join('; ');
}
/** Rheobase, chronaxie and error of both laws: more numbers belong to several groups. */
const MOST_OF_ONE_FIT = 6;

const axisTitle = (title: string, unit: string): string => (unit === '' ? title : `${title} (${unitSymbol(unit)})`);

function axis(type: 'value' | 'log' | 'category', name: string, nameGap: number, palette: Palette, extra: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    type, name, nameGap, nameLocation: 'middle', nameTextStyle: { fontFamily: FIGURE_FONT, fontSize: FONT_PX.axis, color: palette.text },
    axisLabel: { fontFamily: FIGURE_FONT, fontSize: FONT_PX.tick, color: palette.text, ...(type === 'category' ? {} : { formatter: numberText }) },
    axisLine: { show: true, onZero: false, lineStyle: { color: palette.axis } }, axisTick: { show: true }, splitLine: { lineStyle: { color: palette.grid } }, ...extra,
  };
}

/** named: series that the legend lists. */
type Drawn = Pick<EChartsOption, 'xAxis' | 'yAxis' | 'series'> & { named: string[] };

function curves(table: StudyTable, theme: Theme): Drawn | null {
  const lines = studyLines(table);
  if (lines === null) return null;
  const palette = paletteOf(theme);
  const { x, y, scattered } = lines;
  const fits = table.kind === 'strength-duration' && !scattered ? fittedCurves(table, lines, theme) : [];
  const scales = studyScales(table, lines);
  return {
    named: [...y.map(({ title }) => title), ...(y.length === 1 ? fits.map(({ name }) => String(name)) : [])],
    xAxis: x.labels ? { ...axis('category', axisTitle(x.title, x.unit), 36, palette), data: x.labels, axisTick: { alignWithLabel: true } }
      : axis(scales.x.type, axisTitle(x.title, x.unit), 36, palette, { scale: true, ...scales.x }),
    yAxis: axis(scales.y.type, axisTitle(answerTitle(table, lines), y[0].unit), 58, palette, scales.y),
    series: [...y.map(({ key, title, values }, k): SeriesOption => {
      const color = categoryColor(k, theme);
      const data = Array.from(x.values, (value, row) => [value, values[row]]).filter(([, value]) => Number.isFinite(value));
      // Neighbouring evaluations of an optimisation have nothing to do with each other; the best one so far holds until a better one.
      return scattered || fits.length > 0 || key === 'cost'
        ? { type: 'scatter', name: title, data, symbol: markOf(k), symbolSize: key === 'cost' ? 5 : 8, itemStyle: { color, opacity: 1 } }
        : { type: 'line', name: title, data, step: key === 'best_cost' ? 'end' : false, lineStyle: { width: 2, color }, itemStyle: { color }, symbol: lineMark(k, data.length), symbolSize: 7 };
    }), ...fits],
  };
}

/** Weiss (solid) and Lapicque (dashed) through the thresholds, from the fitted numbers of the summary. */
function fittedCurves({ summary }: StudyTable, { x, y }: StudyLines, theme: Theme): SeriesOption[] {
  const low = x.values.reduce((a, b) => Math.min(a, b), Infinity);
  const high = x.values.reduce((a, b) => Math.max(a, b), -Infinity);
  const durations = Array.from({ length: CURVE_POINTS }, (_, k) => low * (high / low) ** (k / (CURVE_POINTS - 1)));
  return y.flatMap(({ title }, k) => (['Weiss', 'Lapicque'] as const).flatMap((law): SeriesOption[] => {
    const prefix = y.length === 1 ? '' : `${title}, `;
    const numberOf = (name: string): number | undefined => summary.find((entry) => entry.title === `${prefix}${name} (${law})`)?.value;
    const [rheobase, chronaxie] = [numberOf('rheobase'), numberOf('chronaxie')];
    if (rheobase === undefined || chronaxie === undefined) return [];
    const current = (t: number): number => (law === 'Weiss' ? rheobase * (1 + chronaxie / t) : rheobase / (1 - Math.exp((-t * Math.LN2) / chronaxie)));
    return [{
      type: 'line', name: `${prefix}${law}`, data: durations.map((t) => [t, current(t)]), showSymbol: false,
      lineStyle: { width: 1.5, color: categoryColor(k, theme), type: law === 'Weiss' ? 'solid' : 'dashed' }, itemStyle: { color: categoryColor(k, theme) },
    }];
  }));
}

const BINS = 15;

/** Fibres by threshold, one series per fibre type. */
function histogram({ columns, title }: StudyTable, theme: Theme): Drawn | null {
  const palette = paletteOf(theme);
  const thresholds = columns.find(({ key }) => key === 'threshold_ua');
  const types = columns.find(({ key }) => key === 'myelinated');
  const found = Array.from(thresholds?.values ?? []).filter(Number.isFinite);
  if (!thresholds || !types || found.length === 0) return null;
  const edges = binEdges(found);
  const binOf = (value: number): number => Math.max(0, edges.filter((edge) => edge <= value).length - 1);
  const series = ([[1, 'Myelinated', palette.myelinated], [0, 'Unmyelinated', palette.unmyelinated]] as const).flatMap(([type, name, color]): SeriesOption[] => {
    const counts = edges.map(() => 0);
    thresholds.values.forEach((value, row) => { if (Number.isFinite(value) && types.values[row] === type) counts[binOf(value)] += 1; });
    return counts.some((count) => count > 0) ? [{ type: 'bar', name, stack: title, data: counts, barCategoryGap: '8%', itemStyle: { color } }] : [];
  });
  return {
    named: series.map(({ name }) => String(name)),
    xAxis: { ...axis('category', `${axisTitle(thresholds.title, thresholds.unit)}, lower edge of the bin`, 36, palette), data: edges.map(numberText), axisTick: { alignWithLabel: true } },
    yAxis: axis('value', 'Fibres', 58, palette, { minInterval: 1 }),
    series,
  };
}

/** Lower edges of about fifteen bins: of round equal width, or equal ratio where the values span decades. */
function binEdges(values: readonly number[]): number[] {
  const low = values.reduce((a, b) => Math.min(a, b));
  const high = values.reduce((a, b) => Math.max(a, b));
  if (isWideRange(values)) return Array.from({ length: BINS }, (_, k) => Number((low * (high / low) ** (k / BINS)).toPrecision(3))).map((edge, k) => (k === 0 ? Math.min(edge, low) : edge));
  const width = roundStep(Math.max(high - low, 0.05 * high), BINS);
  const first = Math.floor(low / width);
  return Array.from({ length: Math.floor(high / width) - first + 1 }, (_, k) => Number(((first + k) * width).toPrecision(12)));
}
