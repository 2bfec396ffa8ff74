// Single numbers that NRV 1.4.0 gave: voltage clamp, Markov sodium channels, a footprint, initial gates,
// several compartments per section, other temperatures, membrane currents.
import { describe, expect, it } from 'vitest';
import { myelinatedModelSchema } from '../../src-model/project';
import type { FiberSpec, Trace } from '../../src-workers/fiber/request';
import { compartmentCentersUm } from '../../src-workers/fiber/morphology';
import { goldenTable } from './golden-csv';
import { currentClamp, myelinatedFiber, pointSource, row, runSingle, unmyelinatedFiber } from './fiber-run';

const largest = (trace: Float64Array): number => trace.reduce((most, value) => Math.max(most, value), -Infinity);

it('voltage clamp: Rattay_Aberham, -70 then -40 mV in the middle through 0.1 Mohm', () => {
  const spec = unmyelinatedFiber(1, 1000, { model: 'Rattay_Aberham', variant: 'nrv', compartments: { kind: 'count', count: 21 } });
  const command = (startMs: number, durationMs: number, amplitude: number) => ({ kind: 'voltage' as const, position: 0.5, startMs, durationMs, amplitude });
  const { V } = runSingle({ spec, clamps: [command(0, 0.5, -70), command(0.5, 0.5, -40)], durationMs: 1, dtMs: 0.005 });
  expect(Math.abs(row(V, 10)[150] - -39.9791)).toBeLessThan(6e-5);
});

it('Markov sodium channels on all nodes of an MRG fibre', () => {
  const spec: FiberSpec = { id: 'f', diameterUm: 10, lengthUm: 11530.7, nodeShift: 0, myelinated: true, model: myelinatedModelSchema.parse({ variant: 'nrv', nodeSodium: 'markov' }) };
  const { V } = runSingle({ spec, clamps: [currentClamp(spec, 22, 0.5, 0.2, 3)], durationMs: 4, dtMs: 0.005, record: { membranePotential: 'nodes' } });
  const peaks = Array.from({ length: V.xUm.length }, (_, node) => largest(row(V, node)));
  expect(Math.abs(Math.max(...peaks) - 52.486)).toBeLessThan(6e-4);
  expect(Math.abs(peaks[8] - 32.269)).toBeLessThan(6e-4);
});

it('footprint of a point source at the compartment centres, anisotropic medium, relative 5e-6 (NEURON holds x in single precision)', () => {
  const table = goldenTable('neuron2/footprint_MRG10_200um.csv');
  const spec = myelinatedFiber(10, 21, { variant: 'nrv' });
  const footprint = pointSource(spec, 11500.5, 200, 0.571, 0.085);
  const expected = table.numbers('footprint_mV_per_mA');
  expect(footprint.length).toBe(expected.length);
  footprint.forEach((value, k) => expect(Math.abs(value / expected[k] - 1)).toBeLessThan(5e-6));
});

describe('gates at t = 0, six digits', () => {
  it.each([
    ['Rattay_Aberham', { m: 0.0529325, h: 0.596121, n: 0.317677 }],
    ['HH', { m: 0.0393254, h: 0.679803, n: 0.280199 }],
    ['Sundt', { m: 0.0117547, h: 0.936692, n: 0.00528587, l: 0.481304 }],
    ['Tigerholm', {
      nav17_m: 0.00493483, nav17_h: 0.264496, nav17_s: 0.878208, nav18_m: 0.00632032, nav18_h: 0.999419, nav18_s: 0.893309, nav18_u: 0.798187,
      nav19_m: 0.0822575, nav19_h: 0.867005, nav19_s: 0.208153, km_ns: 0.00480475, ka_m: 2.47631e-8, ka_h: 0.997244, hcn_ns: 0.0692713, kdr_n: 0.0829748,
      nai: 11.4, nao: 154, ki: 144.9, ko: 5.6,
    }],
  ])('%s', (model, expected) => {
    const spec = unmyelinatedFiber(1, 100, { model, variant: 'nrv', compartments: { kind: 'count', count: 1 } });
    const traces = runSingle({ spec, durationMs: 0.005, dtMs: 0.005, record: { gates: true } });
    for (const [name, value] of Object.entries(expected)) expect(Math.abs(traces[name].values[0] / value - 1), name).toBeLessThan(2e-5);
  });
});

