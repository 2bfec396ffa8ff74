// The reference solver against NEURON (test/golden/data/neuron): same mesh, time step, scheme and, where NEURON has them, rate tables.
import { describe, expect, it } from 'vitest';
import type { FiberSpec } from '../../src-workers/fiber/request';
import { goldenTable } from './golden-csv';
import { type SingleRun, currentClamp, myelinatedFiber, pointSource, pulse, row, runSingle, unmyelinatedFiber } from './fiber-run';

const MRG = myelinatedFiber(10, 21, { model: 'MRG', variant: 'nrv' });
const NODES = [0, 5, 8, 9, 10, 15, 20];

/** Largest difference in mV between the columns of a file and the given compartments of a run sampled every `everySteps`. */
function largestDifference(file: string, run: SingleRun, columns: readonly (readonly [string, number])[], everySteps: number): number {
  const table = goldenTable(file);
  const { V } = runSingle({ ...run, record: { everySteps } });
  let largest = 0;
  for (const [name, compartment] of columns) {
    const expected = table.numbers(name);
    const actual = row(V, compartment);
    expect(actual.length).toBe(expected.length);
    expected.forEach((value, i) => { largest = Math.max(largest, Math.abs(value - actual[i])); });
  }
  return largest;
}

const nodeColumns = NODES.map((node) => [`V_node${node}`, 11 * node] as const);
const fieldOverNode10 = (valueUa: number) => [{ footprint: pointSource(MRG, 11500.5, 1000, 0.2), drive: pulse(0.5, 0.1, valueUa) }];

describe('MRG 10 um, 21 nodes, against NEURON: max |dV| <= 1e-3 mV', () => {
  const cases: [string, number, number, number][] = [
    ['neuron/mrg10_21_ext300_dt005.csv', -300, 0.005, 1],
    ['neuron/mrg10_21_ext100_sub_dt005.csv', -100, 0.005, 2],
    ['neuron/mrg10_21_ext300_dt001.csv', -300, 0.001, 5],
    ['neuron/mrg10_21_ext100_sub_dt001.csv', -100, 0.001, 10],
  ];
  it.each(cases)('%s', (file, amplitudeUa, dtMs, everySteps) => {
    expect(largestDifference(file, { spec: MRG, contacts: fieldOverNode10(amplitudeUa), durationMs: 3, dtMs }, nodeColumns, everySteps)).toBeLessThan(1e-3);
  });

  it('neuron/mrg10_21_iclamp_dt005.csv', () => {
    const run: SingleRun = { spec: MRG, clamps: [currentClamp(MRG, 0, 0.5, 0.1, 2)], durationMs: 3, dtMs: 0.005 };
    expect(largestDifference('neuron/mrg10_21_iclamp_dt005.csv', run, nodeColumns, 2)).toBeLessThan(1e-3);
  });

  it('all 221 compartments at five times', () => {
    const table = goldenTable('neuron/mrg10_21_ext300_dt005_snap.csv');
    const { V } = runSingle({ spec: MRG, contacts: fieldOverNode10(-300), durationMs: 1.2, dtMs: 0.005 });
    for (const timeMs of [0.55, 0.6, 0.65, 0.8, 1.2]) {
      const expected = table.numbers(`Vm_t${timeMs}`);
      for (let k = 0; k < 221; k++) expect(Math.abs(row(V, k)[Math.round(timeMs / 0.005)] - expected[k])).toBeLessThan(1e-3);
    }
  });
});

describe('unmyelinated fibres against NEURON: max |dV| <= 1e-3 mV', () => {
  const fiber = (model: string): FiberSpec => unmyelinatedFiber(1, 5000, { model, variant: 'nrv', compartments: { kind: 'd-lambda' } });
  const cases: [string, string, number, number, number][] = [
    ['hh', 'HH', 251, 0.005, 4], ['rattay_aberham', 'Rattay_Aberham', 179, 0.005, 4], ['sundt', 'Sundt', 179, 0.005, 4],
  ];
  it.each(cases)('%s (%s, %i compartments, dt %f ms)', (name, model, count, dtMs, everySteps) => {
    const spec = fiber(model);
    const quarter = count >> 2;
    const file = `neuron/${name}_1um_5mm_ext1500_dt00${dtMs * 1000}.csv`;
    const named = goldenTable(file).names.slice(1).map((column) => [column, Number(column.slice('V_seg'.length))] as const);
    expect(named).toHaveLength(5);
    const electrodeUm = ((quarter + 0.5) * 5000) / count;
    const run: SingleRun = { spec, contacts: [{ footprint: pointSource(spec, electrodeUm, 300, 0.2), drive: pulse(0.5, 0.2, -1500) }], durationMs: 12, dtMs };
    expect(largestDifference(file, run, named, everySteps)).toBeLessThan(1e-3);
  });
});
