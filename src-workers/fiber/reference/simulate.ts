// A whole batch through the plain solver: what the kernels are compared with.
import type { Task } from '../../../src-model/task';
import { driveSchedule } from '../drive-schedule';
import { setupOrReason } from '../fiber-setup';
import { failedResult } from '../outcome';
import { referenceResult } from '../reference-result';
import type { FiberBatchRequest, FiberResult } from '../request';

/**
 * One result per fibre, in order: exact rates and f64 whatever the settings say, and the whole duration even if only recruitment is asked.
 * A fibre of impossible size (RangeError) and one that diverges are reported in their results. Throws CancelledError when cancelled.
 */
export function simulateReference(request: FiberBatchRequest, task: Task): FiberResult[] {
  const drive = driveSchedule(request.drives, request.simulation);
  return request.fibers.map((spec, f) => {
    task.progress(f, request.fibers.length);
    const setup = setupOrReason(request, f, drive);
    return typeof setup === 'string' ? failedResult(spec, setup, drive.dtMs * request.simulation.record.everySteps) : referenceResult(setup, drive, request, task);
  });
}
