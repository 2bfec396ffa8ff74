// Worker of the fibre phase and of studies: simulates batches, searches thresholds.
import { expose, Transfer } from 'threads/worker';
import type { FiberBatchRequest, FiberResult } from './fiber/request';
import { simulateFibers } from './fiber/simulate';
import { type ThresholdOptions, type ThresholdResult, findThresholds } from './fiber/threshold';
import { type Recording, type RecordingRequest, recordExtracellular } from './recording/record-extracellular';
import { taskOf, type TaskControl } from './shared-task';

const fiberApi = {
  simulate(request: FiberBatchRequest, control: TaskControl): FiberResult[] {
    const results = simulateFibers(request, taskOf(control));
    // Traces may be large: they are handed over, not copied. A buffer that several traces share must be listed once.
    const buffers = new Set(results.flatMap(({ traces }) => traces.map(({ values }) => values.buffer as ArrayBuffer)));
    // threads.js unwraps the descriptor on its way to the caller, who gets the results themselves.
    return Transfer(results, [...buffers]) as unknown as FiberResult[];
  },

  thresholds(request: FiberBatchRequest, options: ThresholdOptions, control: TaskControl): ThresholdResult[] {
    return findThresholds(request, options, taskOf(control));
  },

  record(request: RecordingRequest, control: TaskControl): Recording {
    return recordExtracellular(request, taskOf(control));
  },
};

export type FiberWorker = typeof fiberApi;
expose(fiberApi);
