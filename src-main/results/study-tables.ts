// Tables of studies as files: one CSV and one figure per table, and a group of results.h5. Documented in docs/results.md.
import { fileNamePart } from './file-name-part';
import { labelAt, type ResultColumn, type StudyTable } from '../../src-model/results';
import { csvLines, csvNumber, csvText } from '../../src-model/tables/csv-text';
import type { Hdf5Group, Hdf5Node } from '../../src-workers/report/write-hdf5';

/** Columns are headed by their keys; per-fibre tables begin with the fibre's name. */
export function studyCsv({ columns, fiberIds }: StudyTable): string {
  const heads = [...(fiberIds ? ['fiber'] : []), ...columns.map(({ key }) => csvText(key))];
  const rowCount = columns[0]?.values.length ?? 0;
  const lines = Array.from({ length: rowCount }, (_, row) => [...(fiberIds ? [csvText(fiberIds[row])] : []), ...columns.map((column) => cellText(column, row))].join(','));
  return csvLines([heads.join(','), ...lines]);
}

function cellText(column: ResultColumn, row: number): string {
  const label = labelAt(column, row);
  return label === null ? csvNumber(column.values[row]) : csvText(label);
}

/** What was fitted or found, one line each. */
export function summaryCsv({ summary }: StudyTable): string {
  return csvLines(['name,value,unit', ...summary.map(({ title, unit, value }) => `${csvText(title)},${csvNumber(value)},${csvText(unit)}`)]);
}

/** Names of files and groups: letters, digits, "-" and "_" of the table's name; a number tells apart what then looks alike. */
export function studyNames(tables: readonly StudyTable[]): string[] {
  const taken = new Set<string>();
  return tables.map(({ id }) => {
    const plain = fileNamePart(id) || 'study';
    let name = plain;
    for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${plain}-${number}`;
    taken.add(name.toLowerCase());
    return name;
  });
}

/** The group "studies"; none when the project has no studies. */
export function studiesGroup(tables: readonly StudyTable[]): Hdf5Group[] {
  if (tables.length === 0) return [];
  const names = studyNames(tables);
  return [{ kind: 'group', name: 'studies', children: tables.map((table, index) => studyGroup(names[index], index, table)) }];
}

function studyGroup(name: string, index: number, { id, kind, title, columns, fiberIds, summary }: StudyTable): Hdf5Group {
  const columnNodes = columns.map(({ key, title: columnTitle, unit, values, labels }, c): Hdf5Node => ({
    // Keys hold names of fascicles and fibres, in which "/" would open a group.
    kind: 'dataset', name: key.replaceAll('/', '|'), data: values, attributes: { column: c, key, title: columnTitle, unit, ...(labels ? { labels: JSON.stringify(labels) } : {}) },
  }));
  const fibers: Hdf5Node[] = fiberIds ? [{ kind: 'dataset', name: 'fiber', data: fiberIds, attributes: { meaning: 'name of the fibre of each row' } }] : [];
  return {
    kind: 'group', name, attributes: { index, id, kind, title, summary: JSON.stringify(summary) },
    children: [...fibers, ...columnNodes],
  };
}
