// Entry of headless runs (batch.cjs): on Node's main thread (`node batch.cjs project`), or in a worker thread of Electron (see run-blocking.ts).
import { isMainThread, workerData } from 'node:worker_threads';
import { parseArguments } from './arguments';
import { watchForCancellation } from './cancellation';
import type { ExitCode } from './exit-codes';
import { EXIT } from './exit-codes';
import { linesForPeople, linesForPrograms } from './progress-lines';
import { runBatch } from './run-batch';
import { BATCH_FLAG } from './run-blocking';
import { trustSwitchOf } from './switches';
import { createTerminal } from './terminal';
import { runTrustCommand } from './trust-commands';

interface BatchWorkerData { flag: Int32Array; argv: string[] }

const fromElectron = isMainThread ? null : workerData as BatchWorkerData;
const flag = fromElectron?.flag ?? null;

function end(exitCode: ExitCode): never {
  if (flag) {
    Atomics.store(flag, BATCH_FLAG.exitCode, exitCode);
    Atomics.store(flag, BATCH_FLAG.ended, 1);
    Atomics.notify(flag, BATCH_FLAG.ended);
  }
  process.exit(exitCode);
}

/** What follows `--batch`; under plain Node, where that is not needed, what follows the script. */
function batchArguments(argv: readonly string[]): string[] {
  const at = argv.indexOf('--batch');
  return argv.slice(at >= 0 ? at + 1 : 2);
}

async function main(): Promise<ExitCode> {
  const terminal = createTerminal();
  const argv = fromElectron?.argv ?? process.argv;
  const trust = trustSwitchOf(argv);
  if (trust) {
    const cancellation = watchForCancellation(flag, () => terminal.err('Stopping.\n'), () => end(EXIT.cancelled));
    try {
      return await runTrustCommand(trust.name, trust.args, { terminal, signal: cancellation.signal, bundleFolder: __dirname });
    } finally {
      cancellation.dispose();
    }
  }
  const parsed = parseArguments(batchArguments(argv));
  if (!parsed.run) {
    if (parsed.exitCode === EXIT.ok) terminal.out(parsed.text);
    else terminal.err(parsed.text);
    return parsed.exitCode;
  }
  const args = parsed.run;
  const cancellation = watchForCancellation(
    flag,
    () => { if (!args.quiet) terminal.err(`${terminal.live ? '\n' : ''}Stopping; what is finished is kept. Press Ctrl-C again to stop at once.\n`); },
    () => end(EXIT.cancelled),
  );
  const progress = args.jsonProgress ? linesForPrograms(terminal) : args.quiet ? () => undefined : linesForPeople(terminal);
  try {
    return await runBatch(args, { terminal, progress, signal: cancellation.signal, bundleFolder: __dirname });
  } finally {
    cancellation.dispose();
  }
}

function fail(error: unknown): never {
  createTerminal().err(`Internal error: ${error instanceof Error ? error.stack ?? error.message : String(error)}\n`);
  end(EXIT.internal);
}

process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);
main().then(end, fail);
