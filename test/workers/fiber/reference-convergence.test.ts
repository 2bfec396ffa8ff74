// The order in time of both schemes of the reference solver, measured on a smooth stimulus.
import { describe, expect, it } from 'vitest';
import type { Simulation } from '../../../src-model/project';
import type { HeldWaveform } from '../../../src-model/stimulus/held-waveform';
import type { FiberSpec } from '../../../src-workers/fiber/request';
import { myelinatedFiber, pointSource, row, runSingle, unmyelinatedFiber } from '../../golden/fiber-run';

const DURATION_MS = 0.64;
const SAMPLE_MS = 0.0001;

/** sin^2 over 0.4 ms from 0.08 ms, sampled finely: smooth to the solvers. */
function smoothPulse(amplitudeUa: number): HeldWaveform {
  const count = Math.round(0.4 / SAMPLE_MS);
  return {
    timeMs: Float64Array.from({ length: count + 1 }, (_, j) => 0.08 + j * SAMPLE_MS),
    valueUa: Float64Array.from({ length: count + 1 }, (_, j) => (j === count ? 0 : amplitudeUa * Math.sin((Math.PI * (j + 0.5)) / count) ** 2)),
  };
}

const endOf = (spec: FiberSpec, footprint: Float64Array, drive: HeldWaveform, dtMs: number, scheme: Simulation['scheme']): Float64Array => {
  const { V } = runSingle({ spec, contacts: [{ footprint, drive }], durationMs: DURATION_MS, dtMs, scheme });
  return Float64Array.from({ length: V.xUm.length }, (_, r) => row(V, r)[V.sampleCount - 1]);
};

const largestDifference = (a: Float64Array, b: Float64Array): number => a.reduce((most, value, k) => Math.max(most, Math.abs(value - b[k])), 0);

const mrg = myelinatedFiber(10, 5, { model: 'MRG' });
const gaines = myelinatedFiber(10, 3, { model: 'Gaines_motor' });
const cases = [
  { name: 'MRG', spec: mrg, footprint: pointSource(mrg, 2300, 1000, 0.2), amplitudeUa: -80 },
  { name: 'Gaines_motor', spec: gaines, footprint: pointSource(gaines, 1150, 1000, 0.2), amplitudeUa: -60 },
  ...['Rattay_Aberham', 'Tigerholm', 'Schild_94'].map((model) => {
    const spec = unmyelinatedFiber(1, 500, { model, compartments: { kind: 'count', count: 21 } });
    return { name: model, spec, footprint: pointSource(spec, 250, 100, 0.2), amplitudeUa: -15 };
  }),
];

describe('order of convergence', () => {
  it.each(cases)('$name', ({ spec, footprint, amplitudeUa }) => {
    const drive = smoothPulse(amplitudeUa);
    const converged = endOf(spec, footprint, drive, 0.0005, 'second-order');
    const errors = (scheme: Simulation['scheme']): number[] =>
      [0.008, 0.004].map((dtMs) => largestDifference(endOf(spec, footprint, drive, dtMs, scheme), converged));
    const order = ([coarse, fine]: number[]): number => Math.log2(coarse / fine);
    const first = errors('backward-euler');
    const second = errors('second-order');
    expect(Math.abs(order(first) - 1)).toBeLessThan(0.2);
    expect(Math.abs(order(second) - 2)).toBeLessThan(0.1);
    expect(second[1]).toBeLessThan(first[1] / 20);
  });
});
