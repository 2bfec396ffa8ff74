// Reading and writing project files, and the files that a project points to.
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { parseProjectText } from '../../src-model/parse';
import type { Problem } from '../../src-model/problem';
import { ProblemError } from '../../src-model/problem';
import type { DiameterStatistic, Project } from '../../src-model/project';
import { serializeProject } from '../../src-model/serialize';
import { writeFileAtomically } from '../files/atomic-write';
import type { FileLayer } from '../files/file-layer';
import { diskLayer } from '../files/file-layer';
import { parseDiameterCsv } from '../../src-model/library/diameter-csv';

export interface ReadProject {
  project: Project;
  /** Warnings; errors are thrown. */
  problems: Problem[];
}

const MAXIMUM_PROJECT_BYTES = 256 * 2 ** 20;
const MAXIMUM_CSV_BYTES = 16 * 2 ** 20;

const failure = (where: string, message: string): ProblemError => new ProblemError([{ severity: 'error', path: [], where, message }]);

async function readText(file: string, where: string, maximumBytes: number): Promise<string> {
  try {
    const info = await stat(file);
    if (!info.isFile()) throw failure(where, `${file} is not a file.`);
    if (info.size > maximumBytes) throw failure(where, `${file} has ${Math.round(info.size / 2 ** 20)} MB; at most ${maximumBytes / 2 ** 20} MB are read.`);
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw failure(where, missing ? `${file} does not exist. Check the path.` : `${file} cannot be read (${error instanceof Error ? error.message : String(error)}).`);
  }
}

/** Reads and parses; throws `ProblemError` with every problem found. Files that the project points to are not read yet: see `resolveProject`. */
export async function readProjectFile(file: string): Promise<ReadProject> {
  return parseProjectText(await readText(file, path.basename(file), MAXIMUM_PROJECT_BYTES));
}

/** Atomic: the file holds the old project or the new one. Throws `WriteError`, or `ProblemError` for numbers that JSON cannot hold. */
export function writeProjectFile(file: string, project: Project, layer: FileLayer = diskLayer): Promise<void> {
  return writeFileAtomically(file, serializeProject(project), layer);
}

/** The project with its CSV histograms read in: self-contained, as a run needs and stores it. `folder` is where the project file lies. */
export async function resolveProject(project: Project, folder: string): Promise<Project> {
  const problems: Problem[] = [];
  const resolved = async (statistic: DiameterStatistic, location: (string | number)[], where: string): Promise<DiameterStatistic> => {
    if (statistic.kind !== 'file') return statistic;
    try {
      return parseDiameterCsv(await readText(path.resolve(folder, statistic.path), where, MAXIMUM_CSV_BYTES), path.basename(statistic.path));
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      problems.push(...error.problems.map((problem) => ({ ...problem, path: location, where: problem.where === where ? where : `${where}, ${problem.where}` })));
      return statistic;
    }
  };
  const fascicles = await Promise.all(project.fascicles.map(async (fascicle, index) => {
    const { population } = fascicle;
    if (population.kind !== 'generated') return fascicle;
    const at = (key: string): (string | number)[] => ['fascicles', index, 'population', key];
    return {
      ...fascicle,
      population: {
        ...population,
        myelinatedDiameters: await resolved(population.myelinatedDiameters, at('myelinatedDiameters'), `fascicle "${fascicle.id}"`),
        unmyelinatedDiameters: await resolved(population.unmyelinatedDiameters, at('unmyelinatedDiameters'), `fascicle "${fascicle.id}"`),
      },
    };
  }));
  if (problems.length > 0) throw new ProblemError(problems);
  return { ...project, fascicles };
}
