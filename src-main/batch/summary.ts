// The table at the end of a headless run.
import { labelAt, type StudyTable } from '../../src-model/results';
import type { RecruitmentRow } from '../../src-model/run-events';
import { PHASE_TITLES } from '../../src-model/run-events';
import type { RunOutcome } from '../run/run-project';
import { durationText } from './durations';

function table(rows: readonly (readonly string[])[], rightAligned: readonly boolean[]): string {
  const widths = rightAligned.map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) => row.map((cell, column) => (rightAligned[column] ? cell.padStart(widths[column]) : cell.padEnd(widths[column]))).join('  ').trimEnd()).join('\n');
}

const share = ({ recruited, simulated }: Pick<RecruitmentRow, 'recruited' | 'simulated'>): string => (simulated > 0 ? `${((100 * recruited) / simulated).toFixed(1)} %` : '');

function recruitmentTable(rows: readonly RecruitmentRow[]): string {
  const sum = (key: 'drawn' | 'simulated' | 'recruited' | 'failed' | 'notRun'): number => rows.reduce((total, row) => total + row[key], 0);
  const trouble = sum('failed') + sum('notRun') > 0;
  const cells = (name: string, type: string, row: Pick<RecruitmentRow, 'drawn' | 'simulated' | 'recruited' | 'failed' | 'notRun'>): string[] => [
    name, type, String(row.drawn), String(row.simulated), String(row.recruited), share(row), ...(trouble ? [String(row.failed), String(row.notRun)] : []),
  ];
  const total = { drawn: sum('drawn'), simulated: sum('simulated'), recruited: sum('recruited'), failed: sum('failed'), notRun: sum('notRun') };
  return table([
    ['Fascicle', 'Type', 'Fibres', 'Simulated', 'Recruited', 'Share', ...(trouble ? ['Failed', 'Not run'] : [])],
    ...rows.map((row) => cells(row.fascicle || '-', row.myelinated ? 'myelinated' : 'unmyelinated', row)),
    ...(rows.length > 1 ? [cells('Total', '', total)] : []),
  ], [false, false, true, true, true, true, true, true].slice(0, trouble ? 8 : 6));
}

const HEADLINES = {
  finished: 'Finished.',
  incomplete: 'Finished, but some fibres or studies failed; fibers.csv and the warnings above say which and why.',
  cancelled: 'Cancelled. What was finished by then is kept.',
} as const;

/** What a study found, and its rows as long as they are few. */
function studyLines({ title, columns, summary, fiberIds }: StudyTable): string[] {
  const rows = columns[0]?.values.length ?? 0;
  const shown = columns.slice(0, MOST_COLUMNS);
  const cells = Array.from({ length: rows }, (_, row) => [...(fiberIds ? [fiberIds[row]] : []), ...shown.map((column) => labelAt(column, row) ?? numberText(column.values[row]))]);
  const heads = [...(fiberIds ? ['Fibre'] : []), ...shown.map((column) => (column.unit === '' ? column.title : `${column.title} (${column.unit})`))];
  return [
    title,
    ...(rows === 0 ? ['  no finished point'] : rows <= MOST_ROWS ? [table([heads, ...cells], heads.map((_, column) => !(fiberIds && column === 0)))] : [`  ${rows} rows, see the CSV file`]),
    ...summary.map((entry) => `  ${entry.title}: ${numberText(entry.value)}${entry.unit === '' ? '' : ` ${entry.unit}`}`),
    '',
  ];
}

const MOST_ROWS = 30;
const MOST_COLUMNS = 6;
const numberText = (value: number): string => (Number.isFinite(value) ? String(Number(value.toPrecision(5))) : '');

export function summaryText({ status, folder, figures, data }: RunOutcome, elapsedMs: number): string {
  const phases = table(data.timings.map(({ phase, title, seconds, workers, reused }) => [
    title === undefined ? PHASE_TITLES[phase] : `${PHASE_TITLES[phase]} "${title}"`, durationText(seconds * 1000), reused ? 'unchanged' : workers > 1 ? `${workers} workers` : '',
  ]), [false, true, false]);
  return [
    '', HEADLINES[status], '', recruitmentTable(data.recruitment), '', phases, '', ...data.studies.flatMap(studyLines),
    `${data.project.name}, seed ${data.project.seed}: ${durationText(elapsedMs)} in all.`,
    ...(folder === null ? [] : [`Results: ${folder}`]), ...(figures === null ? [] : [`Figures: ${figures}`]),
    '',
  ].join('\n');
}
