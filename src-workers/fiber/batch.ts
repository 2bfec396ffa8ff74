// Fibres to groups of lanes: sorts jobs by kernel and shape, runs each group, and hands every job its outcome.
// What a job computes does not depend on which jobs share its group: lanes never mix, and blocks and damping follow from the job alone.
import type { Simulation } from '../../src-model/project';
import type { Task } from '../../src-model/task';
import type { DriveSchedule } from './drive-schedule';
import type { FiberSetup } from './fiber-setup';
import { type Divergence, type FiberWatch, runGroup } from './group-run';
import { type KernelFiber, type KernelSettings, kernelFiber } from './kernels/kernel-view';
import { groupSize, placeableGroup } from './kernels/placeable-group';
import { spikeWidthSamples } from './outcome';
import { SpikeWatch } from './spike-watch';

/** One fibre to run. `watch` is called anew if the group has to be run again. */
export interface FiberJob<Watch extends FiberWatch> {
  setup: FiberSetup;
  watch: () => Watch;
}

export interface JobSettings {
  drive: DriveSchedule;
  simulation: Pick<Simulation, 'precision' | 'rates'>;
  /** Make every compartment visible to watches, with its sheath, not only nodes. */
  everyCompartment: boolean;
}

/** Called once for each job, in no particular order; `divergence` says why a fibre has no answer. */
export type JobFinished<Watch extends FiberWatch> = (index: number, watch: Watch, divergence: Divergence | null) => void;

/** Steps per block: long enough for the watches to judge widths, short enough for the cache. */
const LEAST_BLOCK_STEPS = 128;

const powerOfTwo = (least: number): number => 2 ** Math.ceil(Math.log2(least));

interface PlacedJob<Watch extends FiberWatch> extends KernelFiber {
  index: number;
  watch: () => Watch;
}

/** Runs all jobs. Throws CancelledError when the task is cancelled. */
export function runJobs<Watch extends FiberWatch>(
  jobs: readonly FiberJob<Watch>[], { drive, simulation, everyCompartment }: JobSettings, finished: JobFinished<Watch>, task: Task,
): void {
  const settings: KernelSettings = { drive, precision: simulation.precision, rates: simulation.rates, everyCompartment };
  const groups = new Map<string, PlacedJob<Watch>[]>();
  jobs.forEach(({ setup, watch }, index) => {
    const placed: PlacedJob<Watch> = { ...kernelFiber(setup, settings), index, watch };
    const group = groups.get(placed.key);
    if (group) group.push(placed);
    else groups.set(placed.key, [placed]);
  });
  for (const group of groups.values()) {
    group.sort((a, b) => a.size - b.size || a.index - b.index);
    const size = groupSize(group[0], settings);
    for (let from = 0; from < group.length; from += size) runLanes(group.slice(from, from + size), settings, finished, task);
  }
}

function runLanes<Watch extends FiberWatch>(jobs: readonly PlacedJob<Watch>[], settings: KernelSettings, finished: JobFinished<Watch>, task: Task): void {
  const { drive } = settings;
  const { memory, tables, members, place } = placeableGroup(jobs, settings);
  const blockSteps = powerOfTwo(Math.max(LEAST_BLOCK_STEPS, SpikeWatch.lookbackSamples(spikeWidthSamples(drive.dtMs))));
  for (;;) {
    const group = place();
    const watches = jobs.map(({ watch }) => watch());
    const outcome = runGroup({ group, memory, members, watches, drive, blockSteps, reachMv: tables.reachMv, growable: tables.growable }, task);
    memory.release();
    if (outcome === 'grow') {
      tables.grow();
      continue;
    }
    jobs.forEach(({ index }, member) => finished(index, watches[member], outcome[member]));
    return;
  }
}
