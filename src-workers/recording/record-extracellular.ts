// Extracellular recording: the potential that the currents of fibres make at recording points or contacts. By reciprocity a unit
// current at the recorder and the potential it makes along the fibre say all that is needed: V(t) = sum_k footprint_k I_k(t)
// (Plonsey 1963, IEEE Trans Biomed Electron 10:18-24), in any medium, homogeneous or meshed.
import type { Task } from '../../src-model/task';
import { driveSchedule, type DriveSchedule } from '../fiber/drive-schedule';
import { fiberSetup, type FiberSetup } from '../fiber/fiber-setup';
import { runFiber } from '../fiber/reference/run-fiber';
import type { FiberState } from '../fiber/reference/stepper';
import type { FiberBatchRequest } from '../fiber/request';

const NA_PER_MA = 1e6;

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
 * Runs the fibres in the plain solver. The currents are what leaves each compartment into the surrounding tissue, through the membrane at nodes
 * and through the myelin between them; the field of the stimulus itself is not part of the recording.
 */
export function recordExtracellular({ batch, sensors }: RecordingRequest, task: Task): Recording {
  const drive = driveSchedule(batch.drives, batch.simulation);
  const potentialsMv = (sensors[0] ?? []).map(() => new Float64Array(drive.stepCount + 1));
  const failed: Recording['failed'] = [];
  batch.fibers.forEach(({ id }, f) => {
    try {
      const own = recordFiber(fiberSetup(batch, f, drive), sensors[f], drive, batch, task);
      own.forEach((values, r) => values.forEach((value, n) => { potentialsMv[r][n] += value; }));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      failed.push({ id, error: error.message });
    }
    task.progress(f + 1, batch.fibers.length);
  });
  return { potentialsMv, failed };
}

function recordFiber(setup: FiberSetup, sensors: readonly Float64Array[], drive: DriveSchedule, { simulation }: FiberBatchRequest, task: Task): Float64Array[] {
  const potentialsMv = sensors.map(() => new Float64Array(drive.stepCount + 1));
  const currentNa = new Float64Array(setup.cable.compartmentCount);
  const run = runFiber(setup, drive, { ...simulation.record, membranePotential: 'none' }, task, (state, n) => {
    if (n === 0) return;
    outwardCurrents(state, setup, drive, n - 1, currentNa);
    sensors.forEach((sensor, r) => { potentialsMv[r][n] = sensor.reduce((sum, value, k) => sum + value * currentNa[k], 0) / NA_PER_MA; });
  });
  if (run.divergedAtMs !== undefined) throw new RangeError(`The membrane potential ceased to be finite at ${run.divergedAtMs} ms; reduce the stimulus or the time step.`);
  return potentialsMv;
}

/** By Kirchhoff's law at each compartment: what flows in along the axon and along the sheath, and through a clamp, leaves into the tissue. */
function outwardCurrents({ potentials, load }: FiberState, { cable, sources, scale }: FiberSetup, drive: DriveSchedule, step: number, currentNa: Float64Array): void {
  const fieldMv = new Float64Array(cable.compartmentCount);
  currentNa.set(load.axonNa);
  sources.forEach((source, c) => {
    const current = (drive.currentUa[c]?.[step] ?? 0) * scale;
    if (!source || current === 0) return;
    for (let k = 0; k < fieldMv.length; k++) {
      fieldMv[k] += current * source.potentialMv[k];
      // Leaves what clamps inject: the field's own share is counted below.
      currentNa[k] -= current * source.axonNa[k];
    }
  });
  for (let k = 0; k < fieldMv.length - 1; k++) {
    const stepMv = fieldMv[k + 1] - fieldMv[k];
    const flow = cable.axialUs[k] * (potentials.inside[k + 1] - potentials.inside[k] + stepMv)
      + cable.periaxonalUs[k] * (potentials.sheath[k + 1] - potentials.sheath[k] + stepMv);
    currentNa[k] += flow;
    currentNa[k + 1] -= flow;
  }
}
