// The built batch and worker bundles for tests: built once for all test files, again when a source has changed.
import { mkdirSync, rmdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { buildHeadless, isStale, root } from '../../scripts/build-headless.mjs';

const folder = path.join(root, '.vite', 'headless-test');
const lock = `${folder}.lock`;
const LOCK_EXPIRES_MS = 120_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Only one of the test processes builds; a folder is the one lock that every system creates atomically. */
async function locked(work: () => Promise<void>): Promise<void> {
  mkdirSync(path.dirname(lock), { recursive: true });
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch {
      const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
      if (age > LOCK_EXPIRES_MS) rmdirSync(lock);
      await pause(200);
    }
  }
  try {
    await work();
  } finally {
    rmdirSync(lock);
  }
}

let built: Promise<void> | null = null;

/** Folder with batch.cjs and the *.worker.cjs files, of the sources as they were when this test file asked first. */
export async function headlessBundles(): Promise<string> {
  built ??= locked(async () => { if (isStale(folder)) await buildHeadless(folder); });
  await built;
  return folder;
}
