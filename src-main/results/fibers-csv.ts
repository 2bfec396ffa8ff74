// fibers.csv: one line per fibre, also of those that were not placed or not reached. Numbers in full precision, empty where there is none.
import type { RunData } from '../run/run-data';
import { statusOf } from '../run/run-data';

export const FIBER_COLUMNS = [
  'id', 'fascicle', 'axon', 'type', 'diameter_um', 'y_um', 'z_um', 'node_shift', 'placed', 'status', 'recruited',
  'spike_count', 'first_spike_x_um', 'first_spike_t_ms', 'start_spike_times_ms', 'end_spike_times_ms', 'error',
] as const;

export const numberText = (value: number): string => (Number.isFinite(value) ? String(value) : '');
/** Quoted where RFC 4180 asks for it; a leading "=", "+" or "@" of a text would be run as a formula by spreadsheets. */
export function csvText(text: string): string {
  const safe = /^[=+@]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
const listText = (values: ArrayLike<number>): string => Array.from(values, numberText).join(';');

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
      numberText(fibers.diameterUm[row]),
      numberText(fibers.yUm[row]),
      numberText(fibers.zUm[row]),
      numberText(fibers.nodeShift[row]),
      String(fibers.placed[row]),
      status,
      decided ? String(Number(decided.recruited)) : '',
      decided ? String(decided.spikeTimeMs.length) : '',
      decided ? numberText(decided.firstSpikeXUm) : '',
      decided ? numberText(decided.firstSpikeTimeMs) : '',
      decided ? listText(decided.startSpikeTimesMs) : '',
      decided ? listText(decided.endSpikeTimesMs) : '',
      csvText(result?.error ?? ''),
    ].join(','));
  }
  return `${lines.join('\r\n')}\r\n`;
}
