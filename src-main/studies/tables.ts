// Columns of study tables. Keys carry the unit (they head the columns of the CSV files), titles are for people.
import type { ResultColumn, StudyTable } from '../../src-model/results';
import type { Study } from '../../src-model/schema/study';

export const column = (key: string, title: string, unit: string, values: ArrayLike<number>): ResultColumn => ({ key, title, unit, values: Float64Array.from(values) });

export function tableOf({ id, kind }: Pick<Study, 'id' | 'kind'>, columns: ResultColumn[], summary: StudyTable['summary'] = []): StudyTable {
  return { id, kind, title: id, columns, summary };
}

/** A second table of a study, about its single fibres. */
export function fiberTableOf({ id, kind }: Pick<Study, 'id' | 'kind'>, fiberIds: string[], columns: ResultColumn[], summary: StudyTable['summary'] = []): StudyTable {
  return { id: `${id}, fibres`, kind, title: `${id}, fibres`, columns, fiberIds, summary };
}
