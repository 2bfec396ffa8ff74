// What the default scheme promises: at 5 us its thresholds are at least as close to the converged ones as those of backward Euler at 1 us,
// for short and long pulses, myelinated and unmyelinated fibres.
import { expect, it } from 'vitest';
import type { Simulation } from '../../../src-model/project';
import { SILENT_TASK } from '../../../src-model/task';
import { findThresholds } from '../../../src-workers/fiber/threshold';
import { myelinatedFiber, pulseRequest, unmyelinatedFiber } from './kernels/fibers';

/** Model, pulse (ms), distance of the electrode (um), and about where the threshold lies (uA). */
it.each([
  ['MRG', 0.1, 1000, 120], ['MRG', 0.02, 300, 58], ['Gaines_motor', 0.05, 200, 28.7], ['HH', 0.1, 100, 58], ['Rattay_Aberham', 0.5, 50, 4.43], ['Sundt', 0.05, 200, 465],
] as const)('%s, %f ms at %d um', (model, durationMs, distanceUm, aboutUa) => {
  const myelinated = model === 'MRG' || model === 'Gaines_motor';
  const fiber = myelinated ? myelinatedFiber('f', 10, 21, { model, variant: 'nrv' }) : unmyelinatedFiber('f', 1, 2500, 101, { model });
  const pulse = { startMs: 0.5, durationMs, amplitudeUa: -1, distanceUm };
  const at = (scheme: Simulation['scheme'], dtMs: number): number => {
    const [{ threshold, reason }] = findThresholds(pulseRequest([fiber], { durationMs: myelinated ? 2.5 : 8, dtMs, scheme }, pulse), {
      kind: 'activation', minimum: 0.96 * aboutUa, maximum: 1.04 * aboutUa, relativeTolerance: 5e-5,
      criterion: { kind: 'crossing', position: 0.85, levelMv: -30, afterMs: 0.5 + durationMs },
    }, SILENT_TASK);
    expect(reason).toBeUndefined();
    return threshold!;
  };
  const [coarse, fine] = [at('second-order', 0.002), at('second-order', 0.001)];
  const converged = fine + (fine - coarse) / 3;
  expect(Math.abs(at('second-order', 0.005) - converged)).toBeLessThanOrEqual(Math.abs(at('backward-euler', 0.001) - converged));
});
