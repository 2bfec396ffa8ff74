// Two columns of numbers from a CSV file: samples of a waveform (time in ms, current in uA).
import { type Problem, ProblemError } from '../../src-model/problem';

const MAXIMUM_ROWS = 1_000_000;
const MAXIMUM_PROBLEMS = 20;

/** Comma, semicolon, tab or blanks between the columns; a first line of titles and lines starting with # are skipped. Throws ProblemError, located by line. */
export function parsePairsCsv(text: string, name: string): { first: number[]; second: number[] } {
  const first: number[] = [];
  const second: number[] = [];
  const problems: Problem[] = [];
  const complain = (where: string, message: string): void => void problems.push({ severity: 'error', path: [], where, message });
  text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/).forEach((raw, index) => {
    const line = raw.trim();
    if (line === '' || line.startsWith('#') || problems.length >= MAXIMUM_PROBLEMS) return;
    const numbers = line.split(/[;,\t]|\s+/).filter((cell) => cell !== '').map(Number);
    const isTitle = first.length === 0 && numbers.every((value) => Number.isNaN(value));
    if (isTitle) return;
    if (numbers.length < 2 || !Number.isFinite(numbers[0]) || !Number.isFinite(numbers[1])) {
      complain(`${name}, line ${index + 1}`, `Two numbers are needed, the time in ms and the current in uA; found "${line.slice(0, 60)}".`);
      return;
    }
    first.push(numbers[0]);
    second.push(numbers[1]);
  });
  if (problems.length === 0 && first.length === 0) complain(name, 'There are no samples in it.');
  if (first.length > MAXIMUM_ROWS) complain(name, `There are ${first.length} samples; at most ${MAXIMUM_ROWS} are read.`);
  if (problems.length > 0) throw new ProblemError(problems);
  return { first, second };
}
