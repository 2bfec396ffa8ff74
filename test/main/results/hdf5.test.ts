import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readResults, readTraces } from '../../../src-main/results/read-results';
import { resultsTree } from '../../../src-main/results/results-layout';
import { createCpuAllocation } from '../../../src-main/pool/cpu-allocation';
import { WorkerPools } from '../../../src-main/run/worker-pools';
import { AUTOMATIC_CPU } from '../../../src-model/cpu';
import { memoryStore, type ByteStore } from '../../../src-workers/report/byte-store';
import { readHdf5 } from '../../../src-workers/report/read-hdf5';
import { writeHdf5, type Hdf5Group } from '../../../src-workers/report/write-hdf5';
import { storedResults, storedTraces } from '../../../src-workers/report/read-results';
import { headlessBundles } from '../headless-bundles';
import { smallRun } from './run-data';

const data = smallRun();

async function written(tree: Hdf5Group): Promise<Uint8Array> {
  const store = memoryStore();
  await writeHdf5(tree, store);
  return store.bytes();
}
const stored = async (tree: Hdf5Group): Promise<ByteStore> => memoryStore(await written(tree));

describe('HDF5 files', () => {
  const tree: Hdf5Group = {
    kind: 'group', name: '', attributes: { who: 'me', count: 3 }, children: [
      { kind: 'dataset', name: 'text', data: 'größe', attributes: { unit: 'um' } },
      { kind: 'dataset', name: 'empty', data: new Float64Array(0) },
      { kind: 'dataset', name: 'none', data: [] },
      { kind: 'group', name: 'inner', children: [{ kind: 'dataset', name: 'large', data: Float64Array.from({ length: 20_000 }, (_, k) => k / 7), shape: [4, 5000] }] },
    ],
  };

  it('give back texts, empty lists, attributes and compressed arrays', async () => {
    await readHdf5(await stored(tree), (reader) => {
      expect(reader.text('text')).toBe('größe');
      expect(reader.attribute('text', 'unit')).toBe('um');
      expect(reader.attribute('', 'who')).toBe('me');
      expect(reader.numbers('empty')).toHaveLength(0);
      expect(reader.texts('none')).toEqual([]);
      expect(reader.shape('inner/large')).toEqual([4, 5000]);
      expect(reader.numbers('inner/large')[19_999]).toBe(19_999 / 7);
      expect(() => reader.numbers('text')).toThrow('does not hold numbers');
      expect(() => reader.numbers('missing')).toThrow('missing');
    });
  });

  it('take large arrays piece by piece, without a change', async () => {
    const columns = 1_100_000;
    const rows = [0, 1].map((r) => Float64Array.from({ length: columns }, (_, k) => (k % 1000 === r ? k : 0)));
    const store = await stored({ kind: 'group', name: '', children: [
      { kind: 'matrix', name: 'matrix', rows, columns }, { kind: 'matrix', name: 'small', rows: [Float64Array.of(1, 2)], columns: 2 },
      { kind: 'dataset', name: 'line', data: rows[1] }, { kind: 'dataset', name: 'block', data: Float32Array.from({ length: 1_200_000 }, (_, k) => k % 77), shape: [12_000, 100] },
    ] });
    await readHdf5(store, (reader) => {
      expect(reader.shape('matrix')).toEqual([2, columns]);
      for (const r of [0, 1]) expect(Buffer.from(reader.part('matrix', r, r + 1).buffer).equals(Buffer.from(rows[r].buffer))).toBe(true);
      expect(reader.shape('line')).toEqual([columns]);
      expect(reader.part('line', 1_099_001, 1_099_002)[0]).toBe(1_099_001);
      expect(reader.shape('block')).toEqual([12_000, 100]);
      expect(reader.part('block', 11_999, 12_000)[99]).toBe(1_199_999 % 77);
      expect([...reader.numbers('small')]).toEqual([1, 2]);
    });
  });

  it('hold the same bytes at any time of day', async () => {
    const first = await written(tree);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(Buffer.from(await written(tree)).equals(Buffer.from(first))).toBe(true);
  });
});

describe('results.h5', () => {
  it('tells views the same as the run did', async () => {
    const { name, project, fibers, raster, tracedFibers } = await storedResults(await stored(resultsTree(data)));
    expect(name).toBe(data.project.name);
    expect(project).toEqual(data.project);
    expect(fibers.ids).toEqual(['F, 1/0', 'F, 1/3', 'F, 1/4', '=1+1']);
    expect([...fibers.recruited]).toEqual([0, 1, -1, -1]);
    expect(fibers.fascicles).toEqual(['F, 1', '']);
    expect(fibers.columns.find(({ key }) => key === 'spikeCount')?.values).toEqual(Float64Array.of(0, 3, 0, 0));
    expect([...raster!.fiber]).toEqual([1, 1, 1]);
    expect([...raster!.timeMs]).toEqual([0.2, 0.25, 0.26]);
    expect(tracedFibers).toEqual(['F, 1/3']);
  });

  it('keeps the traces of a fibre', async () => {
    const store = await stored(resultsTree(data));
    const [trace] = await storedTraces(store, 'F, 1/3');
    expect(trace).toEqual({ quantity: 'V', unit: 'mV', xUm: Float64Array.of(0, 500), sampleCount: 3, sampleMs: 0.005, values: Float64Array.of(-80, -79, -78, -80, -70, 20) });
    await expect(storedTraces(store, 'F, 1/0')).resolves.toEqual([]);
    await expect(storedTraces(store, 'nobody')).resolves.toEqual([]);
  });

  it('is refused when it is not ours, from the future, or damaged', async () => {
    const other: Hdf5Group = { kind: 'group', name: '', attributes: { format: 'something' }, children: [] };
    await expect(storedResults(await stored(other))).rejects.toThrow('not written by Ranvier');
    const future: Hdf5Group = { ...resultsTree(data), attributes: { format: 'ranvier-results', version: 99 } };
    await expect(storedResults(await stored(future))).rejects.toThrow('version 99');
    await expect(storedResults(memoryStore(new Uint8Array(100)))).rejects.toThrow();
  });

  it('opens from its folder, with or without run.json', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'ranvier-h5-'));
    const pools = new WorkerPools(await headlessBundles(), createCpuAllocation({ ...AUTOMATIC_CPU, fascicle: 1 }));
    try {
      await expect(readResults(folder, pools)).rejects.toThrow(/no readable results\.h5/);
      await writeFile(path.join(folder, 'results.h5'), await written(resultsTree(data)));
      await writeFile(path.join(folder, 'run.json'), '{ broken');
      await expect(readResults(folder, pools)).resolves.toMatchObject({ finishedAt: '', phases: [] });
      await writeFile(path.join(folder, 'run.json'), '{ "finishedAt": "2026-01-01T00:00:00.000Z", "seconds": 2.5, "phases": [{ "phase": "mesh", "seconds": 2 }], "warnings": [{ "where": "mesh", "message": "thin" }] }');
      await expect(readResults(folder, pools)).resolves.toMatchObject({ finishedAt: '2026-01-01T00:00:00.000Z', seconds: 2.5, phases: [{ name: 'mesh', seconds: 2 }], warnings: ['mesh: thin'] });
      await expect(readTraces(folder, 'F, 1/3', pools)).resolves.toHaveLength(1);
      await writeFile(path.join(folder, 'results.h5'), 'not HDF5');
      await expect(readResults(folder, pools)).rejects.toThrow(/cannot be opened/);
    } finally {
      await pools.dispose();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
