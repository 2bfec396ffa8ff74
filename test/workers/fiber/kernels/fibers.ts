// Small fibres and stimuli for the kernel tests.
import { MYELINATED_MODELS, type Simulation, UNMYELINATED_MODELS, VARIANTS, projectSchema } from '../../../../src-model/project';
import { compartmentCentersUm, geometryOf } from '../../../../src-workers/fiber/morphology';
import type { FiberBatchRequest, FiberSpec } from '../../../../src-workers/fiber/request';

export const simulation = (settings: Partial<Simulation>): Simulation =>
  ({ ...projectSchema.parse({ format: 'ranvier-project', version: 1 }).simulation, ...settings });

type Named = { model: string; variant?: string };

/** A myelinated fibre of `nodes` complete nodes (when nodeShift is 0). */
export function myelinatedFiber(id: string, diameterUm: number, nodes: number, settings: Named & Record<string, unknown>, nodeShift = 0): FiberSpec {
  const model = { ...simulation({}).myelinated, ...settings } as FiberSpec & { myelinated: true } extends { model: infer M } ? M : never;
  const spec: FiberSpec = { id, diameterUm, lengthUm: 1, nodeShift, myelinated: true, model };
  return { ...spec, lengthUm: geometryOf(spec).internodeUm * (nodes - 1) + 1 };
}

export function unmyelinatedFiber(id: string, diameterUm: number, lengthUm: number, count: number, settings: Named & Record<string, unknown>): FiberSpec {
  const model = { ...simulation({}).unmyelinated, ...settings, compartments: { kind: 'count', count } } as FiberSpec & { myelinated: false } extends { model: infer M } ? M : never;
  return { id, diameterUm, lengthUm, nodeShift: 0, myelinated: false, model };
}

/** Every model in both variants. */
export const ALL_MODELS: (Named & { myelinated: boolean })[] = [
  ...MYELINATED_MODELS.flatMap((model) => VARIANTS.map((variant) => ({ model, variant, myelinated: true }))),
  ...UNMYELINATED_MODELS.flatMap((model) => VARIANTS.map((variant) => ({ model, variant, myelinated: false }))),
];

/** A point source at `distanceUm` from the fibre, beside its fraction `along`; sigma = 0.2 S/m. */
export function pointSource(spec: FiberSpec, along: number, distanceUm: number): Float64Array {
  return compartmentCentersUm(spec).map((x) => 1 / (4 * Math.PI * 0.2 * Math.hypot(x - along * spec.lengthUm, distanceUm) * 1e-6));
}

/** A cathodic pulse from one source at 40 % of every fibre. */
export function pulseRequest(fibers: FiberSpec[], settings: Partial<Simulation>, pulse: { startMs: number; durationMs: number; amplitudeUa: number; distanceUm: number }): FiberBatchRequest {
  return {
    fibers, footprints: fibers.map((spec) => [pointSource(spec, 0.4, pulse.distanceUm)]), simulation: simulation(settings),
    drives: [{ timeMs: Float64Array.of(pulse.startMs, pulse.startMs + pulse.durationMs), valueUa: Float64Array.of(pulse.amplitudeUa, 0) }],
  };
}
