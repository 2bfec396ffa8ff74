// Extracellular recording: the potential that the currents of fibres make at recording points or contacts. By reciprocity a unit
// current at the recorder and the potential it makes along the fibre say all that is needed: V(t) = sum_k footprint_k I_k(t)
// (Plonsey 1963, IEEE Trans Biomed Electron 10:18-24), in any medium, homogeneous or meshed.
import type { Task } from '../../src-model/task';
import { type FiberJob, runJobs } from '../fiber/batch';
import { driveSchedule } from '../fiber/drive-schedule';
import { setupOrReason } from '../fiber/fiber-setup';
import { divergenceMessage } from '../fiber/outcome';
import type { FiberBatchRequest } from '../fiber/request';
import { RecorderWatch } from './recorder-watch';

/** sensors[f][r]: mV per mA at the compartments of fibre f for recorder r. */
export interface RecordingRequest {
  batch: FiberBatchRequest;
  sensors: Float64Array[][];
}

/** potentialsMv[r][n]: recorder r, summed over the fibres, after n steps (n = 0 .. stepCount). failed: fibres left out, and why. */
export interface Recording {
  potentialsMv: Float64Array[];
  failed: { id: string; error: string }[];
}

/**
 * Runs the fibres in the direct kernel. The currents are what leaves each compartment into the surrounding tissue, through the membrane at nodes
 * and through the myelin between them; the field of the stimulus itself is not part of the recording.
 */
export function recordExtracellular({ batch, sensors }: RecordingRequest, task: Task): Recording {
  const drive = driveSchedule(batch.drives, batch.simulation);
  const errors: (string | null)[] = batch.fibers.map(() => null);
  const recordings = new Array<RecorderWatch | null>(batch.fibers.length).fill(null);
  const jobs: (FiberJob<RecorderWatch> & { f: number })[] = [];
  batch.fibers.forEach((_, f) => {
    const setup = setupOrReason(batch, f, drive);
    if (typeof setup === 'string') errors[f] = setup;
    else jobs.push({ f, setup, watch: () => new RecorderWatch(setup, drive, sensors[f]) });
  });
  let finished = batch.fibers.length - jobs.length;
  runJobs(jobs, { drive, simulation: batch.simulation, everyCompartment: true }, (index, watch, divergence) => {
    const { f } = jobs[index];
    if (divergence) errors[f] = divergenceMessage(divergence);
    else recordings[f] = watch;
    task.progress(++finished, batch.fibers.length);
  }, task);
  // In the order of the fibres, so that the sum does not depend on how they were grouped.
  const potentialsMv = (sensors[0] ?? []).map((_, r) => {
    const sum = new Float64Array(drive.stepCount + 1);
    for (const recording of recordings) recording?.potentialsMv[r].forEach((value, n) => { sum[n] += value; });
    return sum;
  });
  return { potentialsMv, failed: batch.fibers.flatMap(({ id }, f) => (errors[f] === null ? [] : [{ id, error: errors[f] }])) };
}