/** Velocity between nodes 10 and 30 of 41 from the vertices of the parabolas through the peaks, m/s. */
function velocity(spec: FiberSpec, dtMs: number, durationMs: number): number {
  const nodesUm = Array.from({ length: 41 }, (_, node) => 0.5 + node * 1150);
  const centers = compartmentCentersUm(spec);
  const start = centers.findIndex((xUm) => Math.abs(xUm - nodesUm[1]) < 0.01);
  const { V } = runSingle({ spec, clamps: [currentClamp(spec, start, 0.5, 0.1, 5)], durationMs, dtMs, record: { membranePotential: 'nodes' } });
  const peakMs = (node: number): number => {
    const trace = row(V, node);
    const k = trace.reduce((best, value, i) => (value > trace[best] ? i : best), 0);
    const [before, at, after] = [trace[k - 1], trace[k], trace[k + 1]];
    return (k + (0.5 * (before - after)) / (before - 2 * at + after)) * dtMs;
  };
  return ((nodesUm[30] - nodesUm[10]) * 1e-3) / (peakMs(30) - peakMs(10));
}

describe('MRG 10 um velocity, within 0.1 %', () => {
  it.each([
    ['1 compartment per section, dt 2.5 us', { compartmentsPerSection: 1 }, 0.0025, 53.68, 1.5],
    ['3 compartments per section, dt 1 us', { compartmentsPerSection: 3 }, 0.001, 44.54, 1.6],
    ['33 C, dt 1 us', { temperatureC: 33 }, 0.001, 48.63, 1.7],
    ['20 C, dt 1 us', { temperatureC: 20 }, 0.001, 30.09, 2.4],
  ])('%s', (_name, model, dtMs, expected, durationMs) => {
    expect(Math.abs(velocity(myelinatedFiber(10, 41, { variant: 'nrv', ...model }), dtMs, durationMs) / expected - 1)).toBeLessThan(1e-3);
  });
});

describe('membrane current: extremes of what a recorder of NRV sees, five digits', () => {
  /** mV at `point` (um) in 0.2 S/m, from i_mem of rows at x with the surfaces areaCm2. */
  const recorded = (current: Trace, areaCm2: (row: number) => number, [x, y, z]: readonly [number, number, number]): Float64Array => {
    const potential = new Float64Array(current.sampleCount);
    current.xUm.forEach((xUm, r) => {
      const perSiemens = 1 / (4 * Math.PI * 0.2 * Math.hypot(x - xUm, y, z) * 1e-6);
      row(current, r).forEach((density, n) => { potential[n] += density * areaCm2(r) * perSiemens; });
    });
    return potential;
  };
  const extremes = (values: Float64Array): [string, string] => [Math.min(...values).toExponential(4), Math.max(...values).toExponential(4)];

  it('MRG: the nodes, all that NRV takes of a myelinated fibre', () => {
    const spec: FiberSpec = { id: 'f', diameterUm: 10, lengthUm: 11530.7, nodeShift: 0, myelinated: true, model: myelinatedModelSchema.parse({ variant: 'nrv' }) };
    const { i_mem } = runSingle({ spec, clamps: [currentClamp(spec, 11, 0.2, 0.1, 3)], durationMs: 4, dtMs: 0.005, record: { membranePotential: 'nodes', membraneCurrent: true } });
    expect(extremes(recorded(i_mem, () => Math.PI * 3.3e-4 * 1e-4, [1000, 100, 30]))).toEqual(['-5.7488e-3', '1.9767e-3']);
  });

  it('Sundt: all compartments and both ends, each with half the distance between its neighbours in the list of positions', () => {
    const spec = unmyelinatedFiber(1, 2000, { model: 'Sundt', variant: 'nrv', compartments: { kind: 'count', count: 51 } });
    const { i_mem } = runSingle({ spec, clamps: [currentClamp(spec, 5, 0.2, 1, 1)], durationMs: 5, dtMs: 0.005, record: { membraneCurrent: true } });
    const lengthUm = 2000 / 51;
    const own = recorded(i_mem, (r) => Math.PI * 1e-4 * (r === 0 || r === 50 ? 0.75 : 1) * lengthUm * 1e-4, [1000, 100, 30]);
    const ends = [0, 2000].map((xUm, side) => ({ ...i_mem, xUm: Float64Array.of(xUm), values: row(i_mem, side * 50) }));
    const [first, last] = ends.map((end) => recorded(end, () => Math.PI * 1e-4 * (lengthUm / 2) * 1e-4, [1000, 100, 30]));
    expect(extremes(own.map((value, n) => value + first[n] + last[n]))).toEqual(['-1.1141e-3', '6.4145e-4']);
  });
});
