// Which fibres a table shows, and in which order.
import type { FiberTable } from '../../src-model/results';

export interface FiberFilter {
  /** Part of the id, upper or lower case; '' for all. */
  text: string;
  /** Index of the fascicle; null for all. */
  fascicle: number | null;
  myelinated: boolean | null;
  /** RECRUITED, NOT_RECRUITED or UNDECIDED; null for all. */
  recruited: number | null;
}

export const NO_FILTER: FiberFilter = { text: '', fascicle: null, myelinated: null, recruited: null };

export interface TableColumn {
  key: string;
  title: string;
  unit: string;
  /** For sorting: a number (NaN sorts last) or a text. */
  valueOf: (table: FiberTable, row: number) => number | string;
}

export function tableColumns(table: FiberTable): TableColumn[] {
  return [
    { key: 'id', title: 'Fibre', unit: '', valueOf: (t, k) => t.ids[k] },
    { key: 'fascicle', title: 'Fascicle', unit: '', valueOf: (t, k) => t.fascicles[t.fascicle[k]] },
    { key: 'myelinated', title: 'Type', unit: '', valueOf: (t, k) => (t.myelinated[k] ? 'myelinated' : 'unmyelinated') },
    { key: 'diameterUm', title: 'Diameter', unit: 'um', valueOf: (t, k) => t.diameterUm[k] },
    { key: 'yUm', title: 'y', unit: 'um', valueOf: (t, k) => t.yUm[k] },
    { key: 'zUm', title: 'z', unit: 'um', valueOf: (t, k) => t.zUm[k] },
    { key: 'recruited', title: 'Recruited', unit: '', valueOf: (t, k) => t.recruited[k] },
    ...table.columns.map(({ key, title, unit, values }): TableColumn => ({ key: `column:${key}`, title, unit, valueOf: (_, k) => values[k] })),
  ];
}

/** Room for the heading with its sorting sign and for every cell, in rem: headings are bold, numbers are short. */
export function columnRem({ key, title, unit }: TableColumn, { ids, fascicles }: FiberTable): number {
  const longest = (texts: readonly string[]): number => texts.reduce((most, { length }) => Math.max(most, length), 0);
  const heading = title.length + (unit === '' ? 0 : unit.length + 3) + 2;
  const cell = key === 'id' ? longest(ids) : key === 'fascicle' ? longest(fascicles) : key === 'myelinated' ? 'unmyelinated'.length : key === 'recruited' ? 'not simulated'.length : 8;
  return Number((0.6 * Math.min(MOST_CHARACTERS, Math.max(heading * 1.08, cell)) + 1.2).toFixed(2));
}
/** Longer names are cut off. */
const MOST_CHARACTERS = 32;

export interface FiberOrder {
  key: string;
  descending: boolean;
}

/** Rows that pass the filter, sorted; equal ones in table order, missing values last either way. */
export function fiberRows(table: FiberTable, filter: FiberFilter, order: FiberOrder | null): Uint32Array {
  const needle = filter.text.trim().toLowerCase();
  const rows: number[] = [];
  for (let k = 0; k < table.count; k++) {
    if (filter.fascicle !== null && table.fascicle[k] !== filter.fascicle) continue;
    if (filter.myelinated !== null && (table.myelinated[k] === 1) !== filter.myelinated) continue;
    if (filter.recruited !== null && table.recruited[k] !== filter.recruited) continue;
    if (needle !== '' && !table.ids[k].toLowerCase().includes(needle)) continue;
    rows.push(k);
  }
  const column = order && tableColumns(table).find(({ key }) => key === order.key);
  if (column) {
    const keys = new Map(rows.map((row) => [row, column.valueOf(table, row)]));
    const sign = order.descending ? -1 : 1;
    const collator = new Intl.Collator('en', { numeric: true });
    rows.sort((a, b) => compare(keys.get(a)!, keys.get(b)!, sign, collator) || a - b);
  }
  return Uint32Array.from(rows);
}

function compare(a: number | string, b: number | string, sign: number, collator: Intl.Collator): number {
  if (typeof a === 'string' || typeof b === 'string') return sign * collator.compare(String(a), String(b));
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return sign * (a - b);
}
