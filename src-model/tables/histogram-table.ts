// Diameter histograms as two-column tables: start of the bin in um, frequency (counts or shares).
import { ProblemError } from '../problem';
import type { DiameterStatistic, Project } from '../project';
import { histogramProblems } from '../validation/population-checks';
import { located, readNumberTable } from './csv-rows';

export type Histogram = Extract<DiameterStatistic, { kind: 'histogram' }>;

const MIN_BINS = 3;

/** Throws ProblemError, located in `fileName`. */
export function readHistogram(text: string, fileName: string): Histogram {
  const { rows } = readNumberTable(text, fileName);
  const faults = rows.flatMap(({ line, values }): [number, string][] => {
    if (values.length !== 2) return [[line, `A diameter histogram has two columns (bin start in um, frequency); this row has ${values.length}.`]];
    const [startUm, frequency] = values;
    if (!(startUm > 0)) return [[line, `The bin starts at ${startUm} um; bin starts must be positive.`]];
    return frequency >= 0 ? [] : [[line, `The frequency is ${frequency}; it must not be negative or missing.`]];
  });
  if (faults.length > 0) throw located(fileName, faults);
  if (rows.length < MIN_BINS) throw located(fileName, [[rows[0].line, `A diameter histogram needs at least ${MIN_BINS} bins; this file has ${rows.length}.`]]);
  const binStartsUm = rows.map(({ values }) => values[0]);
  const frequencies = rows.map(({ values }) => values[1]);
  const problems = histogramProblems(binStartsUm, frequencies);
  if (problems.length > 0) throw located(fileName, problems.map((message) => [rows[0].line, message]));
  return { kind: 'histogram', name: fileName, binStartsUm, frequencies };
}

export function writeHistogram({ binStartsUm, frequencies }: Pick<Histogram, 'binStartsUm' | 'frequencies'>): string {
  return ['bin_start_um,frequency', ...binStartsUm.map((startUm, bin) => `${startUm},${frequencies[bin]}`), ''].join('\n');
}

/**
 * The project with every statistic of kind "file" replaced by the histogram in that file, as populations need it.
 * `readText` gives the text of a file beside the project (it may throw: then the message is located at the fascicle).
 */
export function readStatisticFiles(project: Project, readText: (path: string) => string): Project {
  const read = (statistic: DiameterStatistic, fascicle: string): DiameterStatistic => {
    if (statistic.kind !== 'file') return statistic;
    let text: string;
    try {
      text = readText(statistic.path);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new ProblemError([{ severity: 'error', path: [], where: `fascicle "${fascicle}"`, message: `The file "${statistic.path}" with the diameter statistic cannot be read: ${reason}. It is looked for beside the project file.` }]);
    }
    return readHistogram(text, statistic.path);
  };
  return {
    ...project,
    fascicles: project.fascicles.map((fascicle) => (fascicle.population.kind === 'explicit' ? fascicle : {
      ...fascicle,
      population: {
        ...fascicle.population,
        myelinatedDiameters: read(fascicle.population.myelinatedDiameters, fascicle.id),
        unmyelinatedDiameters: read(fascicle.population.unmyelinatedDiameters, fascicle.id),
      },
    })),
  };
}
