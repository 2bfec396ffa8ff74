// --self-test, --doctor and --replay: their switches, arguments and exit codes.
import path from 'node:path';
import { Command, CommanderError } from 'commander';
import { AUTOMATIC_CPU } from '../../src-model/cpu';
import { CancelledError } from '../../src-model/task';
import { writeFileAtomically } from '../files/atomic-write';
import { createCpuAllocation } from '../pool/cpu-allocation';
import { ResultsError } from '../results/read-results';
import { ResultsExistError } from '../results/results-folder';
import { WorkerPools } from '../run/worker-pools';
import { settingsFolder } from '../settings/folders';
import { loadSettings } from '../settings/settings';
import { doctorText, examine } from '../trust/doctor';
import { replay, replayText } from '../trust/replay';
import { runSelfTest } from '../trust/self-test';
import { selfTestText } from '../trust/self-test-text';
import { EXIT, type ExitCode } from './exit-codes';
import { linesForPeople } from './progress-lines';
import { type TrustSwitch, RUNTIME_SWITCHES } from './switches';
import type { Terminal } from './terminal';

export interface TrustEnvironment {
  terminal: Terminal;
  signal: AbortSignal;
  bundleFolder: string;
}

interface Options { out?: string; full?: true; json?: true }

function commandOf(name: TrustSwitch): Command {
  const command = new Command(`ranvier ${name}`).helpOption('-h, --help', 'print this help');
  switch (name) {
    case '--self-test': return command
      .description('Computes reference cases and compares them with stored numbers of NEURON, an independent field solver and closed forms.')
      .option('--full', 'all cases of the verification page (a minute or more), not only the quick ones')
      .option('-o, --out <file>', 'also write the report: JSON when the name ends in .json, else text');
    case '--doctor': return command
      .description('Says what this computer offers: processor, memory, folders, external engines.')
      .option('--json', 'as JSON');
    case '--replay': return command
      .description('Runs the project stored in a results folder again and says whether every number is identical.')
      .argument('<folder>', 'a results folder')
      .option('-o, --out <folder>', 'keep the new results here (default: a temporary folder, removed afterwards)');
  }
}

/** `args`: what follows the switch. */
export async function runTrustCommand(name: TrustSwitch, args: readonly string[], environment: TrustEnvironment): Promise<ExitCode> {
  const { terminal } = environment;
  let text = '';
  const collect = (output: string): void => { text += output; };
  const command = commandOf(name).exitOverride().configureOutput({ writeOut: collect, writeErr: collect });
  try {
    command.parse(args.filter((arg) => !RUNTIME_SWITCHES.has(arg)), { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) terminal.out(text);
    else terminal.err(`${text}Try --help.\n`);
    return error.exitCode === 0 ? EXIT.ok : EXIT.badArguments;
  }
  const options = command.opts<Options>();
  if (name === '--doctor') {
    const report = await examine();
    terminal.out(options.json ? `${JSON.stringify(report, null, 2)}\n` : doctorText(report));
    return EXIT.ok;
  }
  const pools = new WorkerPools(environment.bundleFolder, createCpuAllocation(AUTOMATIC_CPU));
  try {
    return await (name === '--self-test' ? selfTest(options, pools, environment) : replayFolder(command.args[0], options, pools, environment));
  } catch (error) {
    if (error instanceof CancelledError) return EXIT.cancelled;
    terminal.err(`${error instanceof Error ? error.message : String(error)}\n`);
    return error instanceof ResultsError ? EXIT.badArguments : error instanceof ResultsExistError ? EXIT.resultsExist : EXIT.failedRun;
  } finally {
    await pools.dispose();
  }
}

async function selfTest({ out, full }: Options, pools: WorkerPools, { terminal, signal }: TrustEnvironment): Promise<ExitCode> {
  const onCase = (done: number, total: number): void => { if (terminal.live) terminal.err(`\r${done}/${total} cases${done === total ? '\r\u001b[2K' : ''}`); };
  const report = await runSelfTest(pools, { full: full ?? false, signal, onCase });
  const text = selfTestText(report);
  terminal.out(text);
  if (out !== undefined) {
    const file = path.resolve(out);
    await writeFileAtomically(file, file.toLowerCase().endsWith('.json') ? `${JSON.stringify(report, null, 2)}\n` : text);
    terminal.out(`Report: ${file}\n`);
  }
  return report.passed ? EXIT.ok : EXIT.selfTestFailed;
}

async function replayFolder(folder: string, { out }: Options, pools: WorkerPools, { terminal, signal }: TrustEnvironment): Promise<ExitCode> {
  const { settings } = await loadSettings(settingsFolder());
  const outcome = await replay(folder, { out: out ?? null, pools, signal, gmshPath: settings.engines.gmsh, onEvent: linesForPeople(terminal) });
  terminal.out(replayText(outcome));
  if (outcome.differences.length === 0) return EXIT.ok;
  return outcome.version.then === outcome.version.now ? EXIT.differentResults : EXIT.differentVersion;
}
