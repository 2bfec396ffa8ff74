// Sets up single fibres for the golden tests: projects' defaults, point sources in a homogeneous medium, and single runs.
import { geometryRuleOf } from '../../src-model/library/fiber-ranges';
import { type Clamp, type Simulation, myelinatedModelSchema, simulationSchema, unmyelinatedModelSchema } from '../../src-model/project';
import type { HeldWaveform } from '../../src-model/stimulus/held-waveform';
import { SILENT_TASK } from '../../src-model/task';
import { driveSchedule } from '../../src-workers/fiber/drive-schedule';
import { fiberSetup } from '../../src-workers/fiber/fiber-setup';
import { compartmentCentersUm } from '../../src-workers/fiber/morphology';
import { lengthForNodesUm, myelinatedGeometry } from '../../src-workers/fiber/myelinated-geometry';
import { runFiber } from '../../src-workers/fiber/reference/run-fiber';
import type { FiberBatchRequest, FiberSpec, Trace } from '../../src-workers/fiber/request';
import { simulateFibers } from '../../src-workers/fiber/simulate';

/** A myelinated fibre of complete nodes. */
export function myelinatedFiber(diameterUm: number, nodeCount: number, model: Record<string, unknown>): FiberSpec {
  const parsed = myelinatedModelSchema.parse(model);
  const lengthUm = lengthForNodesUm(myelinatedGeometry(geometryRuleOf(parsed), diameterUm), nodeCount);
  return { id: 'fiber', diameterUm, lengthUm, nodeShift: 0, myelinated: true, model: parsed };
}

export function unmyelinatedFiber(diameterUm: number, lengthUm: number, model: Record<string, unknown>): FiberSpec {
  return { id: 'fiber', diameterUm, lengthUm, nodeShift: 0, myelinated: false, model: unmyelinatedModelSchema.parse(model) };
}

/** Potential in mV per mA of a point source at (xUm, distanceUm, 0) at the compartment centres of a fibre on the x axis; S/m. */
export function pointSource(spec: FiberSpec, xUm: number, distanceUm: number, alongSPerM: number, acrossSPerM = alongSPerM): Float64Array {
  return compartmentCentersUm(spec).map((centerUm) => {
    const alongM = (centerUm - xUm) * 1e-6;
    const acrossM = distanceUm * 1e-6;
    return 1 / (4 * Math.PI * Math.sqrt(acrossSPerM ** 2 * alongM ** 2 + alongSPerM * acrossSPerM * acrossM ** 2));
  });
}

export const pulse = (startMs: number, durationMs: number, valueUa: number): HeldWaveform =>
  ({ timeMs: Float64Array.of(startMs, startMs + durationMs), valueUa: Float64Array.of(valueUa, 0) });

/** A current clamp in the middle of compartment `k`. */
export function currentClamp(spec: FiberSpec, k: number, startMs: number, durationMs: number, amplitude: number): Clamp {
  return { kind: 'current', position: compartmentCentersUm(spec)[k] / spec.lengthUm, startMs, durationMs, amplitude };
}

export interface SingleRun {
  spec: FiberSpec;
  contacts?: { footprint: Float64Array; drive: HeldWaveform }[];
  clamps?: Clamp[];
  durationMs: number;
  dtMs: number;
  scheme?: Simulation['scheme'];
  record?: Record<string, unknown>;
}

export function requestOf(run: SingleRun): FiberBatchRequest {
  const contacts = run.contacts ?? [];
  return {
    fibers: [run.spec], footprints: [contacts.map(({ footprint }) => footprint)], drives: contacts.map(({ drive }) => drive),
    clamps: [run.clamps ?? []],
    simulation: simulationSchema.parse({
      durationMs: run.durationMs, dtMs: run.dtMs, scheme: run.scheme ?? 'backward-euler', rates: 'exact', record: { membranePotential: 'all', ...run.record },
    }),
  };
}

/** Runs one fibre with the reference solver and returns its traces by quantity; the error as an exception. */
export function runSingle(run: SingleRun): Record<string, Trace> {
  const request = requestOf(run);
  const drive = driveSchedule(request.drives, request.simulation);
  const { traces, divergedAtMs } = runFiber(fiberSetup(request, 0, drive), drive, request.simulation.record, SILENT_TASK);
  if (divergedAtMs !== undefined) throw new Error(`diverged at ${divergedAtMs} ms`);
  return Object.fromEntries(traces.map((trace) => [trace.quantity, trace]));
}

/** As runSingle, in the kernels with exact rates. */
export function runKernel(run: SingleRun): Record<string, Trace> {
  const [{ traces, error }] = simulateFibers(requestOf(run), SILENT_TASK);
  if (error !== undefined) throw new Error(error);
  return Object.fromEntries(traces.map((trace) => [trace.quantity, trace]));
}

/** Row r of a trace. */
export const row = (trace: Trace, r: number): Float64Array => Float64Array.from(trace.values.subarray(r * trace.sampleCount, (r + 1) * trace.sampleCount));
