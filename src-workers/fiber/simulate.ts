// The fibre phase: answers a batch request fibre by fibre, in order. A fibre that cannot be simulated is reported; the others finish.
import type { Task } from '../../src-model/task';
import { driveSchedule } from './drive-schedule';
import { fiberSetup } from './fiber-setup';
import { failedResult } from './outcome';
import { referenceResult } from './reference-result';
import type { FiberBatchRequest, FiberResult } from './request';

/**
 * One result per fibre of the request, in order. Every fibre's result depends on this fibre, the drives and the simulation settings only.
 * Throws a RangeError when the drives do not fit the time step, and CancelledError when the task is cancelled.
 */
export function simulateFibers(request: FiberBatchRequest, task: Task): FiberResult[] {
  const drive = driveSchedule(request.drives, request.simulation);
  return request.fibers.map((spec, f) => {
    task.progress(f, request.fibers.length);
    try {
      return referenceResult(fiberSetup(request, f, drive), drive, request, task);
    } catch (error) {
      if (error instanceof RangeError) return failedResult(spec, error.message, drive.dtMs * request.simulation.record.everySteps);
      throw error;
    }
  });
}
