// Reading tables of numbers: comma, semicolon or tab between columns, an optional line of names, comments after #. Faults are located by line.
import { CsvError, parse } from 'csv-parse/browser/esm/sync';
import { excerpt } from '../excerpt';
import { ProblemError, type Problem } from '../problem';

export interface NumberTable {
  /** Names of the columns, lower case, as in the file; null when its first row is numbers. */
  header: string[] | null;
  rows: { line: number; values: number[] }[];
}

/** `fileName` goes into messages. Empty cells and "nan" are NaN. Throws ProblemError that lists every bad cell (at most 20). */
export function readNumberTable(text: string, fileName: string): NumberTable {
  const records = recordsOf(text, fileName);
  const first = records[0];
  if (!first) throw located(fileName, [[1, 'The file has no rows.']]);
  const header = first.cells.every((cell) => isNumber(cell)) ? null : first.cells.map((cell) => cell.toLowerCase());
  const faults: [number, string][] = [];
  const rows = (header ? records.slice(1) : records).map(({ line, cells }) => {
    if (cells.length !== first.cells.length) faults.push([line, `This row has ${cells.length} columns, the first one has ${first.cells.length}.`]);
    return { line, values: cells.map((cell, column) => {
      if (!isNumber(cell)) faults.push([line, `${excerpt(cell)} in column ${column + 1} is not a number; use a point as decimal sign.`]);
      return cell === '' ? NaN : Number(cell.toLowerCase() === 'nan' ? NaN : cell);
    }) };
  });
  if (faults.length > 0) throw located(fileName, faults);
  if (rows.length === 0) throw located(fileName, [[1, 'The file has a line of names but no rows of numbers.']]);
  return { header, rows };
}

const MAX_FAULTS = 20;

export function located(fileName: string, faults: readonly (readonly [line: number, message: string])[]): ProblemError {
  return new ProblemError(faults.slice(0, MAX_FAULTS).map(([line, message]): Problem => ({ severity: 'error', path: [], where: `${fileName}, line ${line}`, message })));
}

function isNumber(cell: string): boolean {
  return cell === '' || cell.toLowerCase() === 'nan' || Number.isFinite(Number(cell));
}

function recordsOf(text: string, fileName: string): { line: number; cells: string[] }[] {
  const delimiter = [';', '\t', ','].find((candidate) => text.includes(candidate)) ?? ' ';
  try {
    const records = parse(text, { bom: true, comment: '#', delimiter, info: true, relax_column_count: true, skip_empty_lines: true, trim: true }) as unknown as { record: string[]; info: { lines: number } }[];
    return records.map(({ record, info }) => ({ line: info.lines, cells: delimiter === ' ' ? record.filter((cell) => cell !== '') : record }));
  } catch (error) {
    if (error instanceof CsvError) throw located(fileName, [[typeof error.lines === 'number' ? error.lines : 1, `The table cannot be read: ${error.message.slice(0, 200)}.`]]);
    throw error;
  }
}
