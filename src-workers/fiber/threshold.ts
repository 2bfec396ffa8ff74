// Activation and block thresholds of many fibres at once: their searches advance together, one trial of each fibre per round, in lanes.
import type { Task } from '../../src-model/task';
import { runJobs } from './batch';
import { CrossingWatch, type CrossingCriterion } from './crossing-watch';
import { type DriveSchedule, driveSchedule } from './drive-schedule';
import { type FiberSetup, setupOrReason } from './fiber-setup';
import type { FiberBatchRequest } from './request';
import { SpikeRecord } from './spike-record';
import { type Search, type SearchBounds, nextAmplitudes, startSearch, takeAnswers } from './threshold-search';

/** recruited: NRV's is_recruited (an action potential that begins at or after fromMs). */
export type Criterion = { kind: 'recruited'; fromMs?: number } | CrossingCriterion;

export interface ThresholdOptions extends SearchBounds {
  /** activation: lowest amplitude that meets the criterion. block: lowest amplitude that no longer meets it (the test spike does not arrive). */
  kind: 'activation' | 'block';
  criterion: Criterion;
  /** Also search the amplitude above which the answer changes back (strong fields block, or release, the fibre again). */
  upper?: boolean;
}

/** A threshold known to lie in (low, high]: `low` was tried without, `high` with success. Factors on the drives of the request. */
export interface Bracket {
  low: number;
  high: number;
}

export interface ThresholdResult {
  id: string;
  /** The lowest amplitude that succeeded, a factor on the drives; null when there is none (see `reason`). */
  threshold: number | null;
  bracket: Bracket | null;
  /** With `upper`: the lowest amplitude above the threshold that failed again; null when none up to the maximum did. */
  upper: number | null;
  /** Runs of this fibre. */
  trials: number;
  /** Why there is no threshold: 'none-up-to-maximum', 'at-minimum' (already met at the minimum), or what went wrong with the fibre. */
  reason?: string;
}

/** Fibres that are searched together. */
const WINDOW = 128;

/**
 * One result per fibre, in order; independent of the other fibres of the request. `request.scale` multiplies every amplitude of its fibre.
 * The traces of the request are not recorded. Throws a RangeError for bounds that do not ascend.
 */
export function findThresholds(request: FiberBatchRequest, options: ThresholdOptions, task: Task): ThresholdResult[] {
  if (!(options.minimum > 0 && options.maximum > options.minimum && options.relativeTolerance > 0)) {
    throw new RangeError(`Threshold search needs 0 < minimum < maximum and a positive tolerance; got ${options.minimum} .. ${options.maximum}, ${options.relativeTolerance}.`);
  }
  const drive = driveSchedule(request.drives, request.simulation);
  const results: ThresholdResult[] = [];
  for (let from = 0; from < request.fibers.length; from += WINDOW) {
    const to = Math.min(from + WINDOW, request.fibers.length);
    results.push(...searchWindow(request, from, to, options, drive, task));
    task.progress(to, request.fibers.length);
  }
  return results;
}

interface Candidate {
  id: string;
  setup: FiberSetup | null;
  search: Search;
  failure?: string;
}

function searchWindow(request: FiberBatchRequest, from: number, to: number, options: ThresholdOptions, drive: DriveSchedule, task: Task): ThresholdResult[] {
  const candidates = request.fibers.slice(from, to).map((spec, k): Candidate => {
    const search = startSearch();
    const setup = setupOrReason(request, from + k, drive);
    return typeof setup === 'string' ? { id: spec.id, setup: null, search, failure: setup } : { id: spec.id, setup, search };
  });
  for (;;) {
    const active = candidates.filter(({ setup, search, failure }) => setup && !failure && !search.finished);
    if (active.length === 0) break;
    tryAll(active, options, request, drive, task);
  }
  return candidates.map(({ id, search, failure }) => resultOf(id, search, failure));
}

/** One round: every active fibre at its next amplitude, and at further ones that its search may need, while lanes are free. */
function tryAll(active: readonly Candidate[], options: ThresholdOptions, request: FiberBatchRequest, drive: DriveSchedule, task: Task): void {
  const trials = active.flatMap((candidate) => nextAmplitudes(candidate.search, options, active.length).map((amplitude) => ({ candidate, amplitude })));
  const answers = new Map<Candidate, Map<number, boolean>>();
  const jobs = trials.map(({ candidate, amplitude }) => {
    const setup: FiberSetup = { ...candidate.setup!, scale: candidate.setup!.scale * amplitude };
    return { setup, watch: () => watchFor(setup, options.criterion, request, drive) };
  });
  runJobs(jobs, { drive, simulation: request.simulation, everyCompartment: false }, (index, watch, divergence) => {
    const { candidate, amplitude } = trials[index];
    if (divergence) {
      candidate.failure = `The fibre diverged at amplitude ${amplitude} after ${divergence.timeMs} ms; lower the maximum or the time step.`;
      return;
    }
    const met = watch instanceof CrossingWatch ? watch.crossed : watch.recruitedFrom(fromMsOf(options.criterion));
    const known = answers.get(candidate) ?? new Map<number, boolean>();
    answers.set(candidate, known.set(amplitude, options.kind === 'block' ? !met : met));
  }, task);
  for (const candidate of active) if (!candidate.failure) takeAnswers(candidate.search, answers.get(candidate)!, options, options.upper ?? false);
}

function watchFor(setup: FiberSetup, criterion: Criterion, request: FiberBatchRequest, drive: DriveSchedule): CrossingWatch | SpikeRecord {
  if (criterion.kind === 'crossing') return new CrossingWatch(setup.cable, criterion, drive.dtMs);
  const nothing = { ...request.simulation.record, membranePotential: 'none' as const };
  return new SpikeRecord(setup, drive.dtMs, drive.stepCount, nothing, true, criterion.fromMs);
}

const fromMsOf = (criterion: Criterion): number => (criterion.kind === 'recruited' ? criterion.fromMs ?? 0 : criterion.afterMs);

function resultOf(id: string, search: Search, failure: string | undefined): ThresholdResult {
  const { lower, upper, trials } = search;
  if (failure) return { id, threshold: null, bracket: null, upper: null, trials, reason: failure };
  if (search.metAtMinimum) return { id, threshold: null, bracket: null, upper: null, trials, reason: 'at-minimum' };
  if (!lower) return { id, threshold: null, bracket: null, upper: null, trials, reason: 'none-up-to-maximum' };
  return { id, threshold: lower.high, bracket: { ...lower }, upper: upper?.high ?? null, trials };
}
