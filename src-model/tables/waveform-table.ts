// Waveforms as two-column tables: time in ms, current in uA; each value holds until the next time.
import type { Waveform } from '../project';
import { located, readNumberTable } from './csv-rows';

/** Throws ProblemError, located in `fileName`. */
export function readWaveform(text: string, fileName: string): Extract<Waveform, { kind: 'samples' }> {
  const { rows } = readNumberTable(text, fileName);
  const faults = rows.flatMap(({ line, values: [timeMs, valueUa, ...more] }, row): [number, string][] => {
    if (valueUa === undefined || more.length > 0) return [[line, `A waveform has two columns (time in ms, current in uA); this row has ${rows[row].values.length}.`]];
    if (!(timeMs >= 0)) return [[line, `The time is ${timeMs} ms; it must be 0 or later.`]];
    if (row > 0 && timeMs < rows[row - 1].values[0]) return [[line, `The time ${timeMs} ms is before that of the row above (${rows[row - 1].values[0]} ms); sort the rows by time.`]];
    return Number.isNaN(valueUa) ? [[line, 'The current is missing.']] : [];
  });
  if (faults.length > 0) throw located(fileName, faults);
  return { kind: 'samples', timesMs: rows.map(({ values }) => values[0]), valuesUa: rows.map(({ values }) => values[1]) };
}
