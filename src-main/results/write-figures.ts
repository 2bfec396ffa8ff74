// The figures of a run: the nerve with all fibres before it, with the recruited ones filled after it, each fascicle enlarged, and diameters;
// one for each table of a study.
import type { Project } from '../../src-model/project';
import type { FiberTable, StudyTable } from '../../src-model/results';
import type { FigureRequest } from '../../src-workers/report.worker';
import type { WorkerPools } from '../run/worker-pools';
import type { ResultsFolder } from './results-folder';
import { fileNamePart } from './file-name-part';
import { studyNames } from './study-tables';

/** More fascicles than this are shown in the whole nerve only. */
const MAXIMUM_FASCICLE_FIGURES = 30;

async function writeFigure(name: string, request: FigureRequest, folder: ResultsFolder, pools: WorkerPools, signal?: AbortSignal): Promise<void> {
  const figure = await pools.report().run({ title: `the figure "${name}"`, signal }, (worker) => worker.figure(request));
  if (figure === null) return;
  await folder.write(`figures/${name}.svg`, figure.svg);
  await folder.write(`figures/${name}.png`, figure.png);
  await folder.write(`figures/${name}.pdf`, figure.pdf);
}

const figuresOfNerve = (project: Project, fibers: FiberTable, names: { nerve: string; diameters: string }): [string, FigureRequest][] => [
  [names.nerve, { kind: 'cross-section', input: { project, fibers, theme: 'light' } }],
  [names.diameters, { kind: 'diameters', projectName: project.name, fibers }],
];

async function writeAll(figures: [string, FigureRequest][], folder: ResultsFolder, pools: WorkerPools, signal?: AbortSignal): Promise<void> {
  await Promise.all(figures.map(([name, request]) => writeFigure(name, request, folder, pools, signal)));
}

/** Rejects with `CancelledError` after an abort: nobody waits for figures of a cancelled run. */
export function writeFiguresBefore(folder: ResultsFolder, project: Project, fibers: FiberTable, pools: WorkerPools, signal: AbortSignal): Promise<void> {
  return writeAll(figuresOfNerve(project, fibers, { nerve: 'nerve-before', diameters: 'diameters' }), folder, pools, signal);
}

export function writeFiguresAfter(folder: ResultsFolder, project: Project, fibers: FiberTable, pools: WorkerPools): Promise<void> {
  const enlarged = project.fascicles.length > MAXIMUM_FASCICLE_FIGURES ? [] : project.fascicles.map(({ id }, index): [string, FigureRequest] =>
    [`fascicle-${index + 1}-${fileNamePart(id)}-recruited`, { kind: 'cross-section', input: { project, fibers, theme: 'light', fascicle: id } }]);
  return writeAll([...figuresOfNerve(project, fibers, { nerve: 'nerve-recruited', diameters: 'diameters-recruited' }), ...enlarged], folder, pools);
}

/** One figure per table of a study. */
export function writeStudyFigures(folder: ResultsFolder, projectName: string, tables: readonly StudyTable[], pools: WorkerPools): Promise<void> {
  const names = studyNames(tables);
  return writeAll(tables.map((table, index) => [`study-${names[index]}`, { kind: 'study', projectName, table }]), folder, pools);
}
