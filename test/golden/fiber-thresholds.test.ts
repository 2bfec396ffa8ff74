// Thresholds of NEURON (set `neuron`) and of NRV on NEURON (set `neuron2`) against the kernels at equal scheme and time step,
// and how the fast paths and the second-order scheme compare with the exact one.
import { describe, expect, it } from 'vitest';
import { type Simulation, simulationSchema } from '../../src-model/project';
import { SILENT_TASK } from '../../src-model/task';
import { compartmentCentersUm } from '../../src-workers/fiber/morphology';
import type { FiberSpec } from '../../src-workers/fiber/request';
import { type ThresholdOptions, findThresholds } from '../../src-workers/fiber/threshold';
import { myelinatedFiber, pointSource, pulse, unmyelinatedFiber } from './fiber-run';
import { goldenTable } from './golden-csv';

/** One threshold of a reference table. */
interface Case {
  spec: FiberSpec;
  footprint: Float64Array;
  onsetMs: number;
  pulseMs: number;
  durationMs: number;
  dtMs: number;
  crossing: { position: number; levelMv: number };
  expectedUa: number;
}

/** Thresholds (uA), searched together for cases that share pulse, duration, time step and criterion. */
function thresholdsUa(cases: readonly Case[], settings: Partial<Simulation>, relativeTolerance: number): number[] {
  const batches = new Map<string, Case[]>();
  for (const each of cases) {
    const key = JSON.stringify([each.onsetMs, each.pulseMs, each.durationMs, each.dtMs, each.crossing]);
    batches.set(key, [...(batches.get(key) ?? []), each]);
  }
  const found = new Map<Case, number>();
  for (const batch of batches.values()) {
    const [{ onsetMs, pulseMs, durationMs, dtMs, crossing }] = batch;
    const simulation = simulationSchema.parse({ durationMs, dtMs, scheme: 'backward-euler', ...settings });
    const options: ThresholdOptions = {
      kind: 'activation', minimum: 0.1, maximum: 1.3, scanFactor: 1.5, relativeTolerance, criterion: { kind: 'crossing', ...crossing, afterMs: onsetMs + pulseMs },
    };
    const results = findThresholds({
      fibers: batch.map(({ spec }) => spec), footprints: batch.map(({ footprint }) => [footprint]), drives: [pulse(onsetMs, pulseMs, -1)], simulation,
      // Searched as a factor on the reference, from a tenth of it upwards.
      scale: Float64Array.from(batch, ({ expectedUa }) => expectedUa),
    }, options, SILENT_TASK);
    results.forEach((result, k) => {
      expect(result.reason).toBeUndefined();
      found.set(batch[k], result.threshold! * batch[k].expectedUa);
    });
  }
  return cases.map((each) => found.get(each)!);
}

const relativeErrors = (cases: readonly Case[]): number[] => thresholdsUa(cases, {}, 1e-4).map((threshold, k) => threshold / cases[k].expectedUa - 1);

function neuronCases(): Case[] {
  const table = goldenTable('neuron/thresholds.csv');
  const models = table.texts('model');
  return models.map((model, row): Case => {
    const number = (name: string): number => table.numbers(name)[row];
    const myelinated = model === 'MRG';
    const count = number('compartments');
    const spec = myelinated
      ? myelinatedFiber(number('diam_um'), 21, { model, variant: 'nrv' })
      : unmyelinatedFiber(1, 5000, { model, variant: 'nrv', compartments: { kind: 'count', count } });
    const centersUm = compartmentCentersUm(spec);
    const halfInternodeUm = table.texts('electrode_x')[row] === 'mid-internode' ? (centersUm[121] - centersUm[110]) / 2 : 0;
    const middle = centersUm[myelinated ? 110 : Math.floor(count / 2)];
    return {
      spec, footprint: pointSource(spec, middle + halfInternodeUm, number('electrode_distance_um'), 0.2),
      onsetMs: 0.5, pulseMs: number('pulse_ms'), durationMs: myelinated ? 3 : 10, dtMs: number('dt_ms'), expectedUa: -number('threshold_uA'),
      crossing: myelinated ? { position: 16 / 20, levelMv: 0 } : { position: (Math.floor(count / 2) + Math.floor(count / 4) + 0.5) / count, levelMv: -40 },
    };
  });
}

function nrvCases(): Case[] {
  const table = goldenTable('neuron2/thresholds.csv');
  return table.texts('model').map((model, row): Case => {
    const number = (name: string): number => table.numbers(name)[row];
    const myelinated = model === 'MRG';
    const spec = myelinated
      ? myelinatedFiber(number('d_um'), 21, { model, variant: 'nrv' })
      : unmyelinatedFiber(number('d_um'), 5000, { model, variant: 'nrv', compartments: { kind: 'count', count: 201 } });
    const centersUm = compartmentCentersUm(spec);
    return {
      spec, footprint: pointSource(spec, centersUm[myelinated ? 110 : 100], number('distance_um'), 0.571, 0.085),
      onsetMs: 1, pulseMs: number('pw_ms'), durationMs: myelinated ? 4 : 10, dtMs: number('dt_ms'), expectedUa: number('threshold_uA'),
      crossing: { position: myelinated ? 18 / 20 : 140.5 / 201, levelMv: -30 },
    };
  });
}

describe('thresholds against NEURON at equal scheme and time step', () => {
  for (const [name, cases] of [['neuron', neuronCases()], ['neuron2 (NRV)', nrvCases()]] as const) {
    it(`${name}: 99.5 % within 0.5 %`, () => {
      const errors = relativeErrors(cases);
      const within = errors.filter((error) => Math.abs(error) <= 0.005).length;
      expect(errors.length).toBeGreaterThanOrEqual(24);
      expect({ within: within / errors.length, worst: errors.filter((error) => Math.abs(error) > 0.005) }).toEqual({ within: 1, worst: [] });
    });
  }
});

describe('fast paths', () => {
  const cases = neuronCases().filter(({ spec }) => spec.myelinated);
  const exact = thresholdsUa(cases, { rates: 'exact' }, 1e-7);
  for (const settings of [{ rates: 'tables', precision: 'f64' }, { rates: 'tables', precision: 'f32' }, { rates: 'exact', precision: 'f32' }] as const) {
    it(`MRG ${settings.rates} ${settings.precision}: thresholds within 1e-5 of exact f64`, () => {
      const worst = Math.max(...thresholdsUa(cases, settings, 1e-7).map((threshold, k) => Math.abs(threshold / exact[k] - 1)));
      expect(worst).toBeLessThan(1e-5);
    });
  }

  it('second order at 5 us is at least as close to the converged threshold as backward Euler at 1 us', () => {
    const at = (scheme: Simulation['scheme'], dtMs: number): number[] => thresholdsUa(cases.slice(4, 6).map((each) => ({ ...each, dtMs })), { scheme, rates: 'tables' }, 1e-6);
    const [half, quarter, secondOrder, backwardEuler] = [at('backward-euler', 0.0005), at('backward-euler', 0.00025), at('second-order', 0.005), at('backward-euler', 0.001)];
    half.forEach((value, k) => {
      const converged = 2 * quarter[k] - value;
      expect(Math.abs(secondOrder[k] / converged - 1)).toBeLessThan(Math.abs(backwardEuler[k] / converged - 1));
    });
  });
});
