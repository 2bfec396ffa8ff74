// Fibres: simulated in batches side by side. A batch depends on nothing but its own fibres, so that the number of workers changes
// only how long it takes.
import type { HeldWaveform } from '../../src-model/stimulus/held-waveform';
import type { Clamp, Project } from '../../src-model/project';
import { CancelledError } from '../../src-model/task';
import type { FiberBatchRequest, FiberResult, FiberSpec } from '../../src-workers/fiber/request';
import { WorkerLostError } from '../pool/worker-pool';
import type { Footprints } from './footprints';
import { footprintOf } from './footprints';
import { inputHash } from './input-hash';
import { sharedProgress } from './phase-clock';
import type { PhaseContext } from './phase-context';
import type { RunResult } from './run-data';
import type { RunFibers } from './run-fibers';
import { mostTraceBytes } from './trace-size';
import type { TraceSpool } from './trace-spool';

const LEAST_BATCH = 16;
const LARGEST_BATCH = 128;
/** Aim for so many batches: enough to keep many workers busy to the end, few enough to keep the overhead small. */
const WANTED_BATCHES = 64;
/** A kill loses the batches that are being simulated: long simulations are cut into batches of some seconds, but not into less than the lanes of a kernel. */
const LONGEST_BATCH_NS = 5e9;
const SMALLEST_BATCH = 4;
/** Per compartment and step, on an ordinary processor: a guess that only sizes batches. */
const NS_PER_STEP = 8;
/** What the traces of a batch may take where they are made, before they are written: bounds the memory together with the number of workers. */
const BATCH_TRACE_BYTES = 32 * 2 ** 20;

export interface FibersInput {
  project: Project;
  drives: (HeldWaveform | null)[];
  fibers: RunFibers;
  rows: Int32Array;
  footprints: Footprints;
}

/** Clamps that concern a fibre: those whose filters, where given, name it. */
export function clampsOf(clamps: readonly Clamp[], fascicle: string, id: string): Clamp[] {
  return clamps.filter((clamp) => (clamp.fascicles?.includes(fascicle) ?? true) && (clamp.fibers?.includes(id) ?? true));
}

/** Simulated fibres (indices into `rows`) in batches of one type and similar size: fibres of a batch run in lockstep. `traceBytes`: what is recorded of fibre k. */
export function fiberBatches({ project, fibers, rows, footprints }: Pick<FibersInput, 'project' | 'fibers' | 'rows' | 'footprints'>, traceBytes: (k: number) => number = () => 0): number[][] {
  const size = (k: number): number => footprints.offsets[k + 1] - footprints.offsets[k];
  const modelOf = (k: number): string => JSON.stringify(fibers.specs[rows[k]]!.model);
  const groups = new Map<string, number[]>();
  rows.forEach((row, k) => {
    const key = `${fibers.myelinated[row]} ${modelOf(k)}`;
    const group = groups.get(key);
    if (group) group.push(k);
    else groups.set(key, [k]);
  });
  const wanted = Math.min(LARGEST_BATCH, Math.max(LEAST_BATCH, Math.ceil(rows.length / WANTED_BATCHES)));
  const { durationMs, dtMs } = project.simulation;
  /** So many fibres of the size of fibre `k`, the largest one of a batch, take about as long as a batch may. */
  const quick = (k: number): number => Math.floor(LONGEST_BATCH_NS / (size(k) * (durationMs / dtMs) * NS_PER_STEP));
  /** So many leave room for their traces. */
  const light = (k: number): number => Math.floor(BATCH_TRACE_BYTES / Math.max(1, traceBytes(k)));
  const cost = (batch: readonly number[]): number => batch.reduce((sum, k) => sum + size(k), 0);
  // The heaviest first: then no long batch is left over at the end, when other workers are idle.
  return [...groups.values()].flatMap((members) => {
    const sorted = [...members].sort((a, b) => size(b) - size(a) || a - b);
    const batches: number[][] = [];
    for (let at = 0; at < sorted.length;) {
      const length = Math.min(wanted, Math.max(SMALLEST_BATCH, Math.min(quick(sorted[at]), light(sorted[at]))));
      batches.push(sorted.slice(at, at + length));
      at += length;
    }
    return batches;
  }).sort((a, b) => cost(b) - cost(a));
}

