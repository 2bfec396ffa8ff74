// Fast paths against the exact kernel: rate tables, reduced modes and single precision move no threshold by more than 1e-5.
// MRG at eighteen reference cases: test/golden/fiber-thresholds.test.ts.
import { describe, expect, it } from 'vitest';
import { needsDoublePrecision } from '../../../src-model/library/double-precision';
import type { Simulation } from '../../../src-model/project';
import { SILENT_TASK } from '../../../src-model/task';
import { type ThresholdOptions, findThresholds } from '../../../src-workers/fiber/threshold';
import { ALL_MODELS, myelinatedFiber, pulseRequest, unmyelinatedFiber } from './kernels/fibers';

const TOLERANCE = 1e-5;
type Path = Pick<Simulation, 'rates' | 'precision'>;
const TABLES: Path = { rates: 'tables', precision: 'f64' };
const EXACT: Path = { rates: 'exact', precision: 'f64' };

describe('thresholds of fast paths', () => {
  for (const settings of ALL_MODELS.filter(({ variant }) => variant === 'published')) {
    for (const scheme of ['backward-euler', 'second-order'] as const) {
      it(`${settings.model}, ${scheme}`, () => {
        const fiber = settings.myelinated ? myelinatedFiber('f', 8, 21, settings) : unmyelinatedFiber('f', 0.5, 1500, 61, settings);
        const [pulse, durationMs] = settings.myelinated
          ? [{ startMs: 0.5, durationMs: 0.1, amplitudeUa: -1, distanceUm: 800 }, 2.5] : [{ startMs: 0.5, durationMs: 0.4, amplitudeUa: -1, distanceUm: 100 }, 7];
        const request = pulseRequest([fiber], { durationMs, dtMs: 0.005, scheme }, pulse);
        const options = (minimum: number, maximum: number, relativeTolerance: number): ThresholdOptions => ({
          kind: 'activation', minimum, maximum, relativeTolerance, criterion: { kind: 'crossing', position: 0.85, levelMv: -30, afterMs: pulse.startMs + pulse.durationMs },
        });
        const search = (path: Path, bounds: ThresholdOptions) => findThresholds({ ...request, simulation: { ...request.simulation, ...path } }, bounds, SILENT_TASK)[0];
        const around = (value: number): [number, number] => [value * (1 - TOLERANCE), value * (1 + TOLERANCE)];
        const tables = search(TABLES, options(5, 500, 1e-6));
        expect(tables.reason).toBeUndefined();
        // The exact threshold lies within the tolerance of that of the tables: silent below it, firing above it.
        const exact = search(EXACT, options(...around(tables.threshold!), 2e-6));
        expect(exact.reason).toBeUndefined();
        if (!fiber.myelinated && needsDoublePrecision(fiber.model)) return;
        for (const rates of ['tables', 'exact'] as const) {
          expect(search({ rates, precision: 'f32' }, options(...around(exact.threshold!), 3 * TOLERANCE)).reason, `${rates} f32`).toBeUndefined();
        }
      });
    }
  }
});
