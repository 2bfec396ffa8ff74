// A figure: an ECharts option and its size. The same builders serve the files of a run (rendered to SVG and PNG in the main
// process) and any window that wants to show exactly what the files show.
import type { EChartsOption } from 'echarts';

export interface Figure {
  /** CSS pixels; figures are drawn at this size so that equal lengths on both axes look equal. */
  widthPx: number;
  heightPx: number;
  option: EChartsOption;
}

export const FIGURE_FONT = 'DejaVu Sans, Verdana, Arial, sans-serif';
export const FONT_PX = { title: 17, subtitle: 13, axis: 14, tick: 12, legend: 13 } as const;

/** "Title" over a line of explanation. */
export function titleOf(text: string, subtext: string, color: string, mutedColor: string): EChartsOption['title'] {
  return {
    text, subtext, left: 'center', top: 8, itemGap: 14,
    textStyle: { fontFamily: FIGURE_FONT, fontSize: FONT_PX.title, fontWeight: 'bold', color },
    subtextStyle: { fontFamily: FIGURE_FONT, fontSize: FONT_PX.subtitle, color: mutedColor },
  };
}

/** A round step (1, 2 or 5 times a power of ten) that divides `span` into about `parts`. */
export function roundStep(span: number, parts: number): number {
  const rough = span / parts;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= rough * 0.999) ?? 10;
  return step * power;
}
