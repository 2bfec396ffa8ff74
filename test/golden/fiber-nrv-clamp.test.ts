// All nine models, variant nrv, against NRV 1.4.0 on NEURON (test/golden/data/neuron2/clamp_*.csv): current clamps, same mesh and time step.
// The files have five decimals, so 5e-6 mV of the tolerance is their rounding.
import { describe, expect, it } from 'vitest';
import { compartmentCentersUm } from '../../src-workers/fiber/morphology';
import { goldenTable } from './golden-csv';
import { type SingleRun, currentClamp, myelinatedFiber, row, runSingle, unmyelinatedFiber } from './fiber-run';

const TOLERANCE_MV = 5e-5;

/** Largest difference over all columns of a file; a column belongs to the compartment whose centre its name states. */
function largestDifference(file: string, run: SingleRun): number {
  const table = goldenTable(file);
  const centersUm = compartmentCentersUm(run.spec);
  const { V } = runSingle({ ...run, record: { everySteps: 5 } });
  let largest = 0;
  for (const name of table.names.slice(1)) {
    const xUm = Number(name.slice(name.lastIndexOf('_x') + 2));
    const compartment = centersUm.findIndex((center) => Math.abs(center - xUm) < 0.01);
    expect(compartment).toBeGreaterThanOrEqual(0);
    const actual = row(V, compartment);
    const expected = table.numbers(name);
    expect(actual.length).toBe(expected.length);
    expected.forEach((value, i) => { largest = Math.max(largest, Math.abs(value - actual[i])); });
  }
  return largest;
}

describe(`current clamp against NRV: max |dV| <= ${TOLERANCE_MV} mV`, () => {
  it.each(['HH', 'Rattay_Aberham', 'Sundt', 'Tigerholm', 'Schild_94', 'Schild_97'])('%s, 201 compartments, 20 ms', (model) => {
    const spec = unmyelinatedFiber(1, 5000, { model, variant: 'nrv', compartments: { kind: 'count', count: 201 } });
    const amplitudeNa = model === 'HH' ? 2 : 1;
    const run: SingleRun = { spec, clamps: [currentClamp(spec, 20, 1, 0.5, amplitudeNa)], durationMs: 20, dtMs: 0.005 };
    expect(largestDifference(`neuron2/clamp_${model}.csv`, run)).toBeLessThan(TOLERANCE_MV);
  });

  it.each(['MRG', 'Gaines_motor', 'Gaines_sensory'])('%s, 21 nodes, 4 ms', (model) => {
    const spec = myelinatedFiber(10, 21, { model, variant: 'nrv' });
    const run: SingleRun = { spec, clamps: [currentClamp(spec, 22, 0.5, 0.1, 2)], durationMs: 4, dtMs: 0.001 };
    expect(largestDifference(`neuron2/clamp_${model}.csv`, run)).toBeLessThan(TOLERANCE_MV);
  });
});
