// How many fibres are recruited: by fascicle and type, by diameter, and in several runs side by side.
import type { BarSeriesOption } from 'echarts';
import { categoryColor, paletteOf, type Theme } from '../../../src-model/figures/palette';
import { RECRUITED, UNDECIDED, type FiberTable, type RunResults } from '../../../src-model/results';
import { numberText } from '../../scene/number-text';
import { baseOption, tooltipOption, categoryAxis, valueAxis, type NoPlot, type Plot } from '../plot';
import { binsOf } from './histogram';

export interface GroupCount {
  fascicle: string;
  myelinated: boolean;
  /** Fibres of the group, those that were simulated, and those of them that were recruited. */
  total: number;
  simulated: number;
  recruited: number;
}

/** One entry per fascicle and type that has fibres, in file order, myelinated first. */
export function groupCounts(fibers: FiberTable): GroupCount[] {
  const groups = fibers.fascicles.flatMap((fascicle) => [true, false].map((myelinated): GroupCount => ({ fascicle, myelinated, total: 0, simulated: 0, recruited: 0 })));
  for (let k = 0; k < fibers.count; k++) {
    const group = groups[2 * fibers.fascicle[k] + (fibers.myelinated[k] ? 0 : 1)];
    group.total++;
    if (fibers.recruited[k] !== UNDECIDED) group.simulated++;
    if (fibers.recruited[k] === RECRUITED) group.recruited++;
  }
  return groups.filter(({ total }) => total > 0);
}

export const typeName = (myelinated: boolean): string => (myelinated ? 'myelinated' : 'unmyelinated');
export const percent = (part: number, whole: number): string => (whole === 0 ? '–' : `${numberText((100 * part) / whole, 3)} %`);

const undecided = (title: string): NoPlot => ({ title, empty: 'No fibre has been simulated yet: run the project first.' });

