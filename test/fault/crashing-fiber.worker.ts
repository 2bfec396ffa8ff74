// In the place of the fibre worker: dies on every batch that holds myelinated fibres.
import { expose } from 'threads/worker';
import type { FiberBatchRequest, FiberResult } from '../../src-workers/fiber/request';
import { simulateFibers } from '../../src-workers/fiber/simulate';
import { taskOf, type TaskControl } from '../../src-workers/shared-task';

expose({
  simulate(request: FiberBatchRequest, control: TaskControl): FiberResult[] {
    if (request.fibers.some(({ myelinated }) => myelinated)) process.exit(9);
    return simulateFibers(request, taskOf(control));
  },
});
