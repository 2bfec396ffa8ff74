// The kernels with exact rates (what a run with `rates: "exact"` executes) against NEURON and NRV, variant nrv, same mesh, scheme and time
// step: max |dV| <= 1e-3 mV and spikes within a tenth of a step, for all nine models. MRG nodes go through the modal kernel, everything else
// through the direct one.
import { describe, expect, it } from 'vitest';
import { compartmentCentersUm } from '../../src-workers/fiber/morphology';
import type { FiberSpec, Trace } from '../../src-workers/fiber/request';
import { type SingleRun, currentClamp, myelinatedFiber, pointSource, pulse, row, runKernel, unmyelinatedFiber } from './fiber-run';
import { goldenTable } from './golden-csv';

const TOLERANCE_MV = 1e-3;
/** Spikes are seen where V rises through this potential: above every artefact of the stimuli, below the lowest peak. */
const SPIKE_MV = -20;

/** Times of the upward crossings of SPIKE_MV, interpolated between samples. */
function spikesMs(values: ArrayLike<number>, sampleMs: number): number[] {
  const times: number[] = [];
  for (let n = 1; n < values.length; n++) {
    if (values[n - 1] < SPIKE_MV && values[n] >= SPIKE_MV) times.push((n - 1 + (SPIKE_MV - values[n - 1]) / (values[n] - values[n - 1])) * sampleMs);
  }
  return times;
}

/** Compares the columns of a file (name, x in um) with the rows of V at these positions; returns the number of spikes seen. */
function compare(file: string, columns: readonly (readonly [string, number])[], V: Trace, run: SingleRun, everySteps: number): number {
  const table = goldenTable(file);
  let spikes = 0;
  for (const [name, xUm] of columns) {
    const at = V.xUm.findIndex((x) => Math.abs(x - xUm) < 0.01);
    expect(at, name).toBeGreaterThanOrEqual(0);
    const expected = table.numbers(name);
    const actual = row(V, at);
    expect(actual.length).toBe(expected.length);
    expect(expected.reduce((most, value, i) => Math.max(most, Math.abs(value - actual[i])), 0), name).toBeLessThan(TOLERANCE_MV);
    const times = spikesMs(expected, run.dtMs * everySteps);
    const found = spikesMs(actual, run.dtMs * everySteps);
    expect(found.length).toBe(times.length);
    times.forEach((time, k) => expect(Math.abs(found[k] - time)).toBeLessThan(run.dtMs / 10));
    spikes += times.length;
  }
  return spikes;
}

const MYELINATED = ['MRG', 'Gaines_motor', 'Gaines_sensory'];
const clampColumns = (file: string): [string, number][] => goldenTable(file).names.slice(1).map((name) => [name, Number(name.slice(name.lastIndexOf('_x') + 2))]);

describe('current clamp, all nine models (neuron2)', () => {
  it.each(['HH', 'Rattay_Aberham', 'Sundt', 'Tigerholm', 'Schild_94', 'Schild_97', ...MYELINATED])('%s', (model) => {
    const myelinated = MYELINATED.includes(model);
    const spec = myelinated
      ? myelinatedFiber(10, 21, { model, variant: 'nrv' }) : unmyelinatedFiber(1, 5000, { model, variant: 'nrv', compartments: { kind: 'count', count: 201 } });
    const run: SingleRun = myelinated
      ? { spec, clamps: [currentClamp(spec, 22, 0.5, 0.1, 2)], durationMs: 4, dtMs: 0.001 }
      : { spec, clamps: [currentClamp(spec, 20, 1, 0.5, model === 'HH' ? 2 : 1)], durationMs: 20, dtMs: 0.005 };
    const file = `neuron2/clamp_${model}.csv`;
    const { V } = runKernel({ ...run, record: { everySteps: 5 } });
    expect(compare(file, clampColumns(file), V, run, 5)).toBeGreaterThan(2);
    if (model !== 'MRG') return;
    const nodes = runKernel({ ...run, record: { everySteps: 5, membranePotential: 'nodes' } });
    expect(compare(file, clampColumns(file).filter(([name]) => name.startsWith('V_node')), nodes.V, run, 5)).toBe(4);
  });
});

