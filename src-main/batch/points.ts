// --points: a CSV file of points in, their potentials per contact out.
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { excerpt } from '../../src-model/excerpt';
import { ProblemError } from '../../src-model/problem';
import { csvText } from '../../src-model/tables/csv-text';
import type { PointPotentials } from '../run/field-at-points';

const MAXIMUM_REPORTED = 20;
const MAXIMUM_BYTES = 128 * 2 ** 20;

/** The points of a file; see `parsePoints`. */
export async function readPoints(file: string): Promise<Float64Array> {
  const name = path.basename(file);
  const fault = (message: string): ProblemError => new ProblemError([{ severity: 'error', path: [], where: name, message }]);
  const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));
  const { size } = await stat(file).catch((error: unknown) => { throw fault(`The file of points cannot be read: ${reason(error)}`); });
  if (size > MAXIMUM_BYTES) throw fault(`The file of points has ${Math.round(size / 2 ** 20)} MB; at most ${MAXIMUM_BYTES / 2 ** 20} MB are read. Split it.`);
  const text = await readFile(file, 'utf8').catch((error: unknown) => { throw fault(`The file of points cannot be read: ${reason(error)}`); });
  return parsePoints(text, name);
}

/** x, y, z of point n at 3n, um. A first line of titles and lines starting with # are skipped. Throws `ProblemError`, located by line. */
export function parsePoints(text: string, name: string): Float64Array {
  const values: number[] = [];
  const problems: { line: number; found: string }[] = [];
  text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/).forEach((raw, index) => {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) return;
    const cells = line.split(/[;,\t]|\s+/).filter((cell) => cell !== '');
    const numbers = cells.slice(0, 3).map(Number);
    if (numbers.length === 3 && numbers.every(Number.isFinite)) values.push(...numbers);
    else if (values.length > 0 || numbers.some(Number.isFinite)) problems.push({ line: index + 1, found: excerpt(line) });
  });
  if (values.length === 0 && problems.length === 0) problems.push({ line: 1, found: 'no point at all' });
  if (problems.length > 0) {
    throw new ProblemError(problems.slice(0, MAXIMUM_REPORTED).map(({ line, found }) => ({
      severity: 'error', path: [], where: `${name}, line ${line}`, message: `Three numbers are needed, x, y and z in um; found ${found}.`,
    })));
  }
  return Float64Array.from(values);
}

/** One line per point: where it is, and the potential for 1 mA through each contact. */
export function potentialsCsv(pointsUm: Float64Array, { contacts, perContact }: PointPotentials): string {
  const header = ['x_um', 'y_um', 'z_um', ...contacts.map((contact) => csvText(`${contact} mV/mA`))];
  const lines = Array.from({ length: pointsUm.length / 3 }, (_, n) =>
    [...pointsUm.subarray(3 * n, 3 * n + 3), ...perContact.map((values) => values[n])].join(','));
  return `${[header.join(','), ...lines].join('\r\n')}\r\n`;
}
