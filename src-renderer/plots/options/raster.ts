// Spikes of all fibres: a row per fibre, ordered by fascicle, type and diameter.
import { roundStep } from '../../../src-model/figures/figure';
import { categoryColor, type Theme } from '../../../src-model/figures/palette';
import type { FiberTable, Raster } from '../../../src-model/results';
import { numberText } from '../../scene/number-text';
import { baseOption, tooltipOption, valueAxis, type NoPlot, type Plot } from '../plot';

/** row[fiber]: place in the raster, from the bottom. */
export function rasterRows(fibers: FiberTable): Uint32Array {
  const order = Array.from({ length: fibers.count }, (_, k) => k).sort((a, b) =>
    fibers.fascicle[a] - fibers.fascicle[b] || fibers.myelinated[b] - fibers.myelinated[a] || fibers.diameterUm[b] - fibers.diameterUm[a] || a - b);
  const rows = new Uint32Array(fibers.count);
  order.forEach((fiber, row) => (rows[fiber] = row));
  return rows;
}

/** Of a spike that runs along its fibre only the entry at the farthest place (largest x) that the fibre's spikes reached: one mark per spike. */
export function farthestSpikes({ fiber, xUm }: Raster): number[] {
  const farthest = new Map<number, number>();
  fiber.forEach((row, k) => farthest.set(row, Math.max(farthest.get(row) ?? -Infinity, xUm[k])));
  return Array.from(fiber, (_, k) => k).filter((k) => xUm[k] === farthest.get(fiber[k]));
}

/** Few fibres have room for longer marks. */
const markHeight = (fiberCount: number): number => Math.min(12, Math.max(3, 240 / fiberCount));

export function rasterPlot(fibers: FiberTable, raster: Raster | null, durationMs: number, theme: Theme): Plot | NoPlot {
  const title = 'Spikes';
  if (!raster || raster.fiber.length === 0) return { title, empty: 'No fibre fired: there are no spikes to show.' };
  const rows = rasterRows(fibers);
  const entries = farthestSpikes(raster);
  const series = fibers.fascicles.map((name, fascicle) => ({
    type: 'scatter' as const, name, symbol: 'rect', symbolSize: [2.5, markHeight(fibers.count)], large: false, itemStyle: { color: categoryColor(fascicle, theme) },
    data: entries.filter((k) => fibers.fascicle[raster.fiber[k]] === fascicle).map((k) => [raster.timeMs[k], rows[raster.fiber[k]], raster.fiber[k], raster.xUm[k]]),
  }));
  const times = entries.map((k) => raster.timeMs[k]);
  const lastMs = times.reduce((a, b) => Math.max(a, b), 0);
  const firstMs = times.reduce((a, b) => Math.min(a, b), Infinity);
  return {
    title, summary: `${entries.length} spikes of ${new Set(raster.fiber).size} fibres, each at the farthest place it reached, between ${numberText(firstMs, 3)} and ${numberText(lastMs, 3)} ms.`,
    option: {
      ...baseOption(theme, title, series.length > 1),
      grid: { left: 34, right: 24, top: series.length > 1 ? 58 : 38, bottom: 50 },
      xAxis: valueAxis(theme, 'x', 'time (ms)', { min: 0, max: Math.min(durationMs, roundStep(1.1 * lastMs, 1)) }),
      yAxis: valueAxis(theme, 'y', 'fibre, by fascicle and size', { min: -0.5, max: Math.max(1, fibers.count - 0.5), minInterval: 1, splitLine: { show: false }, axisTick: { show: false }, nameGap: 16 }, { show: false }),
      dataZoom: [{ type: 'inside', xAxisIndex: 0 }, { type: 'inside', yAxisIndex: 0 }],
      tooltip: { ...tooltipOption(theme, 'item'), formatter: (item: unknown) => {
        const [time, , fiber, x] = (item as { value: [number, number, number, number] }).value;
        return `${fibers.ids[fiber]}\n${fibers.myelinated[fiber] ? 'myelinated' : 'unmyelinated'}, ${numberText(fibers.diameterUm[fiber])} µm\n${numberText(time)} ms, reached x ${numberText(x)} µm`;
      } },
      series,
    },
    columns: [
      { name: 'fibre', values: Array.from(raster.fiber, (fiber) => fibers.ids[fiber]) },
      { name: 'time (ms)', values: raster.timeMs },
      { name: 'x (um)', values: raster.xUm },
    ],
  };
}