function requestOf({ project, drives, fibers, rows, footprints }: FibersInput, batch: readonly number[]): FiberBatchRequest {
  const specs = batch.map((k) => fibers.specs[rows[k]]!);
  const { clamps } = project.stimulation;
  return {
    fibers: specs,
    footprints: batch.map((k) => footprintOf(footprints, k)),
    drives,
    ...(clamps.length > 0 ? { clamps: batch.map((k) => clampsOf(clamps, fascicleName(fibers, rows[k]), fibers.ids[rows[k]])) } : {}),
    simulation: project.simulation,
  };
}

const fascicleName = (fibers: RunFibers, row: number): string => (fibers.fascicle[row] < 0 ? '' : fibers.fascicles[fibers.fascicle[row]]);

function lostResult({ id }: FiberSpec, message: string): FiberResult {
  const none = new Float64Array(0);
  return {
    id, recruited: null, spikeXUm: none, spikeTimeMs: none, firstSpikeXUm: NaN, firstSpikeTimeMs: NaN,
    startSpikeTimesMs: none, endSpikeTimesMs: none, sampleMs: 0, traces: [], error: message,
  };
}

/** Traces take at most this part of the room for what is kept; the fibres behind are simulated again when a run is resumed. */
const KEPT_TRACES_SHARE = 0.25;

const bytesOfTraces = (results: readonly FiberResult[]): number =>
  results.reduce((sum, { traces }) => sum + traces.reduce((bytes, { values }) => bytes + values.byteLength, 0), 0);

/**
 * One result per table row, null where the fibre was not placed or not reached. After a cancellation it returns what is finished;
 * a batch whose workers died twice is reported fibre by fibre, the others go on. Finished batches are kept by the hash of all they depend
 * on: a run that was cancelled or killed goes on where it stopped. Traces go into the spool, when there is one, as batches finish.
 */
export async function fibersPhase(input: FibersInput, context: PhaseContext, spool: TraceSpool | null = null): Promise<(RunResult | null)[]> {
  const { cache, clock, pools, signal, warn } = context;
  const { fibers, rows } = input;
  const results = new Array<RunResult | null>(fibers.count).fill(null);
  const batches = fiberBatches(input, (k) => mostTraceBytes(input, k));
  let keptTraceBytes = 0;
  let finished = 0;
  let reused = 0;
  const keep = (batch: readonly number[], batchResults: readonly FiberResult[]): void => {
    batch.forEach((k, index) => {
      const result = batchResults[index];
      results[rows[k]] = spool ? { ...result, traces: result.traces.map((trace) => spool.put(trace)) } : result;
    });
    finished += batch.length;
  };
  const work = async (report: (done: number) => void): Promise<void> => {
    const shareOf = sharedProgress(report);
    await Promise.all(batches.map(async (batch) => {
      const request = requestOf(input, batch);
      const title = batch.length === 1 ? `fibre ${request.fibers[0].id}` : `${batch.length} fibres (${request.fibers[0].id} and others)`;
      const onProgress = shareOf(batch.length);
      const key = inputHash(pools.programHash('fiber'), request);
      try {
        const stored = await cache.get(key) as FiberResult[] | undefined;
        if (stored) reused += batch.length;
        const simulated = stored ?? await pools.fibers().run({ title, signal, onProgress }, (worker, control) => worker.simulate(request, control));
        keep(batch, simulated);
        onProgress(1, 1);
        if (stored) return;
        const bytes = bytesOfTraces(simulated);
        if (keptTraceBytes + bytes > KEPT_TRACES_SHARE * cache.roomBytes) return;
        keptTraceBytes += bytes;
        cache.keep(key, simulated);
      } catch (error) {
        if (error instanceof WorkerLostError) {
          keep(batch, request.fibers.map((spec) => lostResult(spec, error.message)));
          warn('fibres', error.message);
        } else if (!(error instanceof CancelledError)) {
          throw error;
        }
      }
    }));
  };
  return clock.run({ phase: 'fibers', total: rows.length, unit: 'fibres', workers: pools.cpu.workers('fascicle') }, async (report) => {
    await work(report);
    const failed = results.filter((result) => result?.error !== undefined).length;
    const notes = [failed > 0 ? `${failed} failed` : '', reused > 0 && reused < rows.length ? `${reused} taken from an earlier run` : ''];
    return { value: results, done: finished, reused: rows.length > 0 && reused === rows.length, detail: notes.filter((note) => note !== '').join(', ') };
  });
}
