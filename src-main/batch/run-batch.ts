// A headless run from its arguments to its exit code.
import path from 'node:path';
import { cpuNotes } from '../../src-model/cpu';
import type { Problem } from '../../src-model/problem';
import { ProblemError } from '../../src-model/problem';
import type { Project } from '../../src-model/project';
import { CancelledError } from '../../src-model/task';
import { validateProject } from '../../src-model/validate';
import { coreCount, createCpuAllocation } from '../pool/cpu-allocation';
import { readProjectFile, resolveProject } from '../project-file/project-file';
import { defaultResultsFolder, ResultsBusyError, ResultsExistError, ResultsFolder } from '../results/results-folder';
import { fieldAtPoints } from '../run/field-at-points';
import { PhaseClock } from '../run/phase-clock';
import type { PhaseContext } from '../run/phase-context';
import { RunCache } from '../run/run-cache';
import { RunError, runProject } from '../run/run-project';
import { WorkerPools } from '../run/worker-pools';
import { effectiveCpu } from '../settings/effective-cpu';
import { cacheFolder, settingsFolder } from '../settings/folders';
import { loadSettings } from '../settings/settings';
import type { BatchArguments } from './arguments';
import type { ExitCode } from './exit-codes';
import { EXIT } from './exit-codes';
import { exportFieldFile } from './export-field-file';
import { followSettings } from './live-settings';
import { potentialsCsv, readPoints } from './points';
import type { ProgressWriter } from './progress-lines';
import { SetValueError, setValues } from './set-value';
import { summaryText } from './summary';
import type { Terminal } from './terminal';

const MEMORY_CACHE_BYTES = 512 * 2 ** 20;

export interface BatchEnvironment {
  terminal: Terminal;
  progress: ProgressWriter;
  signal: AbortSignal;
  /** Folder of the built worker bundles. */
  bundleFolder: string;
}

interface Failure { exitCode: ExitCode; message: string; problems: readonly Problem[] }

/** What an error means to whoever called the program. */
function failureOf(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof ProblemError) return { exitCode: EXIT.invalidProject, message: 'The project is not valid.', problems: error.problems };
  if (error instanceof SetValueError) return { exitCode: EXIT.badArguments, message, problems: [] };
  if (error instanceof ResultsExistError || error instanceof ResultsBusyError) return { exitCode: EXIT.resultsExist, message, problems: [] };
  if (error instanceof CancelledError) return { exitCode: EXIT.cancelled, message: 'Cancelled.', problems: [] };
  if (error instanceof RunError) return { exitCode: EXIT.failedRun, message: `The run failed in the phase "${error.phase}": ${message}`, problems: [] };
  return { exitCode: EXIT.failedRun, message, problems: [] };
}

export async function runBatch(args: BatchArguments, environment: BatchEnvironment): Promise<ExitCode> {
  try {
    return await run(args, environment);
  } catch (error) {
    const { exitCode, message, problems } = failureOf(error);
    if (args.jsonProgress) environment.terminal.out(`${JSON.stringify({ kind: 'error', exitCode, message, problems })}\n`);
    environment.terminal.err(`${[message, ...problems.map((problem) => `  ${problem.where}: ${problem.message}`)].join('\n')}\n`);
    return exitCode;
  }
}

async function projectOf(args: BatchArguments): Promise<{ project: Project; problems: Problem[] }> {
  const { project, problems } = await readProjectFile(args.projectFile);
  const seeded = args.seed === null ? project : { ...project, seed: args.seed };
  const changed = setValues(seeded, args.set);
  return { project: await resolveProject(changed, path.dirname(path.resolve(args.projectFile))), problems };
}

async function run(args: BatchArguments, { terminal, progress, signal, bundleFolder }: BatchEnvironment): Promise<ExitCode> {
  const startedAt = performance.now();
  const { project, problems } = await projectOf(args);
  const folder = settingsFolder();
  const { settings, notes } = await loadSettings(folder);
  const cpu = effectiveCpu(args.cpu, process.env, settings.cpu);
  const allocation = createCpuAllocation(cpu.counts);
  const warn = (where: string, message: string): void => progress({ kind: 'warning', where, message });
  for (const problem of [...problems, ...cpu.problems]) warn(problem.where, problem.message);
  for (const note of notes) warn('settings', note);
  for (const note of cpuNotes(cpu.counts, coreCount())) warn('CPU', note);
  const cache = new RunCache(args.cache ? cacheFolder() : null, { memoryBytes: MEMORY_CACHE_BYTES, diskBytes: settings.cacheMb * 2 ** 20 });
  const pools = new WorkerPools(bundleFolder, allocation);
  const stopFollowing = await followSettings(folder, args.cpu, allocation);
  const out = { folder: args.out ?? defaultResultsFolder(args.projectFile), force: args.force };
  try {
    const context: PhaseContext = { clock: new PhaseClock(progress), pools, cache, signal, gmshPath: settings.engines.gmsh, warn };
    if (args.exportField !== null) tellFile(await exportFieldFile(project, args.exportField, args.force, context), 'Mesh and potentials', terminal, args);
    if (args.points !== null) return await runPoints(project, args.points, out, context, terminal, args);
    if (args.exportField !== null) return EXIT.ok;
    const outcome = await runProject(project, { pools, cache, signal, out, figures: args.figures, ...(args.studies === null ? {} : { studies: args.studies }), gmshPath: settings.engines.gmsh }, progress);
    const elapsedMs = performance.now() - startedAt;
    if (args.jsonProgress) terminal.out(`${JSON.stringify({ kind: 'summary', status: outcome.status, folder: outcome.folder, seconds: elapsedMs / 1000, recruitment: outcome.data.recruitment, studies: outcome.data.studies.map(({ id, kind, summary }) => ({ id, kind, summary })), phases: outcome.data.timings })}\n`);
    else if (!args.quiet) terminal.out(summaryText(outcome, elapsedMs));
    return { finished: EXIT.ok, incomplete: EXIT.someFibersFailed, cancelled: EXIT.cancelled }[outcome.status];
  } finally {
    stopFollowing();
    await pools.dispose();
  }
}

function tellFile(file: string, what: string, terminal: Terminal, args: BatchArguments): void {
  if (args.jsonProgress) terminal.out(`${JSON.stringify({ kind: 'summary', status: 'finished', file })}\n`);
  else if (!args.quiet) terminal.out(`${what}: ${file}\n`);
}

async function runPoints(
  project: Project, file: string, out: { folder: string; force: boolean }, context: PhaseContext, terminal: Terminal, args: BatchArguments,
): Promise<ExitCode> {
  const errors = validateProject(project).filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new ProblemError(errors);
  const pointsUm = await readPoints(file);
  const folder = await ResultsFolder.open(out.folder, { force: out.force });
  try {
    const potentials = await fieldAtPoints(project, pointsUm, context);
    if (potentials.insideElectrode > 0) context.warn('points', `${potentials.insideElectrode} points lie inside an electrode and take the potential of the tissue beside it.`);
    await folder.write('potentials.csv', potentialsCsv(pointsUm, potentials));
    await folder.write('field.json', `${JSON.stringify({ mesh: potentials.mesh, contacts: potentials.reports }, null, 2)}\n`);
    const written = path.join(await folder.publish(), 'potentials.csv');
    tellFile(written, `Potentials at ${pointsUm.length / 3} points, mV per mA for each of ${potentials.contacts.length} contacts`, terminal, args);
    return EXIT.ok;
  } catch (error) {
    await folder.discard().catch(() => undefined);
    throw error;
  }
}
