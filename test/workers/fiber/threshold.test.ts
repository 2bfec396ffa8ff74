// Threshold search: brackets that hold, independence of company, upper limits, block, and honest answers where there is no threshold.
import { describe, expect, it } from 'vitest';
import { SILENT_TASK } from '../../../src-model/task';
import { simulateFibers } from '../../../src-workers/fiber/simulate';
import { type ThresholdOptions, findThresholds } from '../../../src-workers/fiber/threshold';
import { myelinatedFiber, pulseRequest } from './kernels/fibers';

const FIBERS = [10, 7.3, 12.8].map((diameterUm) => myelinatedFiber(`D${diameterUm}`, diameterUm, 15, { model: 'MRG' }, 0.3));
const REQUEST = pulseRequest(FIBERS, { durationMs: 2 }, { startMs: 0.3, durationMs: 0.1, amplitudeUa: -1, distanceUm: 1000 });
const OPTIONS: ThresholdOptions = { kind: 'activation', minimum: 10, maximum: 2000, relativeTolerance: 1e-3, criterion: { kind: 'recruited' } };

describe('findThresholds', () => {
  it('brackets the change of recruitment within the tolerance', () => {
    const results = findThresholds(REQUEST, OPTIONS, SILENT_TASK);
    results.forEach(({ threshold, bracket }) => {
      expect(bracket!.high).toBe(threshold);
      expect(1 - bracket!.low / bracket!.high).toBeLessThanOrEqual(1e-3);
    });
    for (const [side, recruited] of [['low', false], ['high', true]] as const) {
      const scale = Float64Array.from(results, ({ bracket }) => bracket![side]);
      expect(simulateFibers({ ...REQUEST, scale }, SILENT_TASK).map((result) => result.recruited)).toEqual([recruited, recruited, recruited]);
    }
  });

  it('does not depend on what else is searched', () => {
    const together = findThresholds(REQUEST, OPTIONS, SILENT_TASK).map(({ threshold }) => threshold);
    const alone = FIBERS.map((_, f) => findThresholds({ ...REQUEST, fibers: [FIBERS[f]], footprints: [REQUEST.footprints[f]] }, OPTIONS, SILENT_TASK)[0].threshold);
    expect(alone).toEqual(together);
  });

  it('finds the amplitude above which a strong field blocks the fibre again', () => {
    const near = pulseRequest(FIBERS.slice(0, 1), { durationMs: 2 }, { startMs: 0.3, durationMs: 0.1, amplitudeUa: -1, distanceUm: 300 });
    const [{ threshold, upper }] = findThresholds(near, { ...OPTIONS, upper: true, maximum: 5000, minimum: 5 }, SILENT_TASK);
    expect(upper).toBeGreaterThan(threshold!);
    const [below, above] = [upper! / 1.01, upper!].map((scale) => simulateFibers({ ...near, scale: Float64Array.of(scale) }, SILENT_TASK)[0].recruited);
    expect([below, above]).toEqual([true, false]);
  });

  it('says why there is none', () => {
    expect(findThresholds(REQUEST, { ...OPTIONS, maximum: 20 }, SILENT_TASK).map(({ reason, threshold }) => [reason, threshold])).toEqual(FIBERS.map(() => ['none-up-to-maximum', null]));
    expect(findThresholds(REQUEST, { ...OPTIONS, minimum: 400 }, SILENT_TASK)[0].reason).toBe('at-minimum');
    expect(() => findThresholds(REQUEST, { ...OPTIONS, minimum: 0 }, SILENT_TASK)).toThrow(/0 < minimum < maximum/);
  });

  it('block: the lowest amplitude at which a test spike no longer arrives', () => {
    const [fiber] = FIBERS;
    const request = pulseRequest([fiber], { durationMs: 2.5 }, { startMs: 0.2, durationMs: 2.3, amplitudeUa: 1, distanceUm: 500 });
    request.clamps = [[{ kind: 'current', position: 0, startMs: 1, durationMs: 0.1, amplitude: 3 }]];
    const criterion = { kind: 'crossing', position: 1, levelMv: -20, afterMs: 1 } as const;
    const [{ threshold }] = findThresholds(request, { ...OPTIONS, kind: 'block', minimum: 20, maximum: 3000, criterion }, SILENT_TASK);
    expect(threshold).not.toBeNull();
    const record = { ...request.simulation.record, membranePotential: 'nodes' as const };
    const arrives = (scale: number): boolean => {
      const [{ traces: [{ values, sampleCount }], sampleMs }] = simulateFibers({ ...request, scale: Float64Array.of(scale), simulation: { ...request.simulation, record } }, SILENT_TASK);
      const lastNode = values.subarray(values.length - sampleCount);
      return lastNode.some((value, sample) => sample * sampleMs > 1 && value >= -20 && lastNode[sample - 1] < -20);
    };
    expect([arrives(threshold! * 0.99), arrives(threshold! * 1.01)]).toEqual([true, false]);
  });
});
