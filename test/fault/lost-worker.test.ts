// A worker that dies again and again, and a disk that fills up, in the middle of a real run.
import { copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildEntry } from '../../scripts/build-headless.mjs';
import { diskLayer } from '../../src-main/files/file-layer';
import { createCpuAllocation } from '../../src-main/pool/cpu-allocation';
import { RunCache } from '../../src-main/run/run-cache';
import { RunError, runProject } from '../../src-main/run/run-project';
import { WorkerPools } from '../../src-main/run/worker-pools';
import { AUTOMATIC_CPU } from '../../src-model/cpu';
import { parseProject } from '../../src-model/parse';
import { headlessBundles } from '../main/headless-bundles';
import { smallNerve } from '../main/small-project';

let home: string;
let bundles: string;
const { project } = parseProject(smallNerve());
const cache = new RunCache(null, { memoryBytes: 1e9, diskBytes: 0 });
const allocation = createCpuAllocation({ ...AUTOMATIC_CPU, fascicle: 2 });

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'ranvier-fault-'));
  bundles = await headlessBundles();
});
afterAll(() => rm(home, { recursive: true, force: true }));

describe('a fibre worker', () => {
  let broken: string;
  beforeAll(async () => {
    broken = path.join(home, 'bundles');
    await mkdir(broken);
    for (const name of await readdir(bundles)) await copyFile(path.join(bundles, name), path.join(broken, name));
    await buildEntry(path.join(__dirname, 'crashing-fiber.worker.ts'), broken);
    await rename(path.join(broken, 'crashing-fiber.worker.cjs'), path.join(broken, 'fiber.worker.cjs'));
  });

  it.each([
    { fate: 'dies', durationMs: 1.5, reason: 'it ended with code 9' },
    { fate: 'hangs', durationMs: 2, reason: 'no sign of life for' },
  ])('that $fate costs its own fibres only: they are reported, the run finishes with the rest', async ({ fate, durationMs, reason }) => {
    const { project: own } = parseProject(smallNerve({ durationMs }));
    const pools = new WorkerPools(broken, allocation, { hangMs: 1500 });
    try {
      const { status, data } = await runProject(own, { pools, cache, figures: false, out: { folder: path.join(home, `${fate}.results`), force: false } }, () => undefined);
      expect(status).toBe('incomplete');
      const [myelinated, unmyelinated] = data.recruitment;
      expect(myelinated).toMatchObject({ myelinated: true, simulated: 0, failed: myelinated.placed });
      expect(unmyelinated.failed).toBe(0);
      expect(unmyelinated.simulated).toBeGreaterThan(0);
      expect(data.warnings.filter(({ message }) => message.includes('tried again') && message.includes(reason)).length).toBeGreaterThan(0);
      expect(await readFile(path.join(home, `${fate}.results`, 'fibers.csv'), 'utf8')).toMatch(/,failed,.*A worker was lost during .* twice/);
    } finally {
      await pools.dispose();
    }
  });
});

describe('a disk that is full when results are written', () => {
  it('ends the run with the reason and leaves older results as they were', async () => {
    const pools = new WorkerPools(bundles, allocation);
    const out = { folder: path.join(home, 'full.results'), force: true };
    try {
      await runProject(project, { pools, cache, figures: false, out }, () => undefined);
      const older = await readFile(path.join(out.folder, 'fibers.csv'), 'utf8');
      let writes = 0;
      const layer = {
        ...diskLayer,
        write: (handle: number, bytes: Uint8Array, offset: number): Promise<number> => {
          writes += 1;
          return writes > 1 ? Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' })) : diskLayer.write(handle, bytes, offset);
        },
      };
      const failing = runProject({ ...project, seed: 99 }, { pools, cache, figures: false, out, layer }, () => undefined);
      await expect(failing).rejects.toThrow(RunError);
      await expect(failing).rejects.toThrow(/disk is full/);
      expect(await readFile(path.join(out.folder, 'fibers.csv'), 'utf8')).toBe(older);
      expect((await readdir(home)).filter((name) => name.startsWith('full'))).toEqual(['full.results']);
    } finally {
      await pools.dispose();
    }
  });
});
