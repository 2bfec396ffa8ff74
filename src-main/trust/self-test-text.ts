// The report of a self-test as a table for people.
import type { CheckedCase, SelfTestReport } from './self-test';

const SHOWN_OF_HASH = 12;
const valueText = (value: number | string | null): string => (value === null ? '-' : typeof value === 'string' ? value.slice(0, SHOWN_OF_HASH) : String(Number(value.toPrecision(7))));
const percent = (value: number): string => `${(100 * value).toPrecision(2)} %`;

export function errorText({ error, tolerance, unit, passed }: CheckedCase): string {
  if (tolerance === 'equal') return passed ? 'equal' : 'different';
  if (error === null) return '-';
  return 'relative' in tolerance ? percent(error) : `${error.toPrecision(2)} ${unit}`;
}

export function toleranceText({ tolerance, unit }: CheckedCase): string {
  if (tolerance === 'equal') return 'equal';
  return 'relative' in tolerance ? percent(tolerance.relative) : `${tolerance.absolute} ${unit}`;
}

export const caseCells = (each: CheckedCase): string[] => [
  each.name, `${valueText(each.reference)} ${each.unit}`, valueText(each.ours), errorText(each), toleranceText(each), each.passed ? 'passed' : 'FAILED',
];

export function selfTestText(report: SelfTestReport): string {
  const origins = [...new Set(report.cases.map(({ origin }) => origin))];
  const rows = [['Case', 'Reference', 'Ours', 'Error', 'Tolerance', '', 'Origin'], ...report.cases.map((each) => [...caseCells(each), `[${origins.indexOf(each.origin) + 1}]`])];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const { versions, machine } = report;
  return [
    `Self-test of Ranvier ${versions.ranvier} (Node ${versions.node}, V8 ${versions.v8}${versions.electron === undefined ? '' : `, Electron ${versions.electron}`})`,
    `${machine.system} ${machine.architecture}, ${machine.processor}; ${report.finishedAt}`, '',
    ...rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd()), '',
    'Origin of the references:',
    ...origins.map((origin, index) => `  [${index + 1}] ${origin}`),
    ...report.cases.filter(({ failure }) => failure !== undefined).map(({ name, failure }) => `Could not be computed: ${name}: ${failure!}`), '',
    `${report.cases.filter(({ passed }) => passed).length} of ${report.cases.length} cases passed in ${report.seconds.toFixed(1)} s.`, '',
  ].join('\n');
}
