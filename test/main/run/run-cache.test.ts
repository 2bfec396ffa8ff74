import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inputHash } from '../../../src-main/run/input-hash';
import { RunCache } from '../../../src-main/run/run-cache';

const key = (name: string): string => inputHash(name);
let folder: string;
const open = (limits = { memoryBytes: 1e6, diskBytes: 1e6 }): RunCache => new RunCache(folder, limits);
const files = async (): Promise<string[]> => (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.bin'));

beforeEach(async () => { folder = await mkdtemp(path.join(tmpdir(), 'ranvier-cache-')); });
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the cache of a run', () => {
  it('gives back what was put in, also in another session, typed arrays and shared memory included', async () => {
    const shared = new Float64Array(new SharedArrayBuffer(16));
    shared.set([0.1, -2]);
    const value = { solutions: [{ potentials: Float64Array.of(1, 2), report: { residual: 1e-9 } }], shared };
    await open().put(key('field'), value);
    const back = await open().get(key('field')) as typeof value;
    expect([...back.shared]).toEqual([0.1, -2]);
    expect(back.solutions[0].potentials).toEqual(Float64Array.of(1, 2));
    expect(back.solutions[0].report.residual).toBe(1e-9);
  });

  it('knows nothing about other keys', async () => {
    await open().put(key('a'), 1);
    await expect(open().get(key('b'))).resolves.toBeUndefined();
  });

  it('takes a damaged or cut entry for a missing one', async () => {
    await open().put(key('a'), Float64Array.from({ length: 100 }, (_, k) => k));
    const [name] = await files();
    const file = path.join(folder, name);
    const bytes = await readFile(file);
    await writeFile(file, bytes.subarray(0, bytes.length - 8));
    await expect(open().get(key('a'))).resolves.toBeUndefined();
    bytes[60] ^= 1;
    await writeFile(file, bytes);
    await expect(open().get(key('a'))).resolves.toBeUndefined();
  });

  it('stays within its size on disk by dropping what was not used for longest', async () => {
    const limits = { memoryBytes: 0, diskBytes: 2500 };
    const block = new Uint8Array(1000);
    await open(limits).put(key('old'), block);
    await open(limits).put(key('older'), block);
    const [first] = (await files()).filter((name) => name.includes(key('older')));
    await utimes(path.join(folder, first), new Date(1000), new Date(1000));
    await open(limits).put(key('new'), block);
    await expect(open(limits).get(key('older'))).resolves.toBeUndefined();
    await expect(open(limits).get(key('old'))).resolves.toBeDefined();
    await expect(open(limits).get(key('new'))).resolves.toBeDefined();
  });

  it('keeps to its size in memory', async () => {
    const cache = new RunCache(null, { memoryBytes: 2500, diskBytes: 0 });
    for (const name of ['a', 'b', 'c']) await cache.put(key(name), new Uint8Array(1000));
    await expect(cache.get(key('a'))).resolves.toBeUndefined();
    await expect(cache.get(key('c'))).resolves.toBeDefined();
  });

  it('does not mind a folder that cannot be written', async () => {
    const blocked = path.join(folder, 'file');
    await writeFile(blocked, '');
    const cache = new RunCache(path.join(blocked, 'inside'), { memoryBytes: 1e6, diskBytes: 1e6 });
    await cache.put(key('a'), 7);
    await expect(cache.get(key('a'))).resolves.toBe(7);
  });
});
