// Diameter statistics from a CSV file beside the project: two columns, the start of a bin in um and its frequency or count.
import { excerpt } from '../excerpt';
import type { Problem } from '../problem';
import { ProblemError } from '../problem';
import type { DiameterStatistic } from '../project';
import { histogramProblems } from '../validation/population-checks';

export type Histogram = Extract<DiameterStatistic, { kind: 'histogram' }>;

const MINIMUM_BINS = 3;
const MAXIMUM_BINS = 10_000;

/** Comma, semicolon, tab or blanks between the columns; a first line of titles and lines starting with # are skipped. Throws `ProblemError`, located by line. */
export function parseDiameterCsv(text: string, name: string): Histogram {
  const problems: Problem[] = [];
  const bins: { startUm: number; frequency: number }[] = [];
  const complain = (line: number, message: string): void => { problems.push({ severity: 'error', path: [], where: `${name}, line ${line}`, message }); };
  text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/).forEach((raw, index) => {
    const line = raw.trim();
    if (line === '' || line.startsWith('#') || problems.length >= 20) return;
    const cells = line.split(/[;,\t]|\s+/).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1')).filter((cell) => cell !== '');
    const [startUm, frequency] = cells.map(Number);
    if (bins.length === 0 && cells.length >= 2 && cells.slice(0, 2).every((cell) => Number.isNaN(Number(cell)))) return;
    if (cells.length < 2) complain(index + 1, `Two numbers are needed, the start of the bin in um and its frequency; found ${excerpt(line)}.`);
    else if (!(Number.isFinite(startUm) && startUm > 0)) complain(index + 1, `The start of the bin is ${excerpt(cells[0])}; give a diameter above 0 um.`);
    else if (!(Number.isFinite(frequency) && frequency >= 0)) complain(index + 1, `The frequency is ${excerpt(cells[1])}; give a number from 0 on.`);
    else if (bins.length > 0 && startUm <= bins[bins.length - 1].startUm) complain(index + 1, `The bin starts at ${startUm} um, not above the one before (${bins[bins.length - 1].startUm} um); sort the bins.`);
    else bins.push({ startUm, frequency });
  });
  const whole = (message: string): Problem => ({ severity: 'error', path: [], where: name, message });
  if (problems.length === 0) {
    if (bins.length < MINIMUM_BINS) problems.push(whole(`There are ${bins.length} bins; at least ${MINIMUM_BINS} are needed.`));
    else if (bins.length > MAXIMUM_BINS) problems.push(whole(`There are ${bins.length} bins; at most ${MAXIMUM_BINS} are read.`));
    else if (bins.every(({ frequency }) => frequency === 0)) problems.push(whole('Every frequency is 0.'));
    else problems.push(...histogramProblems(bins.map(({ startUm }) => startUm), bins.map(({ frequency }) => frequency)).map(whole));
  }
  if (problems.length > 0) throw new ProblemError(problems);
  return { kind: 'histogram', name, binStartsUm: bins.map(({ startUm }) => startUm), frequencies: bins.map(({ frequency }) => frequency) };
}
