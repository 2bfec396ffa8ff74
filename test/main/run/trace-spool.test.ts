// Traces that wait in a file: nothing about the results changes, a disk that is full or slow is told as what it is, and traces for which
// there is no space are refused before the work begins.
import { existsSync, writeSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WriteError } from '../../../src-main/files/atomic-write';
import { createCpuAllocation } from '../../../src-main/pool/cpu-allocation';
import { diskFiles } from '../../../src-main/results/file-store';
import { resultsTree } from '../../../src-main/results/results-layout';
import { fiberBatches } from '../../../src-main/run/fibers-phase';
import { RunCache } from '../../../src-main/run/run-cache';
import type { RunData } from '../../../src-main/run/run-data';
import { runProject } from '../../../src-main/run/run-project';
import { mostTraceBytes } from '../../../src-main/run/trace-size';
import { TraceSpool, valuesOf } from '../../../src-main/run/trace-spool';
import { WorkerPools } from '../../../src-main/run/worker-pools';
import { AUTOMATIC_CPU } from '../../../src-model/cpu';
import { parseProject } from '../../../src-model/parse';
import type { Project } from '../../../src-model/project';
import { ProblemError } from '../../../src-model/problem';
import type { Trace } from '../../../src-workers/fiber/request';
import { memoryStore } from '../../../src-workers/report/byte-store';
import { writeHdf5 } from '../../../src-workers/report/write-hdf5';
import { headlessBundles } from '../headless-bundles';
import { smallNerve } from '../small-project';

let home: string;
let pools: WorkerPools;
beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'ranvier-spool-'));
  pools = new WorkerPools(await headlessBundles(), createCpuAllocation({ ...AUTOMATIC_CPU, fascicle: 2, fem: 1, gmsh: 1 }));
});
afterAll(async () => {
  await pools.dispose();
  await rm(home, { recursive: true, force: true });
});

function recorded(everySteps: number, changes: Parameters<typeof smallNerve>[0], more: Partial<Project['simulation']['record']> = {}): Project {
  const { project } = parseProject(smallNerve(changes));
  return { ...project, simulation: { ...project.simulation, record: { ...project.simulation.record, membranePotential: 'all', csv: 'all', everySteps, ...more } } };
}
const run = (project: Project, out: string | null) =>
  runProject(project, { pools, cache: new RunCache(null, { memoryBytes: 1e9, diskBytes: 0 }), figures: false, out: out === null ? null : { folder: path.join(home, out), force: false } }, () => undefined);

async function bytesOf(data: RunData): Promise<Buffer> {
  const store = memoryStore();
  await writeHdf5(resultsTree(data), store);
  return Buffer.from(store.bytes());
}

const trace = (values: Trace['values']): Trace => ({ quantity: 'V', xUm: Float64Array.of(1), sampleCount: values.length, values });

describe('spooled traces', () => {
  it('arrive in results.h5 and CSV like those in memory, to the last byte, and leave no file behind', async () => {
    const project = recorded(20, { axonCount: 12, durationMs: 1 });
    const { data } = await run(project, null);
    expect(data.results.some((result) => result && result.traces.length > 0)).toBe(true);
    const { folder } = await run(project, 'spooled');
    expect((await readFile(path.join(folder!, 'results.h5'))).equals(await bytesOf(data))).toBe(true);
    const row = data.results.findIndex((result) => result !== null);
    const [header, first] = (await readFile(path.join(folder!, 'traces', `${row}-V.csv`), 'utf8')).split('\r\n');
    const [kept] = data.results[row]!.traces;
    expect(header.split(',')).toHaveLength(1 + kept.xUm.length);
    expect(first.split(',').slice(1).map(Number)).toEqual(Array.from(kept.xUm, (_, place) => valuesOf(kept, null)[place * kept.sampleCount]));
    expect((await readdir(folder!)).sort()).toEqual(['fibers.csv', 'results.h5', 'run.json', 'traces']);
  });

  it('of both precisions come back, also from a disk that takes few bytes at a time', () => {
    const spool = new TraceSpool(path.join(home, 'short.spool'), { ...diskFiles, write: (descriptor, bytes, offset, length, position) => writeSync(descriptor, bytes, offset, Math.min(length, 3), position) });
    const given = [trace(Float32Array.of(1.5, -2)), trace(Float64Array.of(0.1, NaN, 1e300)), trace(new Float64Array(0))];
    const waiting = given.map((each) => spool.put(each));
    waiting.forEach((each, k) => expect(valuesOf(each, spool)).toEqual(given[k].values));
    const { file } = spool;
    expect(existsSync(file!)).toBe(true);
    spool.dispose();
    expect(existsSync(file!)).toBe(false);
  });

  it('say when the disk is full', () => {
    const full = new TraceSpool(path.join(home, 'full.spool'), { ...diskFiles, write: () => { throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }); } });
    expect(() => full.put(trace(Float64Array.of(1)))).toThrow(WriteError);
    expect(() => full.put(trace(Float64Array.of(1)))).toThrow(/full\.spool: the disk is full/);
    full.dispose();
  });

  it('are refused before the run where no disk could hold them', async () => {
    const refused = await run(recorded(1, { axonCount: 300, durationMs: 9e4 }, { membraneCurrent: true, gates: true, ionicCurrents: true, conductances: true }), 'huge').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ProblemError);
    expect((refused as ProblemError).problems).toMatchObject([{ where: 'recording', message: expect.stringMatching(/need at least [\d.e+]+ GB on the disk, and .* has [\d.e+]+ GB left\. Record fewer fibres/) as string }]);
    expect((await readdir(home)).filter((name) => name.startsWith('huge'))).toEqual([]);
  });

  it('make batches that fit into memory', async () => {
    const { data } = await run(recorded(20, { axonCount: 60, durationMs: 1 }), null);
    const long = { ...data, footprints: data.footprints!, project: recorded(1, { axonCount: 60, durationMs: 20 }) };
    const bytes = (k: number): number => mostTraceBytes(long, k);
    const sizes = fiberBatches(long, bytes).map((batch) => [batch.length, batch.reduce((sum, k) => sum + bytes(k), 0)]);
    expect(Math.max(...fiberBatches(long).map(({ length }) => length))).toBeGreaterThan(8);
    for (const [length, size] of sizes) if (length > 4) expect(size).toBeLessThanOrEqual(32 * 2 ** 20);
    expect(Math.min(...sizes.map(([length]) => length))).toBeLessThan(8);
  });
});
