// Worker for results.h5: writes, reads and compares it, straight on the disk. It belongs to the main layer because it opens files; what it
// does with their bytes is in src-workers/report.
import { closeSync, fsyncSync, openSync } from 'node:fs';
import { expose } from 'threads/worker';
import type { FiberTrace } from '../../src-model/results';
import { compareHdf5 } from '../../src-workers/report/compare-hdf5';
import { type StoredResults, storedResults, storedTraces } from '../../src-workers/report/read-results';
import { type Hdf5Group, writeHdf5 } from '../../src-workers/report/write-hdf5';
import { type TaskControl, taskOf } from '../../src-workers/shared-task';
import { diskFiles, fileStore } from './file-store';

function withFile<T>(file: string, mode: 'r' | 'w+', work: (descriptor: number) => Promise<T>): Promise<T> {
  const descriptor = openSync(file, mode);
  return work(descriptor).finally(() => closeSync(descriptor));
}

/** Every access to the file is a sign of life: what takes long but goes on is not taken for hung. */
const storeOf = (descriptor: number, control: TaskControl): ReturnType<typeof fileStore> => {
  const task = taskOf(control);
  return fileStore(descriptor, diskFiles, () => task.progress(0, 0));
};

const resultsApi = {
  /** `spoolFile`: where the spooled values of the tree wait; null when it has none. Returns once the bytes are on the disk. */
  write(root: Hdf5Group, file: string, spoolFile: string | null, control: TaskControl): Promise<void> {
    return withFile(file, 'w+', async (descriptor) => {
      const store = storeOf(descriptor, control);
      await (spoolFile === null ? writeHdf5(root, store) : withFile(spoolFile, 'r', (spool) => writeHdf5(root, store, storeOf(spool, control))));
      fsyncSync(descriptor);
    });
  },

  read(file: string, control: TaskControl): Promise<StoredResults> {
    return withFile(file, 'r', (descriptor) => storedResults(storeOf(descriptor, control)));
  },

  readTraces(file: string, fiberId: string, control: TaskControl): Promise<FiberTrace[]> {
    return withFile(file, 'r', (descriptor) => storedTraces(storeOf(descriptor, control), fiberId));
  },

  compare(one: string, other: string, control: TaskControl): Promise<string | null> {
    return withFile(one, 'r', (before) => withFile(other, 'r', (after) => compareHdf5(storeOf(before, control), storeOf(after, control))));
  },
};

export type ResultsWorker = typeof resultsApi;
expose(resultsApi);
