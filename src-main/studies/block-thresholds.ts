// Block thresholds: the search asks only whether the test action potential arrives at the far end, which needs no traces; the answer that it
// finds is then judged by the whole raster, with the stimulus filtered out, and its onset spikes are counted.
import type { Clamp, Project } from '../../src-model/project';
import type { StudyTable } from '../../src-model/results';
import type { StudyOf } from '../../src-model/schema/study';
import { summarizeBlock, type BlockVerdict } from '../../src-workers/analysis';
import type { FiberResult } from '../../src-workers/fiber/request';
import { inTurn } from '../run/in-turn';
import { thresholdTable, warnOfFailures } from './fiber-thresholds';
import { type Prepared, scalableStimulus, type Stimulus } from './prepare';
import { batchRequest } from './recruitment';
import { fiberJobLimit, resumable, type StudyContext } from './study-context';
import { column } from './tables';
import { type FiberThresholds, searchThresholds } from './thresholds';

/** An action potential has arrived where the potential rises through this. */
const ARRIVAL_MV = -20;
/** Where the test action potential is waited for, away from the sealed end. */
const NEAR_END = 0.05;
/** Traces of this many fibres are in memory at once for each worker. */
const FIBERS_PER_JOB = 8;
/** Samples of the judged potential: fine enough for spikes, and for the period of the stimulus. */
const SAMPLE_MS = 0.005;
const SAMPLES_PER_PERIOD = 10;

/** Numbers of the verdicts in tables, as documented in docs/studies.md. */
const VERDICT_CODES: Readonly<Record<BlockVerdict, number>> = { blocked: 1, conducted: 0, undetermined: -1 };

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
  const judged = await judgeThresholds(base, stimulus, answers, study.testMs, distal, context);
  warnOfVerdicts(judged, base, context);
  return [thresholdTable(study, base, answers, [
    column('onset_count', 'Onset spikes', '', judged.map((answer) => answer?.onsetCount ?? NaN)),
    column('verdict', 'Verdict', '', judged.map((answer) => (answer ? VERDICT_CODES[answer.verdict] : NaN))),
  ])];
}

interface DistalEnd { position: number; spikes: 'startSpikeTimesMs' | 'endSpikeTimesMs' }

/** The end that lies farther from where the test action potential starts. */
function distalEnd(clamps: readonly Clamp[], testMs: number): DistalEnd {
  const test = clamps.reduce((best, clamp) => (Math.abs(clamp.startMs - testMs) < Math.abs(best.startMs - testMs) ? clamp : best));
  return test.position > 0.5 ? { position: NEAR_END, spikes: 'startSpikeTimesMs' } : { position: 1 - NEAR_END, spikes: 'endSpikeTimesMs' };
}

interface Judged {
  verdict: BlockVerdict;
  reason: string;
  /** Action potentials that reach the distal end before the test. */
  onsetCount: number;
}

/** Simulates every fibre at its threshold. One entry per fibre; null without a threshold. */
async function judgeThresholds(prepared: Prepared, stimulus: Stimulus, { thresholdUa }: FiberThresholds, testMs: number, { spikes }: DistalEnd, { phase }: StudyContext): Promise<(Judged | null)[]> {
  const judged = Array.from(thresholdUa, (): Judged | null => null);
  const frequenciesKhz = stimulusFrequenciesKhz(prepared.project);
  const { dtMs } = prepared.project.simulation;
  const sampleMs = frequenciesKhz.reduce((least, frequency) => Math.min(least, 1 / (SAMPLES_PER_PERIOD * frequency)), SAMPLE_MS);
  const everySteps = Math.max(1, Math.floor(sampleMs / dtMs + 1e-9));
  const judge = (result: FiberResult): Judged | null => {
    if (result.error !== undefined) return null;
    const [{ xUm, values, sampleCount }] = result.traces;
    const rows = Array.from(xUm, (_, row) => values.subarray(row * sampleCount, (row + 1) * sampleCount));
    const { verdict, reason } = summarizeBlock(rows, Array.from(xUm), result.sampleMs, testMs, frequenciesKhz);
    return { verdict, reason, onsetCount: result[spikes].filter((timeMs) => timeMs < testMs).length };
  };
  const blocked = Array.from(thresholdUa.keys()).filter((k) => Number.isFinite(thresholdUa[k]));
  const jobs = Array.from({ length: Math.ceil(blocked.length / FIBERS_PER_JOB) }, (_, job) => blocked.slice(job * FIBERS_PER_JOB, (job + 1) * FIBERS_PER_JOB));
  await inTurn(jobs, () => fiberJobLimit(phase), async (members) => {
    const plain = batchRequest(prepared, stimulus, members);
    const request = {
      ...plain, scale: Float64Array.from(members, (k) => thresholdUa[k] / stimulus.peakUa),
      simulation: { ...plain.simulation, record: { ...plain.simulation.record, membranePotential: 'nodes' as const, everySteps } },
    };
    const answers = await resumable(phase, { request, testMs, spikes, frequenciesKhz }, () =>
      phase.pools.fibers().run({ title: `the block of ${members.length} fibres`, signal: phase.signal }, (worker, control) => worker.simulate(request, control))
        .then((results) => results.map(judge)));
    members.forEach((k, index) => { judged[k] = answers?.[index] ?? null; });
  });
  return judged;
}

/** Frequencies of the sines and square waves that drive a contact: they are taken out before spikes are looked for. */
export function stimulusFrequenciesKhz({ stimulation: { waveforms, drives } }: Pick<Project, 'stimulation'>): number[] {
  const driven = waveforms.filter(({ id }) => drives.some(({ waveform }) => waveform === id)).map(({ waveform }) => waveform);
  const parts = driven.flatMap((waveform) => (waveform.kind === 'sum' ? waveform.terms : [waveform]));
  return [...new Set(parts.flatMap((part) => ('frequencyKhz' in part ? [part.frequencyKhz] : [])))].sort((a, b) => a - b);
}

function warnOfVerdicts(judged: readonly (Judged | null)[], { fibers, rows }: Prepared, { warn }: StudyContext): void {
  const doubtful = judged.flatMap((answer, k) => (answer && answer.verdict !== 'blocked' ? [{ id: fibers.ids[rows[k]], ...answer }] : []));
  if (doubtful.length === 0) return;
  warn(`at the threshold of ${doubtful.length} of ${judged.length} fibres the test action potential does not arrive, and yet it is not clear that it was blocked; the first one is ${doubtful[0].id}: ${doubtful[0].reason}`);
}
