// The fibre phase: answers a batch request fibre by fibre, in order. A fibre that cannot be simulated is reported; the others finish.
import type { Simulation } from '../../src-model/project';
import type { Task } from '../../src-model/task';
import { type FiberJob, runJobs } from './batch';
import { driveSchedule } from './drive-schedule';
import { setupOrReason } from './fiber-setup';
import { divergenceMessage, failedResult } from './outcome';
import { referenceResult } from './reference-result';
import type { FiberBatchRequest, FiberResult, FiberSpec } from './request';
import { SpikeRecord } from './spike-record';

/** Fibres whose set-ups are in memory at the same time. */
const WINDOW = 256;

/** Quantities that only the plain solver records. */
const needsPlainSolver = (record: Simulation['record'], spec: FiberSpec): boolean =>
  record.membranePotential !== 'none' && record.fibers?.includes(spec.id) !== false
  && (record.membraneCurrent || record.ionicCurrents || record.gates || record.conductances);

/**
 * One result per fibre of the request, in order. Every fibre's result depends on this fibre, the drives and the simulation settings only.
 * Fibres whose membrane current, ionic currents, gates or conductances are recorded run in the plain solver (exact rates, f64).
 * Throws a RangeError when the drives do not fit the time step, and CancelledError when the task is cancelled.
 */
export function simulateFibers(request: FiberBatchRequest, task: Task): FiberResult[] {
  const { simulation } = request;
  const drive = driveSchedule(request.drives, simulation);
  const results = new Array<FiberResult>(request.fibers.length);
  let finished = 0;
  const answer = (f: number, result: FiberResult): void => {
    results[f] = result;
    task.progress(++finished, request.fibers.length);
  };
  const sampleMs = drive.dtMs * simulation.record.everySteps;
  for (let from = 0; from < request.fibers.length; from += WINDOW) {
    const jobs: (FiberJob<SpikeRecord> & { f: number })[] = [];
    for (let f = from; f < Math.min(from + WINDOW, request.fibers.length); f++) {
      const spec = request.fibers[f];
      const setup = setupOrReason(request, f, drive);
      if (typeof setup === 'string') answer(f, failedResult(spec, setup, sampleMs));
      else if (needsPlainSolver(simulation.record, spec)) answer(f, referenceResult(setup, drive, request, task));
      else jobs.push({ f, setup, watch: () => new SpikeRecord(setup, drive.dtMs, drive.stepCount, simulation.record, request.recruitmentOnly ?? false) });
    }
    const everyCompartment = simulation.record.membranePotential === 'all' || simulation.record.membranePotential === 'points';
    runJobs(jobs, { drive, simulation, everyCompartment }, (index, watch, divergence) => {
      const { f, setup } = jobs[index];
      answer(f, divergence ? failedResult(setup.spec, divergenceMessage(divergence), sampleMs) : watch.result());
    }, task);
  }
  return results;
}
