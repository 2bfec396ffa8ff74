// Tables as CSV (RFC 4180, full precision, point as decimal sign).
import type { PlotColumn } from './plot';

/** Spreadsheets run texts that begin like formulas: an apostrophe before them keeps them texts. */
function cellText(value: number | string | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  const safe = /^[=+@]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csvOf(columns: readonly PlotColumn[]): string {
  const rowCount = Math.max(0, ...columns.map(({ values }) => values.length));
  const lines = [columns.map(({ name }) => cellText(name)).join(',')];
  for (let row = 0; row < rowCount; row++) lines.push(columns.map(({ values }) => cellText(values[row] as number | string | undefined)).join(','));
  return `${lines.join('\r\n')}\r\n`;
}
