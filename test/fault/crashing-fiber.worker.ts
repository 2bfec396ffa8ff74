// In the place of the fibre worker: dies on every batch that holds myelinated fibres, or hangs on it where the project asks for 2 ms or more.
import { expose } from 'threads/worker';
import type { FiberBatchRequest, FiberResult } from '../../src-workers/fiber/request';
import { simulateFibers } from '../../src-workers/fiber/simulate';
import { taskOf, type TaskControl } from '../../src-workers/shared-task';

/** Projects that last at least as long make it hang instead of die. */
const HANGS_FROM_MS = 2;

expose({
  simulate(request: FiberBatchRequest, control: TaskControl): FiberResult[] {
    if (request.fibers.some(({ myelinated }) => myelinated)) {
      if (request.simulation.durationMs < HANGS_FROM_MS) process.exit(9);
      for (;;) Atomics.load(control, 0);
    }
    return simulateFibers(request, taskOf(control));
  },
});
