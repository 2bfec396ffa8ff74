// Damaged files of every kind that is read: 10 000 of them. Each ends in a located error or a valid object - never in a crash, a hang of
// more than 5 s or more than 1 GB of memory. Each reader works in a process of its own, which is ended when a case does not end.
// RANVIER_FUZZ_SEED chooses other cases than the usual ones.
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildEntry, root } from '../../scripts/build-headless.mjs';
import { createCpuAllocation } from '../../src-main/pool/cpu-allocation';
import { readResults, ResultsError } from '../../src-main/results/read-results';
import { WorkerPools } from '../../src-main/run/worker-pools';
import { AUTOMATIC_CPU } from '../../src-model/cpu';
import { headlessBundles } from '../main/headless-bundles';
import type { HostileReport } from './hostile/hostile-input.entry';
import { oldestResults, suitesOf } from './hostile/suites';

const HANG_MS = 5000;
const LARGEST_MB = 1024;
const seed = process.env.RANVIER_FUZZ_SEED ?? '1';
const suites = suitesOf(root);

let folder: string;
let pools: WorkerPools;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ranvier-hostile-'));
  await buildEntry(path.join(__dirname, 'hostile', 'hostile-input.entry.ts'), folder);
  pools = new WorkerPools(await headlessBundles(), createCpuAllocation(AUTOMATIC_CPU));
});
afterAll(async () => {
  await pools.dispose();
  await rm(folder, { recursive: true, force: true });
});

interface Digest {
  report: HostileReport | null;
  /** Cases that were begun, counted from the first one of this process. */
  begun: number;
  hung: boolean;
  errors: string;
}

function digest(suite: string, first: number): Promise<Digest> {
  // Heap beyond this ends the process; what lies outside of the heap shows in the peak.
  const args = [`--max-old-space-size=${LARGEST_MB / 2}`, path.join(folder, 'hostile-input.entry.cjs'), root, suite, seed, String(first), path.join(folder, 'case')];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended: Digest = { report: null, begun: 0, hung: false, errors: '' };
  let rest = '';
  const onHang = (): void => {
    ended.hung = true;
    child.kill('SIGKILL');
  };
  // The first case waits for the program to start.
  let watch = setTimeout(onHang, 60_000);
  child.stdout.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split('\n');
    rest = lines.pop()!;
    ended.begun += lines.filter((line) => line === '.').length;
    const last = lines.find((line) => line.startsWith('{'));
    if (last !== undefined) ended.report = JSON.parse(last) as HostileReport;
    clearTimeout(watch);
    watch = setTimeout(onHang, HANG_MS);
  });
  child.stderr.on('data', (chunk: Buffer) => { ended.errors += chunk.toString(); });
  return new Promise((resolve) => {
    child.on('close', () => {
      clearTimeout(watch);
      resolve(ended);
    });
  });
}

/** Results are read by a worker that is watched: there a file on which the library goes round in circles ends in an error, too. */
async function expectRefusal(bytes: Uint8Array): Promise<void> {
  const results = path.join(folder, 'damaged.results');
  await mkdir(results, { recursive: true });
  await writeFile(path.join(results, 'results.h5'), bytes);
  const startedAt = performance.now();
  await expect(readResults(results, pools)).rejects.toThrow(ResultsError);
  expect(performance.now() - startedAt).toBeLessThan(2 * HANG_MS);
  await expect(readResults(results, pools)).rejects.toThrow('reading it came to no end');
}

it('there are 10 000 cases', () => {
  expect(Object.values(suites).reduce((sum, { runs }) => sum + runs, 0)).toBe(10_000);
});

it.each(Object.entries(suites).map(([name, { runs }]) => ({ name, runs })))('$name: $runs damaged files', async ({ name, runs }) => {
  let ended = await digest(name, 1);
  for (let begun = ended.begun; ended.hung && name === 'results' && begun < runs; begun += ended.begun) {
    await expectRefusal(await readFile(path.join(folder, 'case')));
    ended = await digest(name, begun + 1);
  }
  const { report, hung, errors, begun } = ended;
  if (!report) throw new Error(`Case ${begun} with seed ${seed}: ${hung ? 'no answer for 5 s' : 'the process ended'}\n${errors}`);
  expect(report.failure).toBeNull();
  expect(report.cases).toBe(runs);
  expect(report.longestMs).toBeLessThan(HANG_MS);
  expect(report.peakMb).toBeLessThan(LARGEST_MB);
});

it('results on which the HDF5 library goes round in circles are refused after 5 s, and good ones open afterwards', async () => {
  const bytes = await oldestResults();
  const collection = Buffer.from(bytes).lastIndexOf('GCOL');
  // The first object of the last heap claims a size after which only zeros follow: an object of size 0, again and again.
  new DataView(bytes.buffer).setBigUint64(collection + 24, 2000n, true);
  await expectRefusal(bytes);
  await writeFile(path.join(folder, 'damaged.results', 'results.h5'), await oldestResults());
  await expect(readResults(path.join(folder, 'damaged.results'), pools)).resolves.toMatchObject({ name: 'Small, "quoted"' });
});
