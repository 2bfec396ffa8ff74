// The direct kernel with exact rates against the plain solver: every model, both schemes, clamps, odd shapes in one batch.
import { describe, expect, it } from 'vitest';
import type { Clamp, Simulation } from '../../../../src-model/project';
import { SILENT_TASK } from '../../../../src-model/task';
import { driveSchedule } from '../../../../src-workers/fiber/drive-schedule';
import { fiberSetup } from '../../../../src-workers/fiber/fiber-setup';
import { runFiber } from '../../../../src-workers/fiber/reference/run-fiber';
import type { FiberBatchRequest } from '../../../../src-workers/fiber/request';
import { simulateFibers } from '../../../../src-workers/fiber/simulate';
import { ALL_MODELS, myelinatedFiber, pulseRequest, simulation, unmyelinatedFiber } from './fibers';

const RECORD_ALL = { ...simulation({}).record, membranePotential: 'all' as const };
const SCHEMES: Simulation['scheme'][] = ['backward-euler', 'second-order'];

/** Largest difference of V over all compartments, samples and fibres, mV; and the largest V, to know that something happened. */
function compare(request: FiberBatchRequest): { differenceMv: number; highestMv: number } {
  const drive = driveSchedule(request.drives, request.simulation);
  const results = simulateFibers(request, SILENT_TASK);
  let differenceMv = 0;
  let highestMv = -Infinity;
  results.forEach((result, f) => {
    expect(result.error).toBeUndefined();
    const [expected] = runFiber(fiberSetup(request, f, drive), drive, request.simulation.record, SILENT_TASK).traces;
    const [got] = result.traces;
    expect(got.values.length).toBe(expected.values.length);
    expected.values.forEach((value, k) => {
      differenceMv = Math.max(differenceMv, Math.abs(value - got.values[k]));
      highestMv = Math.max(highestMv, value);
    });
  });
  return { differenceMv, highestMv };
}

describe('direct kernel, exact rates, f64', () => {
  for (const settings of ALL_MODELS) {
    for (const scheme of SCHEMES) {
      it(`${settings.model} ${settings.variant} ${scheme}: within 1e-6 mV of the plain solver`, () => {
        const fibers = settings.myelinated
          ? [myelinatedFiber('a', 10, 7, settings), myelinatedFiber('b', 7.3, 6, settings, 0.37), myelinatedFiber('c', 12.8, 7, settings, 0.9)]
          : [unmyelinatedFiber('a', 1, 1000, 41, settings), unmyelinatedFiber('b', 0.6, 800, 33, settings)];
        const request = pulseRequest(fibers, { durationMs: 1.5, dtMs: 0.005, scheme, rates: 'exact', record: RECORD_ALL }, settings.myelinated
          ? { startMs: 0.2, durationMs: 0.1, amplitudeUa: -400, distanceUm: 1000 } : { startMs: 0.2, durationMs: 0.3, amplitudeUa: -150, distanceUm: 100 });
        const { differenceMv, highestMv } = compare(request);
        expect(highestMv).toBeGreaterThan(-20);
        expect(differenceMv).toBeLessThan(1e-6);
      });
    }
  }

  it('handles clamps, two contacts and own scales', () => {
    for (const scheme of SCHEMES) {
      const fibers = [unmyelinatedFiber('a', 1, 1000, 41, { model: 'Rattay_Aberham' }), unmyelinatedFiber('b', 0.8, 1000, 41, { model: 'Rattay_Aberham' })];
      const request = pulseRequest(fibers, { durationMs: 1.5, dtMs: 0.005, scheme, rates: 'exact', record: RECORD_ALL }, { startMs: 0.2, durationMs: 0.3, amplitudeUa: -20, distanceUm: 200 });
      request.footprints.forEach((contacts) => contacts.push(contacts[0].slice().reverse()));
      request.drives.push({ timeMs: Float64Array.of(0, 0.4, 0.52), valueUa: Float64Array.of(0, 6, -3) });
      request.scale = Float64Array.of(1, 0.3);
      const clamps: Clamp[] = [
        { kind: 'current', position: 0.2, startMs: 0.3, durationMs: 0.2, amplitude: 0.4 },
        { kind: 'voltage', position: 0.8, startMs: 0.5, durationMs: 0.6, amplitude: -40 },
      ];
      request.clamps = [clamps, clamps];
      const { differenceMv, highestMv } = compare(request);
      expect(highestMv).toBeGreaterThan(-30);
      expect(differenceMv).toBeLessThan(1e-6);
    }
  });

  it('takes several compartments per section and a cut last node', () => {
    const fibers = [
      myelinatedFiber('a', 10, 5, { model: 'MRG', compartmentsPerSection: 3 }), myelinatedFiber('b', 10, 5, { model: 'Gaines_motor', compartmentsPerSection: 'd-lambda' }),
      { ...myelinatedFiber('c', 10, 5, { model: 'MRG' }), lengthUm: 4 * 1150 + 0.4 },
    ];
    for (const scheme of SCHEMES) {
      const { differenceMv } = compare(pulseRequest(fibers, { durationMs: 1, scheme, rates: 'exact', record: RECORD_ALL }, { startMs: 0.2, durationMs: 0.1, amplitudeUa: -400, distanceUm: 1000 }));
      expect(differenceMv).toBeLessThan(1e-6);
    }
  });
});