export function groupPlot(fibers: FiberTable, theme: Theme): Plot | NoPlot {
  const title = 'Recruited by fascicle and type';
  const groups = groupCounts(fibers).filter(({ simulated }) => simulated > 0);
  if (groups.length === 0) return undecided(title);
  const palette = paletteOf(theme);
  const colors = groups.map(({ myelinated }) => (myelinated ? palette.myelinated : palette.unmyelinated));
  const bar = (name: string, data: number[], filled: boolean): BarSeriesOption => ({
    type: 'bar', name, stack: 'all', barMaxWidth: 26, itemStyle: { color: filled ? palette.text : palette.background, borderColor: palette.text, borderWidth: 1 },
    data: data.map((value, k) => ({ value, itemStyle: { color: filled ? colors[k] : palette.background, borderColor: colors[k], borderWidth: 1 } })),
    label: filled ? { show: false } : { show: true, position: 'right', color: palette.text, formatter: ({ dataIndex }) => percent(groups[dataIndex].recruited, groups[dataIndex].simulated) },
  });
  return {
    title, summary: `${title}: ${groups.map((group) => `${group.fascicle} ${typeName(group.myelinated)} ${group.recruited} of ${group.simulated}`).join('; ')}.`,
    option: {
      ...baseOption(theme, title),
      grid: { left: 12, right: 56, top: 58, bottom: 48, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
      tooltip: tooltipOption(theme, 'axis', 'none'),
      yAxis: categoryAxis(theme, 'y', '', groups.map(({ fascicle, myelinated }) => `${fascicle} ${typeName(myelinated)}`), { inverse: true, splitLine: { show: false } }),
      xAxis: valueAxis(theme, 'x', 'fibres', { minInterval: 1, splitLine: { show: true, lineStyle: { color: palette.grid } } }),
      series: [bar('recruited', groups.map(({ recruited }) => recruited), true), bar('not recruited', groups.map(({ recruited, simulated }) => simulated - recruited), false)],
    },
    columns: [
      { name: 'fascicle', values: groups.map(({ fascicle }) => fascicle) },
      { name: 'type', values: groups.map(({ myelinated }) => typeName(myelinated)) },
      { name: 'simulated', values: groups.map(({ simulated }) => simulated) },
      { name: 'recruited', values: groups.map(({ recruited }) => recruited) },
    ],
  };
}

/** Recruited and other fibres of each diameter bin. */
export function diameterCountPlot(fibers: FiberTable, myelinated: boolean, theme: Theme): Plot | NoPlot {
  const title = `Recruited by diameter, ${typeName(myelinated)}`;
  const pick = (recruited: boolean): Float64Array => fibers.diameterUm.filter((_, k) =>
    (fibers.myelinated[k] === 1) === myelinated && fibers.recruited[k] !== UNDECIDED && (fibers.recruited[k] === RECRUITED) === recruited);
  const bins = binsOf([pick(true), pick(false)]);
  if (!bins) return { title, empty: `No ${typeName(myelinated)} fibre was simulated.` };
  const palette = paletteOf(theme);
  const color = myelinated ? palette.myelinated : palette.unmyelinated;
  const labels = bins.edges.slice(0, -1).map((edge) => numberText(edge));
  const [recruited, others] = bins.counts;
  return {
    title, summary: `${title}: ${recruited.reduce((a, b) => a + b, 0)} of ${[...recruited, ...others].reduce((a, b) => a + b, 0)} fibres.`,
    option: {
      ...baseOption(theme, title),
      tooltip: { ...tooltipOption(theme, 'axis', 'none'), formatter: (items: unknown) => {
        const [{ dataIndex: bin }] = items as { dataIndex: number }[];
        return `${labels[bin]} to ${numberText(bins.edges[bin + 1])} µm\n${recruited[bin]} of ${recruited[bin] + others[bin]} recruited, ${percent(recruited[bin], recruited[bin] + others[bin])}`;
      } },
      xAxis: categoryAxis(theme, 'x', 'diameter, lower edge of the bin (µm)', labels),
      yAxis: valueAxis(theme, 'y', 'fibres', { minInterval: 1 }),
      series: [
        { type: 'bar', name: 'recruited', stack: 'all', barCategoryGap: '8%', itemStyle: { color }, data: recruited },
        { type: 'bar', name: 'not recruited', stack: 'all', itemStyle: { color: palette.background, borderColor: color, borderWidth: 1 }, data: others },
      ],
    },
    columns: [{ name: 'bin start (um)', values: bins.edges.slice(0, -1) }, { name: 'recruited', values: recruited }, { name: 'not recruited', values: others }, { name: 'recruited (%)', values: recruited.map((count, bin) => (100 * count) / (count + others[bin])) }],
  };
}

/** Recruited percentage of each fascicle and type, a bar per run. Groups that a run does not have stay empty. */
export function comparisonPlot(runs: readonly { label: string; results: RunResults }[], theme: Theme): Plot | NoPlot {
  const title = 'Comparison of runs';
  const counts = runs.map(({ results }) => new Map(groupCounts(results.fibers).map((group) => [`${group.fascicle}\n${typeName(group.myelinated)}`, group])));
  const names = [...new Set(counts.flatMap((each) => [...each.keys()]))];
  if (runs.length === 0 || names.length === 0) return { title, empty: 'Open at least one run with fibres to compare.' };
  const values = counts.map((each) => names.map((name) => {
    const group = each.get(name);
    return group && group.simulated > 0 ? (100 * group.recruited) / group.simulated : NaN;
  }));
  return {
    title, summary: `${title}: ${runs.map(({ label }, k) => `${label} ${names.map((name, g) => `${name.replace('\n', ' ')} ${numberText(values[k][g], 3)} %`).join(', ')}`).join('; ')}.`,
    option: {
      ...baseOption(theme, title),
      tooltip: { ...tooltipOption(theme, 'axis', 'none'), valueFormatter: (value: unknown) => `${numberText(Number(value), 3)} %` },
      xAxis: categoryAxis(theme, 'x', '', names),
      yAxis: valueAxis(theme, 'y', 'recruited (%)', { min: 0, max: 100 }),
      series: runs.map(({ label }, k) => ({ type: 'bar' as const, name: label, barMaxWidth: 46, itemStyle: { color: categoryColor(k, theme) }, data: values[k].map((value) => (Number.isNaN(value) ? '-' : value)) })),
    },
    columns: [{ name: 'group', values: names.map((name) => name.replace('\n', ' ')) }, ...runs.map(({ label }, k) => ({ name: `${label}, recruited (%)`, values: values[k] }))],
  };
}
