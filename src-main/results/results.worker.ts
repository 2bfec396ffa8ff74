// Worker for results.h5: writes, reads and compares it, straight on the disk. It belongs to the main layer because it opens files; what it
// does with their bytes is in src-workers/report.
import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { expose } from 'threads/worker';
import type { FiberTrace } from '../../src-model/results';
import { compareHdf5 } from '../../src-workers/report/compare-hdf5';
import { type StoredResults, storedResults, storedTraces } from '../../src-workers/report/read-results';
import { type Hdf5Group, writeHdf5 } from '../../src-workers/report/write-hdf5';
import { type TaskControl, taskOf } from '../../src-workers/shared-task';
import { fileStore } from './file-store';

function withFile<T>(file: string, mode: 'r' | 'w+', work: (descriptor: number) => Promise<T>): Promise<T> {
  const descriptor = openSync(file, mode);
  return work(descriptor).finally(() => closeSync(descriptor));
}

const files = { size: (descriptor: number) => fstatSync(descriptor).size, read: readSync, write: writeSync, truncate: ftruncateSync };

/** Every access to the file is a sign of life: what takes long but goes on is not taken for hung. */
const storeOf = (descriptor: number, control: TaskControl): ReturnType<typeof fileStore> => {
  const task = taskOf(control);
  return fileStore(descriptor, files, () => task.progress(0, 0));
};

const resultsApi = {
  /** Returns once the bytes are on the disk. */
  write(root: Hdf5Group, file: string, control: TaskControl): Promise<void> {
    return withFile(file, 'w+', async (descriptor) => {
      await writeHdf5(root, storeOf(descriptor, control));
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
