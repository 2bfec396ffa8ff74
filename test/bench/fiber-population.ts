// The population of the fibre bench: MRG fibres of 97 diameters and 21 nodes, 5 ms at 5 us, second order, one contact.
import type { FiberBatchRequest, FiberResult } from '../../src-workers/fiber/request';
import { myelinatedFiber, pulseRequest } from '../workers/fiber/kernels/fibers';

const DIAMETERS = 97;

/** Fibres from .. to - 1 of the population, each with a footprint of its own. */
export function populationRequest(from: number, to: number): FiberBatchRequest {
  const ofDiameter = Array.from({ length: Math.min(DIAMETERS, to - from) }, (_, i) => myelinatedFiber('', 6 + ((from + i) % DIAMETERS) * 0.1, 21, { model: 'MRG' }));
  const request = pulseRequest(ofDiameter, { durationMs: 5, scheme: 'second-order' }, { startMs: 0.5, durationMs: 0.1, amplitudeUa: -300, distanceUm: 1000 });
  const indices = Array.from({ length: to - from }, (_, i) => i);
  return {
    ...request,
    fibers: indices.map((i) => ({ ...ofDiameter[i % DIAMETERS], id: String(from + i) })),
    footprints: indices.map((i) => request.footprints[i % DIAMETERS].map((values) => values.slice())),
  };
}

/** A bench of fibres that fail would be fast and worthless. */
export function refuseFailures(results: readonly FiberResult[]): void {
  const failed = results.find(({ error }) => error !== undefined);
  if (failed) throw new Error(`Fibre ${failed.id} of the bench failed: ${failed.error}`);
}
