// What the fibre bench measures: CPU time of the kernels per compartment and step, of the set-up per fibre, and of the plain solver.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Simulation } from '../../src-model/project';
import { SILENT_TASK } from '../../src-model/task';
import { buildCable } from '../../src-workers/fiber/cable';
import { simulateReference } from '../../src-workers/fiber/reference/simulate';
import type { FiberBatchRequest, FiberResult, FiberSpec } from '../../src-workers/fiber/request';
import { simulateFibers } from '../../src-workers/fiber/simulate';
import { populationRequest, refuseFailures } from './fiber-population';
import { myelinatedFiber, pulseRequest, unmyelinatedFiber } from '../workers/fiber/kernels/fibers';

export interface KernelCase {
  name: string;
  spec: FiberSpec;
  settings: Partial<Simulation>;
  /** ns per compartment-step; absent where none is asked for. */
  required?: number;
}

const mrg = myelinatedFiber('a', 10, 21, { model: 'MRG', variant: 'nrv' });
const unmyelinated = (model: string): FiberSpec => unmyelinatedFiber('a', 1, 5000, 179, { model, variant: 'nrv' });
const f64 = { precision: 'f64', rates: 'tables' } as const;

export const KERNEL_CASES: KernelCase[] = [
  { name: 'MRG, tables, f64', spec: mrg, settings: f64, required: 1.8 },
  { name: 'MRG, tables, f64, second order', spec: mrg, settings: { ...f64, scheme: 'second-order' }, required: 1.8 },
  { name: 'MRG, exact, f64', spec: mrg, settings: { ...f64, rates: 'exact' }, required: 7 },
  { name: 'MRG, tables, f32', spec: mrg, settings: { ...f64, precision: 'f32' }, required: 0.95 },
  { name: 'Gaines_motor, tables, f64', spec: myelinatedFiber('a', 10, 21, { model: 'Gaines_motor', variant: 'nrv' }), settings: f64, required: 20 },
  { name: 'Gaines_motor, published, f64', spec: myelinatedFiber('a', 10, 21, { model: 'Gaines_motor', variant: 'published' }), settings: f64, required: 20 },
  ...['Rattay_Aberham', 'HH', 'Sundt'].map((model): KernelCase => ({ name: `${model}, tables, f64`, spec: unmyelinated(model), settings: f64, required: 10 })),
  { name: 'Rattay_Aberham, tables, f32', spec: unmyelinated('Rattay_Aberham'), settings: { ...f64, precision: 'f32' } },
  ...['Tigerholm', 'Schild_94', 'Schild_97'].map((model): KernelCase => ({ name: `${model}, tables, f64`, spec: unmyelinated(model), settings: f64 })),
];

const FIBERS = 64;
const REPEATS = 5;
const STEPS = { short: 200, long: 1800 };
const DT_MS = 0.005;

export const cpuMs = (work: () => unknown): number => {
  const before = process.cpuUsage();
  work();
  const used = process.cpuUsage(before);
  return (used.user + used.system) / 1000;
};
const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1];

function requestOf({ spec, settings }: KernelCase, fibers: number, steps: number): FiberBatchRequest {
  const request = pulseRequest(Array.from({ length: fibers }, (_, i) => ({ ...spec, id: String(i) })), {
    scheme: 'backward-euler', ...settings, dtMs: DT_MS, durationMs: steps * DT_MS,
  }, spec.myelinated ? { startMs: 0.5, durationMs: 0.1, amplitudeUa: -300, distanceUm: 1000 } : { startMs: 0.5, durationMs: 0.2, amplitudeUa: -300, distanceUm: 300 });
  return { ...request, scale: Float64Array.from({ length: fibers }, (_, i) => 0.2 + i / fibers) };
}

export interface KernelTiming {
  name: string;
  nsPerCompartmentStep: number;
  required?: number;
  setupUsPerFiber: number;
  timesPlain: number;
}

/** Runs of two lengths in turn: their difference is the time loop, the rest the set-up. */
export function timeKernel(each: KernelCase): KernelTiming {
  const compartments = buildCable(each.spec).compartmentCount;
  const [short, long] = [requestOf(each, FIBERS, STEPS.short), requestOf(each, FIBERS, STEPS.long)];
  simulateFibers(long, SILENT_TASK);
  const times = Array.from({ length: REPEATS }, () => ({ short: cpuMs(() => simulateFibers(short, SILENT_TASK)), long: cpuMs(() => simulateFibers(long, SILENT_TASK)) }));
  const perStepMs = median(times.map((time) => (time.long - time.short) / (STEPS.long - STEPS.short)));
  const nsPerCompartmentStep = (perStepMs * 1e6) / (FIBERS * compartments);
  const plainMs = median([1, 2, 3].map(() => cpuMs(() => simulateReference(requestOf(each, 1, STEPS.short), SILENT_TASK))));
  return {
    name: each.name, nsPerCompartmentStep, required: each.required, setupUsPerFiber: (1000 * Math.max(0, median(times.map((time) => time.short)) - STEPS.short * perStepMs)) / FIBERS,
    timesPlain: (plainMs * 1e6) / (compartments * STEPS.short) / nsPerCompartmentStep,
  };
}

export interface PopulationTiming {
  fibers: number;
  cpuS: number;
  wallS: number;
  residentMb: number;
}

/** A population from specifications to spikes, in one thread. */
export function timePopulation(fibers: number): PopulationTiming {
  const request = populationRequest(0, fibers);
  const start = performance.now();
  let results: FiberResult[] = [];
  const cpuS = cpuMs(() => { results = simulateFibers(request, SILENT_TASK); }) / 1000;
  refuseFailures(results);
  return { fibers, cpuS, wallS: (performance.now() - start) / 1000, residentMb: process.memoryUsage().rss / 2 ** 20 };
}

/** ns per compartment-step of NEURON's own loop on a comparable fibre, by case name; empty where NEURON is not installed. */
export function neuronBaseline(): Record<string, number> {
  const script = fileURLToPath(new URL('./neuron-baseline.py', import.meta.url));
  const run = spawnSync('/usr/bin/python3', [script], { encoding: 'utf8' });
  return run.status === 0 ? JSON.parse(run.stdout.trim().split('\n').at(-1)!) as Record<string, number> : {};
}

export function kernelTable(timings: readonly KernelTiming[], neuron: Record<string, number>): string {
  const header = ['case', 'ns/compartment-step', 'required', 'set-up us/fibre', 'x plain solver', 'x NEURON'];
  const rows = timings.map((each) => {
    const [model] = each.name.split(',');
    const baseline = neuron[model];
    return [each.name, each.nsPerCompartmentStep.toFixed(2), each.required?.toString() ?? '-', each.setupUsPerFiber.toFixed(0), each.timesPlain.toFixed(0), baseline ? (baseline / each.nsPerCompartmentStep).toFixed(0) : '-'];
  });
  return [header, ...rows].map((row) => row.map((cell, c) => (c === 0 ? cell.padEnd(34) : cell.padStart(20))).join('')).join('\n');
}
