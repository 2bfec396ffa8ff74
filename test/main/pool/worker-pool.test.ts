import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildEntry } from '../../../scripts/build-headless.mjs';
import { CancelledError } from '../../../src-model/task';
import { createTaskControl } from '../../../src-workers/shared-task';
import { WorkerLostError, WorkerPool, type PoolOptions } from '../../../src-main/pool/worker-pool';
import { loadWorkerSource, type WorkerName, type WorkerSource } from '../../../src-main/pool/worker-source';
import type { MisbehavingWorker } from './misbehaving.worker';

let folder: string;
let source: WorkerSource;
let pool: WorkerPool<MisbehavingWorker>;

const open = (size: number, options?: PoolOptions): WorkerPool<MisbehavingWorker> => {
  pool = new WorkerPool<MisbehavingWorker>(source, size, options);
  return pool;
};
const counter = (value: number): Int32Array => {
  const shared = new Int32Array(new SharedArrayBuffer(4));
  shared[0] = value;
  return shared;
};
const title = 'a job';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ranvier-pool-'));
  await buildEntry(path.join(__dirname, 'misbehaving.worker.ts'), folder);
  source = loadWorkerSource('misbehaving' as WorkerName, folder);
});
afterEach(() => pool.dispose());
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a worker pool', () => {
  it('answers every job, more of them than workers', async () => {
    const values = Array.from({ length: 20 }, (_, k) => k);
    open(2);
    const answers = await Promise.all(values.map((value) => pool.run({ title }, (worker) => worker.double(value))));
    expect(answers).toEqual(values.map((value) => 2 * value));
  });

  it('rejects a job that throws and goes on with the others', async () => {
    open(1);
    await expect(pool.run({ title }, (worker) => worker.fail('too short'))).rejects.toThrow('too short');
    await expect(pool.run({ title }, (worker) => worker.double(4))).resolves.toBe(8);
  });

  it('replaces a worker that dies and tries its job once more', async () => {
    const messages: string[] = [];
    open(1, { onReplaced: (message) => messages.push(message) });
    const deaths = counter(1);
    await expect(pool.run({ title: 'fibres 1-3' }, (worker) => worker.crash(deaths))).resolves.toBe('survived');
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain('fibres 1-3');
    expect(messages[0]).toContain('tried again');
  });

  it('gives a job up after the second worker died of it, and only this job', async () => {
    open(2);
    const deaths = counter(9);
    const doomed = pool.run({ title: 'fibres 4-6' }, (worker) => worker.crash(deaths));
    const healthy = pool.run({ title }, (worker) => worker.double(21));
    await expect(doomed).rejects.toThrow(WorkerLostError);
    await expect(healthy).resolves.toBe(42);
    await expect(pool.run({ title }, (worker) => worker.double(1))).resolves.toBe(2);
  });

  it('replaces a worker that hangs', async () => {
    open(1, { hangMs: 300 });
    const hangs = counter(1);
    await expect(pool.run({ title }, (worker) => worker.hang(hangs))).resolves.toBe('awake');
  });

  it('reports the progress of a running job', async () => {
    const seen: number[] = [];
    open(1);
    await pool.run({ title, onProgress: (done, total) => seen.push(done / total) }, (worker, control) => worker.count(80, control));
    expect(seen.length).toBeGreaterThan(0);
    expect([...seen].sort((a, b) => a - b)).toEqual(seen);
  });

  it('cancels running and waiting jobs', async () => {
    const controller = new AbortController();
    open(1);
    const { signal } = controller;
    const jobs = [1, 2].map(() => pool.run({ title, signal, onProgress: () => controller.abort() }, (worker, control) => worker.count(100_000, control)));
    for (const outcome of await Promise.allSettled(jobs)) {
      expect(outcome.status).toBe('rejected');
      expect((outcome as PromiseRejectedResult).reason).toBeInstanceOf(CancelledError);
    }
    await expect(pool.run({ title }, (worker) => worker.double(5))).resolves.toBe(10);
  });

  it('ends a job that ignores the cancellation, and works on', async () => {
    const controller = new AbortController();
    open(1, { graceMs: 100 });
    const job = pool.run({ title, signal: controller.signal }, (worker) => worker.stubborn());
    setTimeout(() => controller.abort(), 200);
    await expect(job).rejects.toThrow(CancelledError);
    await expect(pool.run({ title }, (worker) => worker.double(6))).resolves.toBe(12);
  });

  it('lets waiting jobs start when it grows', async () => {
    open(1);
    const first = pool.run({ title }, (worker) => worker.stubborn());
    first.catch(() => undefined);
    const second = pool.run({ title }, (worker) => worker.double(7));
    pool.resize(2);
    await expect(second).resolves.toBe(14);
  });

  it('keeps to its size when it shrinks', async () => {
    open(3);
    await Promise.all([1, 2, 3].map(() => pool.run({ title }, (worker, control) => worker.count(10, control))));
    pool.resize(1);
    const births = await Promise.all([1, 2, 3, 4].map(() => pool.run({ title }, (worker) => worker.identity())));
    expect(new Set(births).size).toBe(1);
  });

  it('names the missing program', () => {
    expect(() => loadWorkerSource('fiber', path.join(folder, 'nowhere'))).toThrow(/fiber\.worker\.cjs is missing/);
    open(1);
  });
});

it('a control block starts at zero', () => {
  expect([...createTaskControl()]).toEqual([0, 0, 0, 0]);
});
