// Activation thresholds by the reference solver: equal to NEURON's at equal scheme and time step (neuron/thresholds.csv), and the default
// scheme second-order at 5 us at least as close to the converged threshold as backward Euler at 1 us.
import { describe, expect, it } from 'vitest';
import type { Simulation } from '../../src-model/project';
import { SILENT_TASK } from '../../src-model/task';
import type { FiberSpec } from '../../src-workers/fiber/request';
import { driveSchedule } from '../../src-workers/fiber/drive-schedule';
import { fiberSetup } from '../../src-workers/fiber/fiber-setup';
import { runFiber } from '../../src-workers/fiber/reference/run-fiber';
import { goldenTable } from './golden-csv';
import { myelinatedFiber, pointSource, pulse, requestOf } from './fiber-run';

const FIRED = new Error('fired');

/** Whether V at node 16 exceeds 0 mV after the pulse (0.5 to 0.6 ms), within 3 ms. */
function fires(spec: FiberSpec, footprint: Float64Array, amplitudeUa: number, durationMs: number, dtMs: number, scheme: Simulation['scheme']): boolean {
  const request = requestOf({ spec, contacts: [{ footprint, drive: pulse(0.5, durationMs, -amplitudeUa) }], durationMs: 3, dtMs, scheme, record: { membranePotential: 'none' } });
  const drive = driveSchedule(request.drives, request.simulation);
  const offStep = Math.round((0.5 + durationMs) / dtMs);
  try {
    runFiber(fiberSetup(request, 0, drive), drive, request.simulation.record, SILENT_TASK, (state, step) => {
      if (step > offStep && state.voltageMv[11 * 16] > 0) throw FIRED;
    });
  } catch (error) {
    if (error === FIRED) return true;
    throw error;
  }
  return false;
}

/** Bisection to a relative width of `tolerance` around `expectedUa`; throws when the threshold is not within 1 % of it. */
function thresholdUa(expectedUa: number, tolerance: number, firesAt: (amplitudeUa: number) => boolean): number {
  let silent = 0.99 * expectedUa;
  let firing = 1.01 * expectedUa;
  if (firesAt(silent) || !firesAt(firing)) throw new Error(`The threshold is not within 1 % of ${expectedUa} uA.`);
  while ((firing - silent) / firing > tolerance) {
    const middle = (silent + firing) / 2;
    if (firesAt(middle)) firing = middle;
    else silent = middle;
  }
  return firing;
}

const table = goldenTable('neuron/thresholds.csv');
const mrg = myelinatedFiber(10, 21, { model: 'MRG', variant: 'nrv' });

function neuronThresholdUa(dtMs: number): number {
  const numbers = ['diam_um', 'electrode_distance_um', 'pulse_ms', 'dt_ms'].map((name) => table.numbers(name));
  const where = table.texts('electrode_x');
  const models = table.texts('model');
  const i = models.findIndex((model, row) => model === 'MRG' && where[row] === 'node10' && [10, 1000, 0.1, dtMs].every((value, c) => numbers[c][row] === value));
  return Math.abs(table.numbers('threshold_uA')[i]);
}

describe('MRG 10 um, point source at 1 mm, 0.1 ms', () => {
  const footprint = pointSource(mrg, 11500.5, 1000, 0.2);
  const search = (expectedUa: number, dtMs: number, scheme: Simulation['scheme']): number =>
    thresholdUa(expectedUa, 2e-5, (amplitudeUa) => fires(mrg, footprint, amplitudeUa, 0.1, dtMs, scheme));

  it('backward Euler at 5 us has the threshold of NEURON, relative 5e-5', () => {
    const expectedUa = neuronThresholdUa(0.005);
    expect(Math.abs(search(expectedUa, 0.005, 'backward-euler') / expectedUa - 1)).toBeLessThan(5e-5);
  });

  it('second order at 5 us is closer to the converged threshold than backward Euler at 1 us', () => {
    // Converged: NEURON at 5 and 1 us and at finer steps extrapolates to 120.03 uA; second order at 1 us agrees.
    const convergedUa = search(120.03, 0.001, 'second-order');
    expect(Math.abs(convergedUa / 120.03 - 1)).toBeLessThan(5e-4);
    const error = Math.abs(search(120.03, 0.005, 'second-order') - convergedUa);
    expect(error).toBeLessThan(Math.abs(neuronThresholdUa(0.001) - convergedUa));
  });
});
