// fibers.csv: one line per fibre, also of those that were not placed or not reached. Numbers in full precision, empty where there is none.
import { csvLines, csvNumber, csvText } from '../../src-model/tables/csv-text';
import type { RunData } from '../run/run-data';
import { statusOf } from '../run/run-data';

export const FIBER_COLUMNS = [
  'id', 'fascicle', 'axon', 'type', 'diameter_um', 'y_um', 'z_um', 'node_shift', 'placed', 'status', 'recruited',
  'spike_count', 'first_spike_x_um', 'first_spike_t_ms', 'start_spike_times_ms', 'end_spike_times_ms', 'error',
] as const;

export const listText = (values: ArrayLike<number>): string => Array.from(values, csvNumber).join(';');

export function fibersCsv(data: Pick<RunData, 'fibers' | 'results'>): string {
  const { fibers, results } = data;
  const lines = [FIBER_COLUMNS.join(',')];
  for (let row = 0; row < fibers.count; row++) {
    const result = results[row];
    const status = statusOf(data, row);
    const decided = result && status === 'simulated' ? result : null;
    lines.push([
      csvText(fibers.ids[row]),
      csvText(fibers.fascicle[row] < 0 ? '' : fibers.fascicles[fibers.fascicle[row]]),
      String(fibers.axon[row]),
      fibers.myelinated[row] === 1 ? 'myelinated' : 'unmyelinated',
      csvNumber(fibers.diameterUm[row]),
      csvNumber(fibers.yUm[row]),
      csvNumber(fibers.zUm[row]),
      csvNumber(fibers.nodeShift[row]),
      String(fibers.placed[row]),
      status,
      decided ? String(Number(decided.recruited)) : '',
      decided ? String(decided.spikeTimeMs.length) : '',
      decided ? csvNumber(decided.firstSpikeXUm) : '',
      decided ? csvNumber(decided.firstSpikeTimeMs) : '',
      decided ? listText(decided.startSpikeTimesMs) : '',
      decided ? listText(decided.endSpikeTimesMs) : '',
      csvText(result?.error ?? ''),
    ].join(','));
  }
  return csvLines(lines);
}
