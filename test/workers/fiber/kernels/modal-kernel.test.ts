// The modal kernel: with all modes and exact rates it is the plain solver; reduced, with tables or in f32 it stays close to it.
import { describe, expect, it } from 'vitest';
import type { Clamp, Simulation } from '../../../../src-model/project';
import { SILENT_TASK } from '../../../../src-model/task';
import { simulateReference } from '../../../../src-workers/fiber/reference/simulate';
import type { FiberBatchRequest } from '../../../../src-workers/fiber/request';
import { simulateFibers } from '../../../../src-workers/fiber/simulate';
import { myelinatedFiber, pulseRequest, simulation } from './fibers';

const RECORD_NODES = { ...simulation({}).record, membranePotential: 'nodes' as const };
const SCHEMES: Simulation['scheme'][] = ['backward-euler', 'second-order'];

/** Fibres of different diameters, node counts and shifts: tails of every length, and two of them without. */
const FIBERS = [
  myelinatedFiber('a', 10, 9, { model: 'MRG' }), myelinatedFiber('b', 7.3, 8, { model: 'MRG' }, 0.37), myelinatedFiber('c', 12.8, 9, { model: 'MRG' }, 0.02),
  myelinatedFiber('d', 5.7, 7, { model: 'MRG' }, 0.97), { ...myelinatedFiber('e', 8.7, 9, { model: 'MRG' }), lengthUm: 8300 },
  { ...myelinatedFiber('f', 14, 6, { model: 'MRG', nodeSodium: 'markov' }), lengthUm: 8500 },
];

const request = (settings: Partial<Simulation>): FiberBatchRequest => {
  const made = pulseRequest(FIBERS, { durationMs: 1.5, dtMs: 0.005, record: RECORD_NODES, ...settings }, { startMs: 0.2, durationMs: 0.1, amplitudeUa: -400, distanceUm: 1000 });
  made.footprints.forEach((contacts) => contacts.push(contacts[0].slice().reverse()));
  made.drives.push({ timeMs: Float64Array.from({ length: 200 }, (_, k) => 0.6 + k * 0.004), valueUa: Float64Array.from({ length: 200 }, (_, k) => 150 * Math.sin(k * 0.05)) });
  const clamps: Clamp[] = [
    { kind: 'current', position: 0.9, startMs: 0.9, durationMs: 0.1, amplitude: 1.5 }, { kind: 'voltage', position: 0.1, startMs: 1.1, durationMs: 0.2, amplitude: -60 },
  ];
  made.clamps = FIBERS.map((_, f) => (f % 2 === 1 ? clamps : []));
  return made;
};

/** Largest difference of V at the nodes from the plain solver, mV. */
function differenceMv(settings: Partial<Simulation>): number {
  const made = request(settings);
  const expected = simulateReference(made, SILENT_TASK);
  return simulateFibers(made, SILENT_TASK).reduce((worst, { traces: [got], error }, f) => {
    expect(error).toBeUndefined();
    const values = Array.from(expected[f].traces[0].values);
    expect(got.values.length).toBe(values.length);
    expect(Math.max(...values)).toBeGreaterThan(0);
    return Math.max(worst, ...values.map((value, k) => Math.abs(value - got.values[k])));
  }, 0);
}

describe('modal kernel against the plain solver', () => {
  for (const scheme of SCHEMES) {
    it(`${scheme}, all modes, exact rates: 1e-6 mV`, () => { expect(differenceMv({ scheme, rates: 'exact' })).toBeLessThan(1e-6); });
    it(`${scheme}, reduced modes and tables: 0.1 mV`, () => { expect(differenceMv({ scheme, rates: 'tables' })).toBeLessThan(0.1); });
    it(`${scheme}, f32: 0.1 mV`, () => { expect(differenceMv({ scheme, rates: 'tables', precision: 'f32' })).toBeLessThan(0.1); });
  }
});
