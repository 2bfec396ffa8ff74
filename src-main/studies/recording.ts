// Recording: what contacts and points see of the fibres' own currents, summed over all fibres (the compound action potential).
import { contactsOf } from '../../src-model/contacts';
import type { StudyTable } from '../../src-model/results';
import type { StudyOf } from '../../src-model/study';
import { pointSourcePotentials } from '../../src-workers/field/analytic';
import type { Recording, RecordingRequest } from '../../src-workers/recording/record-extracellular';
import { compartmentPoints } from '../run/field-phase';
import { mediumOf } from '../run/medium-phase';
import { type Prepared, stimulusOf } from './prepare';
import { batchRequest } from './recruitment';
import { fiberJobLimit, inTurn, resumable, type StudyContext } from './study-context';
import { column, tableOf } from './tables';

const FIBERS_PER_JOB = 8;

export async function recording(study: StudyOf<'recording'>, context: StudyContext): Promise<StudyTable[]> {
  const { base, phase, warn } = context;
  const recorders = recordersOf(study, base);
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

/** Contacts record through their footprints; points through the closed form of a homogeneous medium. */
function recordersOf({ contacts, pointsUm }: StudyOf<'recording'>, base: Prepared): Recorder[] {
  const names = contactsOf(base.project.electrodes).map(({ name }) => name);
  const places = compartmentPoints({ fibers: base.fibers, rows: base.rows, compartments: base.footprints }, 0, base.rows.length);
  return [
    ...contacts.map((name) => ({ name, footprint: base.footprints.perContact[names.indexOf(name)] })),
    ...pointsUm.map(([xUm, yUm, zUm]) => {
      const name = `(${xUm}, ${yUm}, ${zUm}) um`;
      return { name, footprint: pointSourcePotentials({ kind: 'point', id: name, xUm, yUm, zUm }, mediumOf(base.project), places) };
    }),
  ];
}
