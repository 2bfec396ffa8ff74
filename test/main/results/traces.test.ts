// Traces of a headless run of one fibre: every quantity that can be recorded arrives in results.h5 and, with the same digits, in CSV files.
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { EXIT } from '../../../src-main/batch/exit-codes';
import { createCpuAllocation } from '../../../src-main/pool/cpu-allocation';
import { readTraces } from '../../../src-main/results/read-results';
import { WorkerPools } from '../../../src-main/run/worker-pools';
import { AUTOMATIC_CPU } from '../../../src-model/cpu';
import type { FiberTrace } from '../../../src-model/results';
import { batch } from '../batch/headless-process';
import { headlessBundles } from '../headless-bundles';
import { singleFiber } from '../small-project';

let home: string;
let folder: string;
let traces: Map<string, FiberTrace>;

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'ranvier-traces-'));
  folder = path.join(home, 'one.results');
  await writeFile(path.join(home, 'one.ranvier'), JSON.stringify(singleFiber()));
  const everything = ['membraneCurrent', 'ionicCurrents', 'gates', 'conductances'].flatMap((key) => ['--set', `simulation.record.${key}=true`]);
  expect((await batch([path.join(home, 'one.ranvier'), '--no-figures', ...everything, '--set', 'simulation.record.everySteps=4'], home)).code).toBe(EXIT.ok);
  const pools = new WorkerPools(await headlessBundles(), createCpuAllocation({ ...AUTOMATIC_CPU, fascicle: 1 }));
  try {
    traces = new Map((await readTraces(folder, 'A', pools)).map((trace) => [trace.quantity, trace]));
  } finally {
    await pools.dispose();
  }
});
afterAll(() => rm(home, { recursive: true, force: true }));

it('have potentials, currents, conductances and gates of the nodes, with their units', () => {
  const units = new Map([...traces.values()].map(({ quantity, unit }) => [quantity, unit]));
  expect(Object.fromEntries(units)).toEqual({
    V: 'mV', i_mem: 'mA/cm2', i_naf: 'mA/cm2', i_nap: 'mA/cm2', i_ks: 'mA/cm2', i_leak: 'mA/cm2',
    g_naf: 'S/cm2', g_nap: 'S/cm2', g_ks: 'S/cm2', g_leak: 'S/cm2', m: '1', h: '1', p: '1', s: '1',
  });
  for (const { xUm, sampleCount, sampleMs, values } of traces.values()) {
    expect([xUm.length, sampleCount, sampleMs, values.length]).toEqual([21, 101, 0.02, 2121]);
    expect(values.every(Number.isFinite)).toBe(true);
  }
});

it('agree with each other: i = g (V - E), and the gates make the conductance', () => {
  const of = (quantity: string): Float32Array | Float64Array => traces.get(quantity)!.values;
  let largest = 0;
  of('i_naf').forEach((current, k) => {
    expect(Math.abs(current - of('g_naf')[k] * (of('V')[k] - 50))).toBeLessThan(1e-9);
    expect(Math.abs(of('g_naf')[k] - 3 * of('m')[k] ** 3 * of('h')[k])).toBeLessThan(1e-12);
    largest = Math.max(largest, Math.abs(current));
  });
  expect(largest).toBeGreaterThan(1);
});

it('are in CSV files too, digit by digit', async () => {
  const files = await readdir(path.join(folder, 'traces'));
  expect(files.sort()).toEqual([...traces.keys()].map((quantity) => `0-${quantity}.csv`).sort());
  for (const [quantity, { xUm, sampleCount, sampleMs, values }] of traces) {
    const [header, ...lines] = parse(await readFile(path.join(folder, 'traces', `0-${quantity}.csv`), 'utf8'));
    expect(header[0]).toBe('t_ms');
    header.slice(1).forEach((text, r) => expect(Math.abs(Number(text) - xUm[r])).toBeLessThan(1e-6));
    expect(lines).toHaveLength(sampleCount);
    lines.forEach(([time, ...cells], n) => {
      expect(Math.abs(Number(time) - n * sampleMs)).toBeLessThan(1e-12);
      expect(cells.map(Number)).toEqual(Array.from(xUm, (_, r) => values[r * sampleCount + n]));
    });
  }
});
