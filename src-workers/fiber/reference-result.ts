// One fibre through the plain solver, with the same answer as the kernels give: for quantities that only it records, and as oracle.
import type { Task } from '../../src-model/task';
import type { DriveSchedule } from './drive-schedule';
import type { FiberSetup } from './fiber-setup';
import { divergenceMessage, failedResult, fiberResult, spikeWidthSamples } from './outcome';
import type { FiberBatchRequest, FiberResult } from './request';
import { runFiber } from './reference/run-fiber';
import { SpikeWatch } from './spike-watch';

/** Blocks of samples are at least this long. */
const LEAST_BLOCK = 256;

export function referenceResult(setup: FiberSetup, drive: DriveSchedule, request: FiberBatchRequest, task: Task): FiberResult {
  const { record } = request.simulation;
  const places = setup.cable.nodeCompartments;
  const widthSamples = spikeWidthSamples(drive.dtMs);
  const block = Math.max(LEAST_BLOCK, SpikeWatch.lookbackSamples(widthSamples));
  // The last two blocks of every row: kept[row * 2 block + sample mod 2 block].
  const kept = new Float64Array(places.length * 2 * block);
  const watches: SpikeWatch[] = [];
  const at = (row: number) => (sample: number): number => kept[row * 2 * block + (sample % (2 * block))];
  const pushBlock = (from: number, to: number, complete: boolean): void => {
    watches.forEach((watch, row) => {
      const read = at(row);
      let smallest = Infinity;
      let largest = -Infinity;
      for (let s = from; s < to; s++) {
        smallest = Math.min(smallest, read(s));
        largest = Math.max(largest, read(s));
      }
      watch.push({ from, to, smallest, largest, complete, window: (first) => Float64Array.from({ length: to - first }, (_, s) => read(first + s)) });
    });
  };
  let pushed = 1;
  const run = runFiber(setup, drive, record, task, (state, sample) => {
    if (sample === 0) places.forEach((k) => watches.push(new SpikeWatch(widthSamples, state.voltageMv[k])));
    places.forEach((k, row) => { kept[row * 2 * block + (sample % (2 * block))] = state.voltageMv[k]; });
    if (sample + 1 - pushed === block) {
      pushBlock(pushed, sample + 1, false);
      pushed = sample + 1;
    }
  });
  const sampleMs = drive.dtMs * record.everySteps;
  if (run.divergedAtMs !== undefined) {
    return failedResult(setup.spec, divergenceMessage({ timeMs: run.divergedAtMs, voltageMv: NaN }), sampleMs);
  }
  pushBlock(pushed, drive.stepCount + 1, true);
  const xUm = Float64Array.from(places, (k) => setup.cable.centerUm[k]);
  return fiberResult(setup.spec, { xUm, peaks: watches.map(({ peaks }) => peaks) }, drive.dtMs, sampleMs, run.traces);
}
