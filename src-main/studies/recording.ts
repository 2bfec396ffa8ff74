// Recording: what contacts and points see of the fibres' own currents, summed over all fibres (the compound action potential).
import { contactsOf } from '../../src-model/contacts';
import type { ElectrodeOf, Project } from '../../src-model/project';
import type { StudyTable } from '../../src-model/results';
import type { StudyOf } from '../../src-model/schema/study';
import { recordingPoints, withRecordingPoints } from '../../src-model/study-plan';
import { pointSourcePotentials } from '../../src-workers/field/analytic';
import type { Recording, RecordingRequest } from '../../src-workers/recording/record-extracellular';
import { inTurn } from '../run/in-turn';
import { compartmentPoints, fieldPhase } from '../run/field-phase';
import { mediumOf } from '../run/medium-phase';
import type { PhaseContext } from '../run/phase-context';
import { type Prepared, stimulusOf } from './prepare';
import { batchRequest } from './recruitment';
import { fiberJobLimit, resumable, type StudyContext } from './study-context';
import { column, tableOf } from './tables';

const FIBERS_PER_JOB = 64;

export async function recording(study: StudyOf<'recording'>, context: StudyContext): Promise<StudyTable[]> {
  const { base, phase, warn } = context;
  const recorders = await recordersOf(study, context);
  const { drives } = stimulusOf(base.project);
  const { offsets } = base.footprints;
  const jobs = Array.from({ length: Math.ceil(base.rows.length / FIBERS_PER_JOB) }, (_, job) => Array.from(base.rows.keys()).slice(job * FIBERS_PER_JOB, (job + 1) * FIBERS_PER_JOB));
  const answers: (Recording | null)[] = jobs.map(() => null);
  let done = 0;
  const finished = await inTurn(jobs.entries(), () => fiberJobLimit(phase), async ([job, members]) => {
    const request: RecordingRequest = {
      batch: batchRequest(base, { drives }, members),
      sensors: members.map((k) => recorders.map(({ footprint }) => footprint.subarray(offsets[k], offsets[k + 1]))),
    };
    answers[job] = await resumable(phase, request, () =>
      phase.pools.fibers().run({ title: `the recording of ${members.length} fibres`, signal: phase.signal }, (worker, control) => worker.record(request, control)));
    context.report(done += members.length);
  });
  // A sum over some of the fibres would look like an answer.
  if (!finished) return [];
  for (const { id, error } of answers.flatMap((answer) => answer?.failed ?? [])) warn(`fibre "${id}" is not part of the recording: ${error}`);
  if (answers.includes(null)) warn('the fibres of a lost worker are not part of the recording.');
  const { dtMs } = base.project.simulation;
  // Added up in the order of the jobs, so that the sum does not depend on which worker was faster.
  const sums = recorders.map((_, r) => answers.reduce<Float64Array | null>((sum, answer) => (answer === null ? sum : sum === null ? answer.potentialsMv[r].slice() : sum.map((value, n) => value + answer.potentialsMv[r][n])), null) ?? new Float64Array(0));
  return [tableOf(study, [
    column('time_ms', 'Time', 'ms', sums[0].map((_, n) => n * dtMs)),
    ...recorders.map(({ name }, r) => column(`potential_uv ${name}`, name, 'uV', sums[r].map((value) => 1000 * value))),
  ], recorders.map(({ name }, r) => ({ title: `${name}, peak to peak`, unit: 'uV', value: 1000 * (largest(sums[r]) + largest(sums[r].map((value) => -value))) })))];
}

const largest = (values: Float64Array): number => values.reduce((most, value) => Math.max(most, value), 0);

interface Recorder {
  name: string;
  /** mV per mA at the compartments of all simulated fibres. */
  footprint: Float64Array;
}

/** Contacts record through their footprints; points in the same way, as if an electrode without extent were there. */
async function recordersOf({ contacts, pointsUm }: StudyOf<'recording'>, { base, phase }: StudyContext): Promise<Recorder[]> {
  const { project } = base;
  const names = contactsOf(project.electrodes).map(({ name }) => name);
  const points = recordingPoints(pointsUm);
  return [
    ...contacts.map((name) => ({ name, footprint: base.footprints.perContact[names.indexOf(name)] })),
    ...(await pointFootprints(points.length > 0 ? withRecordingPoints(project, pointsUm) : project, points, base, phase)).map((footprint, k) => ({ name: points[k].id, footprint })),
  ];
}

/** Of a homogeneous medium in closed form; in a nerve the field of every point is solved in a mesh that has it as a node. The fibres are those of the run. */
async function pointFootprints(withPoints: Project, points: readonly ElectrodeOf<'point'>[], base: Prepared, phase: PhaseContext): Promise<Float64Array[]> {
  if (points.length === 0) return [];
  const targets = { fibers: base.fibers, rows: base.rows, compartments: base.footprints };
  if (withPoints.nerve) return (await fieldPhase(withPoints, targets, phase)).footprints.perContact.slice(-points.length);
  const places = compartmentPoints(targets, 0, base.rows.length);
  return points.map((point) => pointSourcePotentials(point, mediumOf(withPoints), places));
}
