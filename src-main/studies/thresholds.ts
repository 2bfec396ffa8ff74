// Threshold searches on the fibre pool: every batch searches on its own, so that workers do not wait for each other.
import type { ThresholdOptions, ThresholdResult } from '../../src-workers/fiber/threshold';
import { inTurn } from '../run/in-turn';
import { fiberBatches } from '../run/fibers-phase';
import type { RunWarning } from '../run/run-data';
import type { Prepared, Stimulus } from './prepare';
import { batchRequest } from './recruitment';
import { fiberJobLimit, resumable, type StudyContext } from './study-context';

export interface AmplitudeRange {
  minimumUa: number;
  maximumUa: number;
  toleranceFraction: number;
}

/** A search from 0 begins at this part of the highest amplitude: the scan goes up in factors. */
const LEAST_FRACTION = 1e-4;
/** Step of the upward scan; a window of recruitment narrower than this may be missed. */
export const SCAN_FACTOR = 1.5;

/** not-run: the study was cancelled before. */
export type ThresholdStatus = 'found' | 'below-range' | 'above-range' | 'failed' | 'not-run';

/** One entry per simulated fibre; NaN where there is none. */
export interface FiberThresholds {
  status: ThresholdStatus[];
  thresholdUa: Float64Array;
  /** With `upper`: the amplitude from which on the fibre no longer fires. */
  upperUa: Float64Array;
  /** Why there is no threshold; '' otherwise. */
  error: string[];
}

export interface ThresholdSet {
  prepared: Prepared;
  stimulus: Stimulus;
}

export type SearchKind = Pick<ThresholdOptions, 'kind' | 'criterion' | 'upper'>;
export const ACTIVATION: SearchKind = { kind: 'activation', criterion: { kind: 'recruited' } };

/** Thresholds of all fibres of each set. `onFound` is told how many searches have ended. */
export async function searchThresholds(
  sets: readonly ThresholdSet[], range: AmplitudeRange, search: SearchKind, { phase }: Pick<StudyContext, 'phase'>, onFound: (count: number) => void = () => undefined,
): Promise<FiberThresholds[]> {
  const answers = sets.map(({ prepared }) => notRun(prepared.rows.length));
  function* jobs(): Generator<{ set: number; batch: readonly number[] }> {
    for (const [set, { prepared }] of sets.entries()) for (const batch of fiberBatches(prepared)) yield { set, batch };
  }
  await inTurn(jobs(), () => fiberJobLimit(phase), async ({ set, batch }) => {
    const { prepared, stimulus } = sets[set];
    const request = batchRequest(prepared, stimulus, batch);
    const options: ThresholdOptions = {
      ...search, scanFactor: SCAN_FACTOR, relativeTolerance: range.toleranceFraction,
      minimum: Math.max(range.minimumUa, LEAST_FRACTION * range.maximumUa) / stimulus.peakUa, maximum: range.maximumUa / stimulus.peakUa,
    };
    const title = `the thresholds of ${batch.length} fibres (${request.fibers[0].id} and others)`;
    const results = await resumable(phase, { request, options }, () =>
      phase.pools.fibers().run({ title, signal: phase.signal }, (worker, control) => worker.thresholds(request, options, control)));
    batch.forEach((k, index) => take(answers[set], k, results?.[index] ?? null, stimulus.peakUa));
    onFound(batch.length);
  });
  return answers;
}

/** Two workers died of the batch; the warnings of the run say how. */
const LOST = 'The search was given up because its worker was lost twice.';

function notRun(count: number): FiberThresholds {
  return { status: new Array<ThresholdStatus>(count).fill('not-run'), thresholdUa: new Float64Array(count).fill(NaN), upperUa: new Float64Array(count).fill(NaN), error: new Array<string>(count).fill('') };
}

function take(answers: FiberThresholds, k: number, result: ThresholdResult | null, peakUa: number): void {
  const { threshold, upper, reason } = result ?? { threshold: null, upper: null, reason: LOST };
  if (threshold !== null) {
    answers.status[k] = 'found';
    answers.thresholdUa[k] = threshold * peakUa;
    answers.upperUa[k] = upper === null ? NaN : upper * peakUa;
  } else if (reason === 'at-minimum') {
    answers.status[k] = 'below-range';
  } else if (reason === 'none-up-to-maximum') {
    answers.status[k] = 'above-range';
  } else {
    answers.status[k] = 'failed';
    answers.error[k] = reason ?? '';
  }
}

/** Tells of fibres whose threshold lies below the range, and returns what was told. */
export function warnOfLowThresholds(answers: readonly FiberThresholds[], { minimumUa, maximumUa }: AmplitudeRange, { phase }: Pick<StudyContext, 'phase'>): RunWarning[] {
  if (!answers.some(({ status }) => status.includes('below-range'))) return [];
  const lowestUa = Number(Math.max(minimumUa, LEAST_FRACTION * maximumUa).toPrecision(4));
  const warning = { where: 'thresholds', message: `Some fibres fire already at the lowest amplitude (${lowestUa} uA). They have no threshold, and medians leave them out: begin lower, or take out clamps that fire them.` };
  phase.warn(warning.where, warning.message);
  return [warning];
}

/** Whether some searches ended with their workers, and may do better another time. */
export const hasLost = ({ error }: FiberThresholds): boolean => error.includes(LOST);

/** Whether every fibre was searched. */
export const isComplete = ({ status }: FiberThresholds): boolean => !status.includes('not-run');