const MRG = myelinatedFiber(10, 21, { model: 'MRG', variant: 'nrv' });
const mrgNodes = [0, 5, 8, 9, 10, 15, 20].map((node) => [`V_node${node}`, node * 1150 + 0.5] as const);

describe('MRG, modal kernel (neuron)', () => {
  it.each([
    ['ext300_dt005', -300, 0.005, 1, 7], ['ext100_sub_dt005', -100, 0.005, 2, 0], ['ext300_dt001', -300, 0.001, 5, 7], ['ext100_sub_dt001', -100, 0.001, 10, 0],
  ] as const)('%s', (name, amplitudeUa, dtMs, everySteps, spikes) => {
    const run: SingleRun = { spec: MRG, contacts: [{ footprint: pointSource(MRG, 11500.5, 1000, 0.2), drive: pulse(0.5, 0.1, amplitudeUa) }], durationMs: 3, dtMs };
    const { V } = runKernel({ ...run, record: { everySteps, membranePotential: 'nodes' } });
    expect(compare(`neuron/mrg10_21_${name}.csv`, mrgNodes, V, run, everySteps)).toBe(spikes);
  });

  it('iclamp_dt005', () => {
    const run: SingleRun = { spec: MRG, clamps: [currentClamp(MRG, 0, 0.5, 0.1, 2)], durationMs: 3, dtMs: 0.005 };
    const { V } = runKernel({ ...run, record: { everySteps: 2, membranePotential: 'nodes' } });
    expect(compare('neuron/mrg10_21_iclamp_dt005.csv', mrgNodes, V, run, 2)).toBe(7);
  });

  it('all 221 compartments at five times (direct kernel)', () => {
    const table = goldenTable('neuron/mrg10_21_ext300_dt005_snap.csv');
    const { V } = runKernel({ spec: MRG, contacts: [{ footprint: pointSource(MRG, 11500.5, 1000, 0.2), drive: pulse(0.5, 0.1, -300) }], durationMs: 1.2, dtMs: 0.005 });
    for (const timeMs of [0.55, 0.6, 0.65, 0.8, 1.2]) {
      table.numbers(`Vm_t${timeMs}`).forEach((expected, k) => expect(Math.abs(row(V, k)[Math.round(timeMs / 0.005)] - expected)).toBeLessThan(TOLERANCE_MV));
    }
  });
});

describe('unmyelinated fibres under a point source (neuron)', () => {
  const fiber = (model: string): FiberSpec => unmyelinatedFiber(1, 5000, { model, variant: 'nrv', compartments: { kind: 'd-lambda' } });
  it.each([['hh', 'HH', 0.005], ['rattay_aberham', 'Rattay_Aberham', 0.005], ['sundt', 'Sundt', 0.005], ['hh', 'HH', 0.001], ['rattay_aberham', 'Rattay_Aberham', 0.001], ['sundt', 'Sundt', 0.001]] as const)('%s (%s) dt %f ms', (name, model, dtMs) => {
    const spec = fiber(model);
    const centersUm = compartmentCentersUm(spec);
    const file = `neuron/${name}_1um_5mm_ext1500_dt00${dtMs * 1000}.csv`;
    const columns = goldenTable(file).names.slice(1).map((column) => [column, centersUm[Number(column.slice('V_seg'.length))]] as const);
    const everySteps = Math.round(0.02 / dtMs);
    const run: SingleRun = { spec, contacts: [{ footprint: pointSource(spec, centersUm[centersUm.length >> 2], 300, 0.2), drive: pulse(0.5, 0.2, -1500) }], durationMs: 12, dtMs };
    const { V } = runKernel({ ...run, record: { everySteps } });
    expect(compare(file, columns, V, run, everySteps)).toBeGreaterThan(3);
  });
});
