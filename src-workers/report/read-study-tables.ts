// Tables of studies, read back from results.h5; thresholds also become columns of the fibre table.
import type { FiberTable, ResultColumn, StudyTable } from '../../src-model/results';
import { z } from 'zod';
import type { Hdf5Reader } from './read-hdf5';
import { refuseLength } from './refuse-length';

const text = (reader: Hdf5Reader, path: string, name: string): string => {
  const value = reader.attribute(path, name);
  return typeof value === 'string' ? value : '';
};

/** JSON has no NaN; it became null. */
const summarySchema = z.array(z.object({ title: z.string(), unit: z.string(), value: z.number().nullable().transform((value) => value ?? NaN) }));

function labelsOf(reader: Hdf5Reader, path: string): Pick<ResultColumn, 'labels'> {
  const labels = text(reader, path, 'labels');
  if (labels === '') return {};
  try {
    return { labels: z.array(z.string()).parse(JSON.parse(labels)) };
  } catch {
    throw new Error(`The labels of "${path}" are not readable; the file is damaged.`);
  }
}

function summaryOf(reader: Hdf5Reader, group: string): StudyTable['summary'] {
  try {
    return summarySchema.parse(JSON.parse(text(reader, group, 'summary') || '[]'));
  } catch {
    throw new Error(`The summary of "${group}" is not readable; the file is damaged.`);
  }
}

/** In the order in which they ran; none in results of projects without studies. */
export function studyTables(reader: Hdf5Reader): StudyTable[] {
  const groups = reader.names('studies').map((name) => `studies/${name}`);
  return groups.sort((a, b) => Number(reader.attribute(a, 'index')) - Number(reader.attribute(b, 'index'))).map((group): StudyTable => {
    const hasFibers = reader.has(`${group}/fiber`);
    const columns = reader.names(group).filter((name) => name !== 'fiber').map((name) => `${group}/${name}`)
      .sort((a, b) => Number(reader.attribute(a, 'column')) - Number(reader.attribute(b, 'column')))
      .map((path): ResultColumn => ({ key: text(reader, path, 'key'), title: text(reader, path, 'title'), unit: text(reader, path, 'unit'), values: reader.numbers(path), ...labelsOf(reader, path) }));
    const fiberIds = hasFibers ? reader.texts(`${group}/fiber`) : null;
    const rowCount = fiberIds?.length ?? columns[0]?.values.length ?? 0;
    for (const { key, values } of columns) refuseLength(`${group}/${key}`, values.length, rowCount);
    return {
      id: text(reader, group, 'id'), kind: text(reader, group, 'kind'), title: text(reader, group, 'title'), columns,
      ...(fiberIds ? { fiberIds } : {}), summary: summaryOf(reader, group),
    };
  });
}

/** Activation and block thresholds of the first study of each kind, by fibre of the table. */
export function thresholdColumns(tables: readonly StudyTable[], ids: FiberTable['ids']): ResultColumn[] {
  return ([['thresholds', 'thresholdUa', 'Threshold'], ['block-thresholds', 'blockThresholdUa', 'Block threshold']] as const).flatMap(([kind, key, title]) => {
    const table = tables.find((candidate) => candidate.kind === kind);
    const values = table?.columns.find((candidate) => candidate.key === 'threshold_ua')?.values;
    if (!table?.fiberIds || !values) return [];
    const rowOf = new Map(table.fiberIds.map((id, row) => [id, row]));
    return [{ key, title, unit: 'uA', values: Float64Array.from(ids, (id) => values[rowOf.get(id) ?? -1] ?? NaN) }];
  });
}
