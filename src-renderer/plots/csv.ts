// The columns of a plot as CSV.
import { csvLines, csvNumber, csvText } from '../../src-model/tables/csv-text';
import type { PlotColumn } from './plot';

const cell = (value: number | string | undefined): string => (typeof value === 'number' ? csvNumber(value) : csvText(value ?? ''));

/** Columns may have different lengths. */
export function csvOf(columns: readonly PlotColumn[]): string {
  const rowCount = Math.max(0, ...columns.map(({ values }) => values.length));
  const rows = Array.from({ length: rowCount }, (_, row) => columns.map(({ values }) => cell(values[row] as number | string | undefined)).join(','));
  return csvLines([columns.map(({ name }) => csvText(name)).join(','), ...rows]);
}
