// Populations as tables: one axon a row. Columns by name in any order, or without names in the order of NRV's data import:
// type (1 myelinated, 0 unmyelinated), diameter; y, z; node shift.
import type { Population } from '../project';
import { excerpt } from '../excerpt';
import { closestName } from '../closest-name';
import { located, readNumberTable, type NumberTable } from './csv-rows';

export type ExplicitAxon = Extract<Population, { kind: 'explicit' }>['axons'][number];

const COLUMNS = ['myelinated', 'diameter_um', 'y_um', 'z_um', 'node_shift'] as const;
type Column = typeof COLUMNS[number];

/** Throws ProblemError, located in `fileName`. Missing y and z (empty or nan) leave the axon to be placed. */
export function readPopulation(text: string, fileName: string): ExplicitAxon[] {
  const table = readNumberTable(text, fileName);
  const index = columnsOf(table, fileName);
  const faults: [number, string][] = [];
  const axons = table.rows.map(({ line, values }): ExplicitAxon => {
    const cell = (column: Column): number => (index[column] === undefined ? NaN : values[index[column]]);
    const type = cell('myelinated');
    const diameterUm = cell('diameter_um');
    const [yUm, zUm, nodeShift] = [cell('y_um'), cell('z_um'), cell('node_shift')];
    if (type !== 0 && type !== 1) faults.push([line, `The type is ${type}; it must be 1 (myelinated) or 0 (unmyelinated).`]);
    if (!(diameterUm > 0)) faults.push([line, `The diameter is ${diameterUm} um; it must be positive.`]);
    if (Number.isNaN(yUm) !== Number.isNaN(zUm)) faults.push([line, 'Only one of the positions y and z is given; give both or none.']);
    if (nodeShift < 0 || nodeShift > 1) faults.push([line, `The node shift is ${nodeShift}; it must be from 0 to 1.`]);
    return {
      myelinated: type === 1,
      diameterUm,
      ...(Number.isNaN(yUm) ? {} : { yUm, zUm }),
      ...(Number.isNaN(nodeShift) ? {} : { nodeShift }),
    };
  });
  if (faults.length > 0) throw located(fileName, faults);
  return axons;
}

function columnsOf({ header, rows }: NumberTable, fileName: string): Partial<Record<Column, number>> {
  if (!header) {
    const count = rows[0].values.length;
    if (![2, 4, 5].includes(count)) throw located(fileName, [[rows[0].line, `A population has 2, 4 or 5 columns (type, diameter in um; y, z in um; node shift); this file has ${count}.`]]);
    return Object.fromEntries(COLUMNS.slice(0, count).map((column, index) => [column, index]));
  }
  const unknown = header.find((name) => !COLUMNS.includes(name as Column));
  if (unknown !== undefined) {
    const closest = closestName(unknown, COLUMNS);
    throw located(fileName, [[1, `There is no column ${excerpt(unknown)} in a population.${closest ? ` Did you mean "${closest}"?` : ''} Columns: ${COLUMNS.join(', ')}.`]]);
  }
  for (const needed of ['myelinated', 'diameter_um'] as const) if (!header.includes(needed)) throw located(fileName, [[1, `The column "${needed}" is missing.`]]);
  return Object.fromEntries(header.map((name, index) => [name, index]));
}

/** Reads back as the same axons. */
export function writePopulation(axons: Iterable<ExplicitAxon>): string {
  const lines: string[] = [COLUMNS.join(',')];
  for (const { myelinated, diameterUm, yUm, zUm, nodeShift } of axons) lines.push([myelinated ? 1 : 0, diameterUm, yUm ?? '', zUm ?? '', nodeShift ?? ''].join(','));
  return `${lines.join('\n')}\n`;
}
