// Thresholds of every fibre: activation (and the upper limit), or block with the count of onset spikes.
import type { StudyTable } from '../../src-model/results';
import type { StudyOf } from '../../src-model/study';
import type { Clamp } from '../../src-model/project';
import { type FiberGroup, fiberGroups, medianOf, simulatedIds } from './fiber-groups';
import { type Prepared, scalableStimulus, type Stimulus } from './prepare';
import { batchRequest } from './recruitment';
import { inTurn, fiberJobLimit, resumable, type StudyContext } from './study-context';
import { column, tableOf } from './tables';
import { ACTIVATION, type FiberThresholds, searchThresholds, type ThresholdStatus } from './thresholds';

/** Numbers of the statuses in tables, as documented in docs/results.md. */
export const STATUS_CODES: Readonly<Record<ThresholdStatus, number>> = { found: 1, 'above-range': 0, 'below-range': 2, failed: -1, 'not-run': -2 };

export async function activationThresholds(study: StudyOf<'thresholds'>, context: StudyContext): Promise<StudyTable[]> {
  const { base } = context;
  let found = 0;
  const [answers] = await searchThresholds([{ prepared: base, stimulus: scalableStimulus(base.project) }], study, { ...ACTIVATION, upper: study.upperBlock }, context, (count) => context.report(found += count));
  warnOfFailures(answers, base, context);
  return [thresholdTable(study, base, answers, study.upperBlock ? [column('upper_limit_ua', 'Upper limit', 'uA', answers.upperUa)] : [])];
}

export async function blockThresholds(study: StudyOf<'block-thresholds'>, context: StudyContext): Promise<StudyTable[]> {
  const { base } = context;
  const stimulus = scalableStimulus(base.project);
  const distal = distalEnd(base.project.stimulation.clamps, study.testMs);
  let found = 0;
  const [answers] = await searchThresholds([{ prepared: base, stimulus }], study, {
    kind: 'block', criterion: { kind: 'crossing', position: distal.position, levelMv: ARRIVAL_MV, afterMs: study.testMs },
  }, context, (count) => context.report(found += count));
  answers.status.forEach((status, k) => {
    if (status !== 'below-range') return;
    answers.status[k] = 'failed';
    answers.error[k] = `The test action potential does not arrive even at the lowest amplitude; check that a clamp starts it at ${study.testMs} ms and that the simulation is long enough.`;
  });
  warnOfFailures(answers, base, context);
  return [thresholdTable(study, base, answers, [column('onset_count', 'Onset spikes', '', await onsetCounts(base, stimulus, answers, study.testMs, distal, context))])];
}

/** An action potential has arrived where the potential rises through this. */
const ARRIVAL_MV = -20;
/** Where the test action potential is waited for, away from the sealed end. */
const NEAR_END = 0.05;

interface DistalEnd { position: number; spikes: 'startSpikeTimesMs' | 'endSpikeTimesMs' }

/** The end that lies farther from where the test action potential starts. */
function distalEnd(clamps: readonly Clamp[], testMs: number): DistalEnd {
  const test = clamps.reduce((best, clamp) => (Math.abs(clamp.startMs - testMs) < Math.abs(best.startMs - testMs) ? clamp : best));
  return test.position > 0.5 ? { position: NEAR_END, spikes: 'startSpikeTimesMs' } : { position: 1 - NEAR_END, spikes: 'endSpikeTimesMs' };
}

/** Spikes that reach the distal end before the test, at the block threshold; NaN without a threshold. */
async function onsetCounts(prepared: Prepared, stimulus: Stimulus, { thresholdUa }: FiberThresholds, testMs: number, { spikes }: DistalEnd, { phase }: StudyContext): Promise<Float64Array> {
  const counts = new Float64Array(thresholdUa.length).fill(NaN);
  const blocked = Array.from(thresholdUa.keys()).filter((k) => Number.isFinite(thresholdUa[k]));
  const jobs = Array.from({ length: Math.ceil(blocked.length / ONSET_BATCH) }, (_, job) => blocked.slice(job * ONSET_BATCH, (job + 1) * ONSET_BATCH));
  await inTurn(jobs, () => fiberJobLimit(phase), async (members) => {
    const request = { ...batchRequest(prepared, stimulus, members), scale: Float64Array.from(members, (k) => thresholdUa[k] / stimulus.peakUa) };
    const onsets = await resumable(phase, { request, testMs, spikes }, () =>
      phase.pools.fibers().run({ title: `the onset of ${members.length} fibres`, signal: phase.signal }, (worker, control) => worker.simulate(request, control))
        .then((results) => results.map((result) => (result.error === undefined ? result[spikes].filter((timeMs) => timeMs < testMs).length : NaN))));
    members.forEach((k, index) => { counts[k] = onsets?.[index] ?? NaN; });
  });
  return counts;
}

const ONSET_BATCH = 32;

function thresholdTable(study: StudyOf<'thresholds'> | StudyOf<'block-thresholds'>, base: Prepared, answers: FiberThresholds, extra: StudyTable['columns']): StudyTable {
  const { fibers, rows } = base;
  const pick = (values: ArrayLike<number>): number[] => Array.from(rows, (row) => values[row]);
  return {
    ...tableOf(study, [
      column('diameter_um', 'Fibre diameter', 'um', pick(fibers.diameterUm)),
      column('threshold_ua', study.kind === 'thresholds' ? 'Threshold' : 'Block threshold', 'uA', answers.thresholdUa),
      ...extra,
      column('myelinated', 'Myelinated', '', pick(fibers.myelinated)),
      column('status', 'Status', '', answers.status.map((status) => STATUS_CODES[status])),
    ], fiberGroups(base).flatMap((group) => groupSummary(group, answers))),
    fiberIds: simulatedIds(fibers, rows),
  };
}

function groupSummary({ title, members }: FiberGroup, { thresholdUa }: FiberThresholds): StudyTable['summary'] {
  const median = medianOf(members.map((k) => thresholdUa[k]));
  const found = members.filter((k) => Number.isFinite(thresholdUa[k])).length;
  const name = members.length === 1 ? title : `${title}, median of ${found} of ${members.length}`;
  return Number.isNaN(median) ? [] : [{ title: name, unit: 'uA', value: median }];
}

function warnOfFailures({ status, error }: FiberThresholds, { fibers, rows }: Prepared, { warn }: StudyContext): void {
  const failed = Array.from(status.keys()).filter((k) => status[k] === 'failed');
  if (failed.length > 0) warn(`${failed.length} of ${status.length} fibres failed, the first one is ${fibers.ids[rows[failed[0]]]}: ${error[failed[0]]}`);
}
