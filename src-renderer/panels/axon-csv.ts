// Axons as CSV: type, diameter and, optionally, position and node shift. What a population is imported from and exported to.
import { type Problem, ProblemError } from '../../src-model/problem';
import type { Population } from '../../src-model/project';
import { formatNumber } from '../../src-model/units';

export type ExplicitAxon = Extract<Population, { kind: 'explicit' }>['axons'][number];

const HEADER = 'myelinated,diameter_um,y_um,z_um,node_shift';
const MAXIMUM_PROBLEMS = 20;

export const axonsToCsv = (axons: readonly ExplicitAxon[]): string =>
  [HEADER, ...axons.map(({ myelinated, diameterUm, yUm, zUm, nodeShift }) =>
    [myelinated ? 1 : 0, diameterUm, yUm, zUm, nodeShift].map((value) => (value === undefined ? '' : formatNumber(value, 9))).join(','))].join('\n') + '\n';

/** Comma, semicolon or tab between the columns; a first line of titles and lines starting with # are skipped. Throws ProblemError, located by line. */
export function parseAxonCsv(text: string, name: string): ExplicitAxon[] {
  const problems: Problem[] = [];
  const axons: ExplicitAxon[] = [];
  text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/).forEach((raw, index) => {
    const line = raw.trim();
    if (line === '' || line.startsWith('#') || problems.length >= MAXIMUM_PROBLEMS) return;
    const cells = line.split(/[,;\t]/).map((cell) => cell.trim());
    if (axons.length === 0 && problems.length === 0 && Number.isNaN(Number(cells[1]))) return;
    const fault = faultOf(cells);
    if (fault) problems.push({ severity: 'error', path: [], where: `${name}, line ${index + 1}`, message: fault });
    else axons.push(axonOf(cells));
  });
  if (problems.length === 0 && axons.length === 0) {
    problems.push({ severity: 'error', path: [], where: name, message: `There are no axons in it. Expected columns: ${HEADER}.` });
  }
  if (problems.length > 0) throw new ProblemError(problems);
  return axons;
}

const isGiven = (cell: string | undefined): cell is string => cell !== undefined && cell !== '';
const isNumber = (cell: string): boolean => Number.isFinite(Number(cell));

function faultOf([type, diameter, y, z, shift]: readonly string[]): string | null {
  if (type !== '0' && type !== '1') return `The type is "${type}"; give 1 for a myelinated axon and 0 for an unmyelinated one.`;
  if (!isGiven(diameter) || !(Number(diameter) > 0) || !isNumber(diameter)) return `The diameter is "${diameter ?? ''}"; give a number of um above 0.`;
  if (isGiven(y) !== isGiven(z)) return 'Only one of y and z is given; give both, or neither to have the axon placed.';
  const bad = [y, z].filter(isGiven).find((cell) => !isNumber(cell));
  if (bad !== undefined) return `The position "${bad}" is not a number of um.`;
  if (isGiven(shift) && !(Number(shift) >= 0 && Number(shift) <= 1)) return `The node shift is "${shift}"; give a number from 0 to 1.`;
  return null;
}

function axonOf([type, diameter, y, z, shift]: readonly string[]): ExplicitAxon {
  return {
    myelinated: type === '1',
    diameterUm: Number(diameter),
    ...(isGiven(y) && isGiven(z) ? { yUm: Number(y), zUm: Number(z) } : {}),
    ...(isGiven(shift) ? { nodeShift: Number(shift) } : {}),
  };
}
