// Headless mode inside Electron: the whole batch runs in a worker thread while this thread blocks, so that Electron never
// gets to start its windowing. The worker reports its exit code through shared memory (see src-main/batch/batch.ts).
import path from 'node:path';
import { Worker } from 'node:worker_threads';

const RUNNING = 0;
const FINISHED = 0;
const EXIT_CODE = 1;

/** Runs `batch.cjs` beside the main script with this process's arguments; never returns. */
export function runBatchAndExit(buildFolder: string): never {
  const flag = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
  new Worker(path.join(buildFolder, 'batch.cjs'), { workerData: { flag, argv: process.argv } });
  Atomics.wait(flag, FINISHED, RUNNING);
  process.exit(flag[EXIT_CODE]);
}
