// Headless mode inside Electron. Electron runs the main script before it looks for a display, so the main thread blocks here
// while a worker thread does the whole batch. The two share a few words of memory.
import path from 'node:path';
import { runInNewContext } from 'node:vm';
import { Worker } from 'node:worker_threads';
import { electronVersions } from '../runtime-versions';
import { EXIT } from './exit-codes';

/** Words of the shared memory: whether the batch has ended (0 or 1), its exit code, and whether the user wants it to stop (0 or 1). */
export const BATCH_FLAG = { ended: 0, exitCode: 1, cancel: 2 } as const;

const WAIT_MS = 1000;

/**
 * Runs `batch.cjs` of the build folder with this process's arguments; never returns. Ctrl-C asks the batch to stop and keep what is
 * finished; a second Ctrl-C ends at once. Must be called before anything asynchronous.
 */
export function runBatchBlocking(buildFolder: string): never {
  const flag = new Int32Array(new SharedArrayBuffer(Object.keys(BATCH_FLAG).length * Int32Array.BYTES_PER_ELEMENT));
  new Worker(path.join(buildFolder, 'batch.cjs'), { workerData: { flag, argv: process.argv, electronVersions: electronVersions() } });
  while (Atomics.load(flag, BATCH_FLAG.ended) === 0) {
    try {
      // A blocked thread gets no signals; `breakOnSigint` is what still stops a script on Ctrl-C, on every system.
      runInNewContext('Atomics.wait(flag, 0, 0, waitMs)', { Atomics, flag, waitMs: WAIT_MS }, { breakOnSigint: true });
    } catch {
      if (Atomics.exchange(flag, BATCH_FLAG.cancel, 1) === 1) process.exit(EXIT.cancelled);
    }
  }
  process.exit(Atomics.load(flag, BATCH_FLAG.exitCode));
}
