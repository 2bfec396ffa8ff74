// The built batch and worker bundles for tests: built once for all test files, again when a source has changed. Every build has a folder of
// its own, which appears when it is complete and never changes: a process that was started from one loads its workers from the same.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { buildHeadless, root, sourcesChangedMs } from '../../scripts/build-headless.mjs';

const builds = path.join(root, '.vite', 'headless-test');
const lock = path.join(builds, 'lock');
const LOCK_EXPIRES_MS = 300_000;
/** No test runs for longer from an older build. */
const BUILD_EXPIRES_MS = 3_600_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const ageMs = (file: string): number => Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());

/** Only one of the test processes builds; a folder is the one lock that every system creates atomically. */
async function locked<T>(work: () => Promise<T>): Promise<T> {
  mkdirSync(builds, { recursive: true });
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch {
      if (ageMs(lock) > LOCK_EXPIRES_MS) rmSync(lock, { recursive: true, force: true });
      await pause(200);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

async function currentBuild(): Promise<string> {
  const folder = path.join(builds, String(Math.ceil(sourcesChangedMs())));
  if (existsSync(folder)) return folder;
  const unfinished = path.join(lock, 'build');
  await buildHeadless(unfinished);
  renameSync(unfinished, folder);
  for (const name of readdirSync(builds)) {
    const other = path.join(builds, name);
    if (other !== folder && other !== lock && ageMs(other) > BUILD_EXPIRES_MS) rmSync(other, { recursive: true, force: true });
  }
  return folder;
}

let built: Promise<string> | null = null;

/** Folder with batch.cjs and the *.worker.cjs files, of the sources as they were when this test file asked first. */
export function headlessBundles(): Promise<string> {
  return built ??= locked(currentBuild);
}
