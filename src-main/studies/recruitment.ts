// Recruitment at several strengths of one stimulus: counted per group as the batches come back, so that memory does not grow with the
// number of strengths times fibres.
import type { FiberBatchRequest } from '../../src-workers/fiber/request';
import { inTurn } from '../run/in-turn';
import { clampsOf, fiberBatches } from '../run/fibers-phase';
import { footprintOf } from '../run/footprints';
import type { FiberGroup } from './fiber-groups';
import { groupOfFiber } from './fiber-groups';
import type { Prepared, Stimulus } from './prepare';
import { fiberJobLimit, resumable, type StudyContext } from './study-context';

/** recruited[point * groupCount + group], failed likewise. complete[point] is 1 once every fibre has been simulated. */
export interface Recruitment {
  recruited: Int32Array;
  failed: Int32Array;
  complete: Uint8Array;
  /** Workers were lost with their fibres, which count as failed. */
  lost: boolean;
}

/** Few fibres are simulated at several strengths at once, so that all lanes are in use. */
const FIBERS_PER_JOB = 32;

/** The request for some of the simulated fibres, with nothing recorded. */
export function batchRequest({ project, fibers, rows, footprints }: Prepared, { drives }: Pick<Stimulus, 'drives'>, members: readonly number[]): FiberBatchRequest {
  return {
    fibers: members.map((k) => fibers.specs[rows[k]]!),
    footprints: members.map((k) => footprintOf(footprints, k)),
    drives,
    ...(project.stimulation.clamps.length > 0 ? { clamps: members.map((k) => clampsOf(project.stimulation.clamps, fibers.fascicles[fibers.fascicle[rows[k]]] ?? '', fibers.ids[rows[k]])) } : {}),
    simulation: { ...project.simulation, record: { membranePotential: 'none', membraneCurrent: false, ionicCurrents: false, gates: false, conductances: false, everySteps: 1 } },
  };
}

/** `scales`: factors on all drives, one per point. `onSimulated` is told how many simulations have ended. After a cancellation the complete points count. */
export async function recruitmentAt(
  prepared: Prepared, stimulus: Stimulus, scales: readonly number[], groups: readonly FiberGroup[], { phase }: Pick<StudyContext, 'phase'>, onSimulated: (count: number) => void = () => undefined,
): Promise<Recruitment> {
  const { pools, signal } = phase;
  const groupOf = groupOfFiber(groups, prepared.rows.length);
  const recruited = new Int32Array(scales.length * groups.length);
  const failed = new Int32Array(scales.length * groups.length);
  const missing = new Int32Array(scales.length).fill(prepared.rows.length);
  let lost = false;
  const batches = fiberBatches(prepared);
  const pointsPerJob = Math.max(1, Math.floor(FIBERS_PER_JOB / prepared.rows.length));

  function* jobs(): Generator<{ points: number[]; batch: readonly number[] }> {
    for (let from = 0; from < scales.length; from += pointsPerJob) {
      const points = Array.from({ length: Math.min(pointsPerJob, scales.length - from) }, (_, p) => from + p);
      for (const batch of batches) yield { points, batch };
    }
  }
  await inTurn(jobs(), () => fiberJobLimit(phase), async ({ points, batch }) => {
    const members = points.flatMap(() => batch);
    const pointOf = points.flatMap((point) => batch.map(() => point));
    const request = { ...batchRequest(prepared, stimulus, members), scale: Float64Array.from(pointOf, (point) => scales[point]), recruitmentOnly: true };
    const title = `${members.length} simulations (${request.fibers[0].id} and others)`;
    const answers = await resumable(phase, request, () => pools.fibers().run({ title, signal }, (worker, control) => worker.simulate(request, control))
      .then((results) => results.map((result) => result.recruited)));
    if (answers === null) lost = true;
    members.forEach((k, index) => {
      const at = pointOf[index] * groups.length + groupOf[k];
      const answer = answers?.[index] ?? null;
      if (answer === null) failed[at] += 1;
      else if (answer) recruited[at] += 1;
      missing[pointOf[index]] -= 1;
    });
    onSimulated(members.length);
  });
  return { recruited, failed, complete: Uint8Array.from(missing, (count) => Number(count === 0)), lost };
}
