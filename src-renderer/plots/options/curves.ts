// Lines over a common abscissa: recruitment, strength-duration and every other table of a study.
import { lineMark, markOf } from '../../../src-model/figures/line-marks';
import { categoryColor, type Theme } from '../../../src-model/figures/palette';
import type { FiberTable, ResultColumn, StudyTable } from '../../../src-model/results';
import { answerTitle, scaleFor, studyLines, studyScales } from '../../../src-model/study-lines';
import { withUnit } from '../../scene/number-text';
import { axisName, baseOption, categoryAxis, legendEntry, lineLegend, tooltipOption, valueAxis, type NoPlot, type Plot } from '../plot';
import { typeName } from './counts';

/** Part of the fibres of each fascicle and type whose threshold is at most the amplitude. */
export function recruitmentFromThresholds(fibers: FiberTable, thresholdsUa: ResultColumn, theme: Theme): Plot | NoPlot {
  const title = 'Recruitment curve';
  const groups = fibers.fascicles.flatMap((fascicle, f) => [1, 0].map((type) => {
    const members = Array.from(thresholdsUa.values).filter((_, k) => fibers.fascicle[k] === f && fibers.myelinated[k] === type);
    return { name: `${fascicle} ${typeName(type === 1)}`, total: members.length, sorted: members.filter(Number.isFinite).sort((a, b) => a - b), fascicle: f, dashed: type === 0 };
  })).filter(({ total, sorted }) => total > 0 && sorted.length > 0);
  if (groups.length === 0) return { title, empty: 'No thresholds: add a study of thresholds to the project and run it.' };
  const scale = scaleFor(groups.flatMap(({ sorted }) => sorted));
  const base = baseOption(theme, title);
  return {
    title, summary: `${title}: half of the fibres fire at ${groups.map(({ name, total, sorted }) => `${name} ${sorted.length >= total / 2 ? withUnit(sorted[Math.ceil(total / 2) - 1], 'uA', 3) : 'not reached'}`).join('; ')}.`,
    option: {
      ...base,
      ...lineLegend(base, groups.map(({ name, sorted, fascicle }) => legendEntry(name, lineMark(fascicle, sorted.length)))),
      tooltip: tooltipOption(theme, 'item'),
      xAxis: valueAxis(theme, 'x', axisName('amplitude', thresholdsUa.unit), scale.type === 'log' ? scale : { min: 0 }),
      yAxis: valueAxis(theme, 'y', 'recruited (%)', { min: 0, max: 100 }),
      dataZoom: [{ type: 'inside' }],
      series: groups.map(({ name, total, sorted, fascicle, dashed }) => ({
        type: 'line' as const, name, step: 'end' as const, symbol: lineMark(fascicle, sorted.length), symbolSize: 6, showAllSymbol: true, itemStyle: { color: categoryColor(fascicle, theme) },
        lineStyle: { width: 2, color: categoryColor(fascicle, theme), type: dashed ? 'dashed' as const : 'solid' as const },
        data: [[scale.type === 'log' ? sorted[0] : 0, 0], ...sorted.map((threshold, k) => [threshold, (100 * (k + 1)) / total])],
      })),
    },
    columns: groups.flatMap(({ name, total, sorted }) => [{ name: `${name}, amplitude (uA)`, values: sorted }, { name: `${name}, recruited (%)`, values: sorted.map((_, k) => (100 * (k + 1)) / total) }]),
  };
}

/** A study's table as lines, or as points where its rows have no order. */
export function studyPlot(table: StudyTable, theme: Theme): Plot | NoPlot {
  const drawn = studyLines(table);
  if (drawn === null) return { title: table.title, empty: `The study "${table.title}" has no rows.` };
  const { x: abscissa, y: lines, scattered } = drawn;
  const scales = studyScales(table, drawn);
  const base = baseOption(theme, table.title, lines.length > 1);
  const count = abscissa.values.length;
  const [first] = lines;
  const summary = table.summary.map(({ title, unit, value }) => `${title} ${withUnit(value, unit)}`).join(', ');
  return {
    title: table.title, summary: summary === '' ? `${table.title}, ${count} points.` : `${table.title}: ${summary}.`,
    option: {
      ...base,
      ...(lines.length > 1 ? lineLegend(base, lines.map(({ title }, k) => legendEntry(title, scattered ? markOf(k) : lineMark(k, count)))) : {}),
      tooltip: { ...tooltipOption(theme), valueFormatter: (value: unknown) => withUnit(Number(value), first.unit) },
      xAxis: abscissa.labels ? categoryAxis(theme, 'x', axisName(abscissa.title, abscissa.unit), abscissa.labels)
        : valueAxis(theme, 'x', axisName(abscissa.title, abscissa.unit), { scale: true, ...scales.x }),
      yAxis: valueAxis(theme, 'y', axisName(answerTitle(table, drawn), first.unit), scales.y),
      dataZoom: [{ type: 'inside' }],
      series: lines.map(({ title, values }, k) => ({
        ...(scattered ? { type: 'scatter' as const, symbol: markOf(k) } : { type: 'line' as const, symbol: lineMark(k, count), showAllSymbol: true, lineStyle: { width: 2 } }),
        name: title, symbolSize: 7, itemStyle: { color: categoryColor(k, theme) },
        data: Array.from(abscissa.values, (x, row) => [x, Number.isFinite(values[row]) ? values[row] : '-']),
      })),
    },
    columns: table.columns.map(({ title, unit, values, labels }) => ({ name: unit === '' ? title : `${title} (${unit})`, values: labels ? Array.from(values, (value) => labels[value] ?? '') : values })),
  };
}
