// A run from project to results: population, mesh, field, footprints, fibres, analysis, files. The same for the window and the
// terminal; both watch the one stream of events.
import path from 'node:path';
import { contactsOf } from '../../src-model/contacts';
import type { Problem } from '../../src-model/problem';
import { ProblemError } from '../../src-model/problem';
import type { Project, Study } from '../../src-model/project';
import type { RunEvent, RunPhase, RunStatus } from '../../src-model/run-events';
import { didYouMean, listOf } from '../../src-model/closest-name';
import { contactDrives } from '../../src-model/stimulus/contact-drives';
import { CancelledError } from '../../src-model/task';
import { validateProject } from '../../src-model/validate';
import type { FileLayer } from '../files/file-layer';
import { ResultsFolder } from '../results/results-folder';
import { interruptionText } from '../results/run-marker';
import { writeFiguresAfter, writeFiguresBefore, writeStudyFigures } from '../results/write-figures';
import { writeResults } from '../results/write-results';
import type { Prepared } from '../studies/prepare';
import { runStudies } from '../studies/run-studies';
import { fibersPhase } from './fibers-phase';
import { footprintsOf } from './footprints-phase';
import { PhaseClock } from './phase-clock';
import type { PhaseContext } from './phase-context';
import { populationPhase } from './population-phase';
import type { RunCache } from './run-cache';
import type { RunData, RunWarning } from './run-data';
import { recruitedOf, recruitmentRows } from './run-data';
import { runFibersOf, viewOf } from './run-fibers';
import { refuseTracesWithoutSpace } from './trace-size';
import { TraceSpool } from './trace-spool';
import type { WorkerPools } from './worker-pools';

export interface RunOptions {
  pools: WorkerPools;
  cache: RunCache;
  signal?: AbortSignal;
  /** Where results go; null: they are only returned. */
  out: { folder: string; force: boolean } | null;
  figures?: boolean;
  /** Names of the studies to run; all of the project's when absent. */
  studies?: readonly string[];
  /** The user's own Gmsh; looked for when absent or null. */
  gmshPath?: string | null;
  layer?: FileLayer;
}

export interface RunOutcome {
  status: RunStatus;
  /** Absolute path of the results; null when none were written. */
  folder: string | null;
  /** Absolute path of the figures; null when none were asked for, or not all were drawn. */
  figures: string | null;
  data: RunData;
}

/** A phase failed for another reason than a wrong project. */
export class RunError extends Error {
  constructor(readonly phase: RunPhase, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'RunError';
  }
}

/** The phases that a project needs, in order; `studies`: those that will run. */
export function phasesOf(project: Project, studies: readonly Study[] = project.studies): RunPhase[] {
  const field: RunPhase[] = project.electrodes.length === 0 ? [] : project.nerve ? ['mesh', 'field', 'footprints'] : ['footprints'];
  const study: RunPhase[] = studies.length > 0 ? ['studies'] : [];
  return ['population', ...field, 'fibers', 'analysis', ...study, 'results'];
}

const isError = ({ severity }: Problem): boolean => severity === 'error';

/**
 * Runs a resolved project (`resolveProject`). Throws `ProblemError` for an invalid project, `ResultsExistError` or `ResultsBusyError` before
 * any work, `RunError` when a phase fails; a cancelled run returns what is finished.
 */
