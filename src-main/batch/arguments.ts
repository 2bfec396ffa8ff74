// The command line of a headless run.
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import type { CpuCount, CpuCounts } from '../../src-model/cpu';
import { MAXIMUM_CPU_COUNT, RECOMMENDED_GMSH_CPU } from '../../src-model/cpu';
import { readCpuCount } from '../settings/nrv-ini';
import { APP_VERSION } from '../version';
import { EXIT, EXIT_CODES_HELP } from './exit-codes';
import { EXPORT_ENDINGS } from './export-field-file';
import { RUNTIME_SWITCHES } from './switches';

export interface BatchArguments {
  projectFile: string;
  out: string | null;
  /** "path=value" pairs, in order. */
  set: string[];
  cpu: Partial<CpuCounts>;
  seed: number | null;
  jsonProgress: boolean;
  quiet: boolean;
  force: boolean;
  /** CSV file of points at which the field is wanted. */
  points: string | null;
  /** File for the mesh and the potentials on it; its ending says which format. */
  exportField: string | null;
  figures: boolean;
  cache: boolean;
  /** Names of the studies to run; null: all; none: an empty list. */
  studies: string[] | null;
}

/** Nothing to run: help and version (code 0) or wrong arguments (code 2). The text is printed as it is. */
export type ParsedArguments = { run: BatchArguments } | { run: null; exitCode: typeof EXIT.ok | typeof EXIT.badArguments; text: string };

function cpuCount(text: string): CpuCount {
  const value = readCpuCount(text);
  if (value === null) throw new InvalidArgumentError(`Give "auto" or a whole number from 1 to ${MAXIMUM_CPU_COUNT}.`);
  return value;
}

function seedValue(text: string): number {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : NaN;
  if (!(value < 2 ** 32)) throw new InvalidArgumentError('Give a whole number from 0 to 4294967295.');
  return value;
}

function exportFile(text: string): string {
  if (!EXPORT_ENDINGS.some((ending) => text.toLowerCase().endsWith(ending))) throw new InvalidArgumentError(`The file must end in ${EXPORT_ENDINGS.join(' or ')}.`);
  return text;
}

function assignment(text: string, before: string[]): string[] {
  if (!/^[^=]+=/.test(text)) throw new InvalidArgumentError('Write path=value, for example stimulation.waveforms.0.waveform.amplitudeUa=-80.');
  return [...before, text];
}

interface RawOptions {
  out?: string; set: string[]; mesh?: string; seed?: number; jsonProgress?: true; quiet?: true; force?: true; points?: string; exportField?: string; figures: boolean; cache: boolean; study: string[]; studies: boolean;
  fascicleCpu?: CpuCount; gmshCpu?: CpuCount; femCpu?: CpuCount; optimCpu?: CpuCount;
}

function command(): Command {
  return new Command('ranvier --batch')
    .description('Runs a Ranvier project without a window.')
    .argument('<project>', 'project file (*.ranvier)')
    .option('-o, --out <folder>', 'folder for the results (default: <project>.results beside the project)')
    .option('-s, --set <path=value>', 'change a value of the project for this run; may be repeated', assignment, [])
    .option('--mesh <size>', 'coarse, normal, fine, or a factor on all element sizes (short for --set simulation.field.mesh=...)')
    .option('--seed <number>', 'seed of all random draws, instead of the project\'s', seedValue)
    .option('--fascicle-cpu <count>', 'workers for populations and fibres: a number or "auto"', cpuCount)
    .option('--gmsh-cpu <count>', `threads for the mesh; at most ${RECOMMENDED_GMSH_CPU} is recommended`, cpuCount)
    .option('--fem-cpu <count>', 'workers for the field', cpuCount)
    .option('--optim-cpu <count>', 'candidates evaluated side by side in optimisations', cpuCount)
    .option('--points <file.csv>', 'only solve the field and write its potentials at these points (columns x, y, z in um)')
    .option('--export-field <file>', 'only solve the field and write mesh and potentials: .vtu (ParaView) or .msh (Gmsh)', exportFile)
    .option('-f, --force', 'replace existing results')
    .option('--json-progress', 'progress as one JSON object per line on standard output')
    .option('-q, --quiet', 'print nothing but errors')
    .option('--study <name>', 'run only this study of the project; may be repeated', (name: string, before: string[]) => [...before, name], [])
    .option('--no-studies', 'run none of the project\'s studies')
    .option('--no-figures', 'write no figures')
    .option('--no-cache', 'neither use nor keep fields and footprints of earlier runs')
    .version(APP_VERSION, '-v, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', `
CPU counts are taken from the options above, else from the environment (FASCICLE_CPU or NMOD_CPU, GMSH_CPU,
FEM_CPU or FENICS_CPU, OPTIM_CPU, COMSOL_CPU), else from the user's settings; changing the settings while a run
goes on takes effect at once. More workers than cores are allowed; the results are the same for any number.

After the run all studies of the project follow; they reuse its axons, mesh and field.
Results: fibers.csv (one line per fibre), study-*.csv, results.h5 (everything, HDF5), run.json (how it was made), figures/.
Ctrl-C stops the run within a second and keeps what is finished.

${EXIT_CODES_HELP}

Without a project: --self-test, --doctor, --replay <results folder>; each has its own --help.

Example:
  ranvier --batch two-fascicles-life.ranvier --set stimulation.waveforms.0.waveform.amplitudeUa=-80 --out run-80`);
}

/** `args`: what follows the program's name (or `--batch`). */
export function parseArguments(args: readonly string[]): ParsedArguments {
  let text = '';
  const collect = (output: string): void => { text += output; };
  const program = command().exitOverride().configureOutput({ writeOut: collect, writeErr: collect });
  try {
    program.parse(args.filter((arg) => !RUNTIME_SWITCHES.has(arg)), { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { run: null, exitCode: EXIT.ok, text };
    return { run: null, exitCode: EXIT.badArguments, text: `${text}Try --help.\n` };
  }
  const options = program.opts<RawOptions>();
  const given = { fascicle: options.fascicleCpu, gmsh: options.gmshCpu, fem: options.femCpu, optim: options.optimCpu };
  return {
    run: {
      projectFile: program.args[0],
      out: options.out ?? null,
      set: options.mesh === undefined ? options.set : [...options.set, `simulation.field.mesh=${options.mesh}`],
      cpu: Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
      seed: options.seed ?? null,
      jsonProgress: options.jsonProgress ?? false,
      quiet: options.quiet ?? false,
      force: options.force ?? false,
      points: options.points ?? null,
      exportField: options.exportField ?? null,
      figures: options.figures,
      cache: options.cache,
      studies: options.studies ? options.study.length > 0 ? options.study : null : [],
    },
  };
}
