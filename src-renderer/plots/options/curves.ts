// Lines over a common abscissa: recruitment, strength-duration and every other table of a study; waveforms of contacts.
import { categoryColor, type Theme } from '../../../src-model/figures/palette';
import type { FiberTable, ResultColumn, StudyTable } from '../../../src-model/results';
import type { HeldWaveform } from '../../../src-model/stimulus/held-waveform';
import { answerTitle, isWideRange, studyLines } from '../../../src-model/study-lines';
import { numberText, withUnit } from '../../scene/number-text';
import { axisName, baseOption, tooltipOption, valueAxis, type NoPlot, type Plot } from '../plot';
import { typeName } from './counts';

/** Part of the fibres of each fascicle and type whose threshold is at most the amplitude. */
export function recruitmentFromThresholds(fibers: FiberTable, thresholdsUa: ResultColumn, theme: Theme): Plot | NoPlot {
  const title = 'Recruitment curve';
  const groups = fibers.fascicles.flatMap((fascicle, f) => [1, 0].map((type) => {
    const members = Array.from(thresholdsUa.values).filter((_, k) => fibers.fascicle[k] === f && fibers.myelinated[k] === type);
    return { name: `${fascicle} ${typeName(type === 1)}`, total: members.length, sorted: members.filter(Number.isFinite).sort((a, b) => a - b), fascicle: f, dashed: type === 0 };
  })).filter(({ total, sorted }) => total > 0 && sorted.length > 0);
  if (groups.length === 0) return { title, empty: 'No thresholds: add a study of thresholds to the project and run it.' };
  const wide = isWideRange(groups.flatMap(({ sorted }) => sorted));
  const base = baseOption(theme, title);
  return {
    title, summary: `${title}: half of the fibres fire at ${groups.map(({ name, total, sorted }) => `${name} ${sorted.length >= total / 2 ? withUnit(sorted[Math.ceil(total / 2) - 1], 'uA', 3) : 'not reached'}`).join('; ')}.`,
    option: {
      ...base,
      // Lines alone, long enough to show which are dashed.
      legend: { ...base.legend, itemStyle: { opacity: 0 }, itemWidth: 28 },
      tooltip: tooltipOption(theme, 'item'),
      xAxis: valueAxis(theme, 'x', axisName('amplitude', thresholdsUa.unit), wide ? { type: 'log' } : { min: 0 }),
      yAxis: valueAxis(theme, 'y', 'recruited (%)', { min: 0, max: 100 }),
      dataZoom: [{ type: 'inside' }],
      series: groups.map(({ name, total, sorted, fascicle, dashed }) => ({
        type: 'line' as const, name, step: 'end' as const, symbol: 'none', itemStyle: { color: categoryColor(fascicle, theme) },
        lineStyle: { width: 2, color: categoryColor(fascicle, theme), type: dashed ? 'dashed' as const : 'solid' as const },
        data: [[wide ? sorted[0] : 0, 0], ...sorted.map((threshold, k) => [threshold, (100 * (k + 1)) / total])],
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
  const [first] = lines;
  const summary = table.summary.map(({ title, unit, value }) => `${title} ${withUnit(value, unit)}`).join(', ');
  return {
    title: table.title, summary: summary === '' ? `${table.title}, ${abscissa.values.length} points.` : `${table.title}: ${summary}.`,
    option: {
      ...baseOption(theme, table.title, lines.length > 1),
      tooltip: { ...tooltipOption(theme), valueFormatter: (value: unknown) => withUnit(Number(value), first.unit) },
      xAxis: valueAxis(theme, 'x', axisName(abscissa.title, abscissa.unit), { ...(isWideRange(abscissa.values) && table.kind !== 'optimization' ? { type: 'log' } : {}), scale: true }),
      yAxis: valueAxis(theme, 'y', axisName(answerTitle(table, drawn), first.unit), { scale: false }),
      dataZoom: [{ type: 'inside' }],
      series: lines.map(({ title, values }, k) => ({
        ...(scattered ? { type: 'scatter' as const } : { type: 'line' as const, symbol: abscissa.values.length <= 60 ? 'circle' : 'none', lineStyle: { width: 2 } }),
        name: title, symbolSize: 6, itemStyle: { color: categoryColor(k, theme) },
        data: Array.from(abscissa.values, (x, row) => [x, Number.isFinite(values[row]) ? values[row] : '-']),
      })),
    },
    columns: table.columns.map(({ title, unit, values }) => ({ name: unit === '' ? title : `${title} (${unit})`, values })),
  };
}

/** Currents of the driven contacts as held values. */
export function waveformPlot(drives: readonly { contact: string; waveform: HeldWaveform }[], durationMs: number, theme: Theme): Plot | NoPlot {
  const title = 'Stimulus';
  if (drives.length === 0) return { title, empty: 'No contact is driven: choose a contact and a waveform.' };
  const peaks = drives.map(({ contact, waveform }) => `${contact} ${numberText(waveform.valueUa.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0))} µA`);
  return {
    title, summary: `${title}: largest currents ${peaks.join(', ')}.`,
    option: {
      ...baseOption(theme, title),
      tooltip: { ...tooltipOption(theme), valueFormatter: (value: unknown) => withUnit(Number(value), 'uA') },
      xAxis: valueAxis(theme, 'x', 'time (ms)', { min: 0, max: durationMs }),
      yAxis: valueAxis(theme, 'y', 'current (µA)', {}),
      dataZoom: [{ type: 'inside' }],
      series: drives.map(({ contact, waveform }, k) => ({
        type: 'line' as const, name: contact, step: 'end' as const, symbol: 'none', lineStyle: { width: 2 }, itemStyle: { color: categoryColor(k, theme) },
        data: heldPoints(waveform, durationMs),
      })),
    },
    columns: drives.flatMap(({ contact, waveform }) => [{ name: `${contact}, time (ms)`, values: waveform.timeMs }, { name: `${contact}, current (uA)`, values: waveform.valueUa }]),
  };
}

/** From 0 to the end: nothing flows before the first time, the last value holds. */
function heldPoints({ timeMs, valueUa }: HeldWaveform, durationMs: number): [number, number][] {
  const points: [number, number][] = Array.from(timeMs, (time, k) => [time, valueUa[k]]);
  if (points.length === 0 || points[0][0] > 0) points.unshift([0, 0]);
  return [...points, [Math.max(durationMs, points.at(-1)![0]), points.at(-1)![1]]];
}