export async function runProject(project: Project, options: RunOptions, onEvent: (event: RunEvent) => void): Promise<RunOutcome> {
  const startedAt = new Date();
  const problems = validateProject(project);
  if (problems.some(isError)) throw new ProblemError(problems.filter(isError));
  const studies = studiesOf(project, options.studies);
  const drives = contactDrives(project);
  const folder = options.out ? await ResultsFolder.open(options.out.folder, { force: options.out.force, projectName: project.name, layer: options.layer }) : null;
  const warnings: RunWarning[] = [];
  const warn = (where: string, message: string): void => {
    warnings.push({ where, message });
    onEvent({ kind: 'warning', where, message });
  };
  let phase: RunPhase = 'population';
  const clock = new PhaseClock((event) => {
    if (event.kind === 'phase-started') ({ phase } = event);
    if (event.kind === 'phase-started') folder?.note({ phase, percent: 0 });
    else if (event.kind === 'phase-progress') folder?.note({ phase, percent: Math.floor((100 * event.done) / event.total) });
    onEvent(event);
  });
  const { pools, cache } = options;
  const context: PhaseContext = { clock, pools, cache, signal: options.signal ?? new AbortController().signal, gmshPath: options.gmshPath ?? null, warn };
  pools.onReplaced = (message) => warn('workers', message);
  const spool = folder ? new TraceSpool(folder.besideResults('traces.spool')) : null;
  const data: RunData = {
    project, status: 'finished', contacts: contactsOf(project.electrodes).map(({ name }) => name), drives,
    fibers: runFibersOf({ ...project, fibers: [] }, [], () => 0), rows: new Int32Array(0), footprints: null, results: [], recruitment: [], reports: null, studies: [],
    timings: clock.timings, warnings, cpu: pools.cpu.counts,
  };
  try {
    onEvent({ kind: 'run-started', projectName: project.name, phases: phasesOf(project, studies) });
    if (folder?.interrupted) onEvent({ kind: 'warning', where: 'results', message: `${interruptionText(folder.interrupted)} ${cache.lasting ? 'What it had finished is not computed again.' : 'Without the cache all of it is computed again.'}` });
    for (const problem of problems) warn(problem.where, problem.message);
    const base = await computePhases(data, context, options, folder, spool, onEvent);
    data.recruitment = await clock.run({ phase: 'analysis', total: data.rows.length, unit: 'fibres', workers: 1 }, () => Promise.resolve({ value: recruitmentRows(data) }));
    if (data.status === 'finished' && data.recruitment.some(({ failed }) => failed > 0)) data.status = 'incomplete';
    if (base && data.status !== 'cancelled') {
      const { tables, failed, cancelled } = await runStudies(studies, base, context, (id, tables) => onEvent({ kind: 'study', id, tables }));
      data.studies = tables;
      if (cancelled) data.status = 'cancelled';
      else if (failed.length > 0) data.status = 'incomplete';
    }
    data.cpu = pools.cpu.counts;
    phase = 'results';
    if (folder) await clock.run({ phase, total: 1, unit: 'folders', workers: 1 }, async () => {
      if (data.status !== 'cancelled' && options.figures !== false) await writeFiguresAfter(folder, project, viewOf(data.fibers, recruitedOf(data)), pools);
      if (options.figures !== false) await writeStudyFigures(folder, project.name, data.studies, pools);
      await writeResults(folder, data, spool, startedAt, pools);
      spool?.dispose();
      return { value: await folder.publish() };
    });
    await cache.flush();
  } catch (error) {
    spool?.dispose();
    await folder?.discard().catch(() => undefined);
    throw error instanceof ProblemError ? error : new RunError(phase, error);
  }
  onEvent({ kind: 'run-finished', status: data.status, folder: folder?.finalPath ?? null, elapsedMs: Date.now() - startedAt.getTime() });
  const figures = folder && options.figures !== false && data.status !== 'cancelled' ? path.join(folder.finalPath, 'figures') : null;
  return { status: data.status, folder: folder?.finalPath ?? null, figures, data };
}

/** The studies with these names, in the order of the project. Throws ProblemError for a name that is not there. */
function studiesOf(project: Project, names: readonly string[] | undefined): Study[] {
  if (names === undefined) return project.studies;
  const known = project.studies.map(({ id }) => id);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new ProblemError(unknown.map((name) => ({
      severity: 'error', path: ['studies'], where: 'studies',
      message: `There is no study "${name}".${didYouMean(name, known)} ${listOf('Studies', known)}`,
    })));
  }
  return project.studies.filter(({ id }) => names.includes(id));
}

/** Fills `data` phase by phase and returns what studies start from; returns null, with what is there in `data`, when the run is cancelled. */
async function computePhases(data: RunData, context: PhaseContext, options: RunOptions, folder: ResultsFolder | null, spool: TraceSpool | null, onEvent: (event: RunEvent) => void): Promise<Prepared | null> {
  const { project } = data;
  try {
    const population = await populationPhase(project, context);
    if (folder) await refuseTracesWithoutSpace({ ...population, project }, path.dirname(folder.finalPath));
    data.fibers = population.fibers;
    data.rows = population.rows;
    data.results = new Array<null>(population.fibers.count).fill(null);
    const view = viewOf(population.fibers);
    onEvent({ kind: 'population', fibers: view });
    // Drawn while other workers mesh and solve; a failure shows when it is awaited.
    const figures = folder && options.figures !== false ? writeFiguresBefore(folder, project, view, context.pools, context.signal) : Promise.resolve();
    figures.catch(() => undefined);
    const field = await footprintsOf(project, population, context);
    data.footprints = project.electrodes.length > 0 ? field.footprints : null;
    data.reports = field.reports;
    data.results = await fibersPhase({ ...population, project, drives: data.drives, footprints: field.footprints }, context, spool);
    if (population.rows.some((row) => data.results[row] === null)) throw new CancelledError();
    await figures;
    return { project, fibers: population.fibers, rows: population.rows, footprints: field.footprints, mesh: field.reports?.mesh ?? null, warnings: [] };
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error;
    data.status = 'cancelled';
    return null;
  }
}
