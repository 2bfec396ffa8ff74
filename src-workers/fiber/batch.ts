// Fibres to groups of lanes: sorts jobs by kernel and shape, runs each group, and hands every job its outcome.
// What a job computes does not depend on which jobs share its group: lanes never mix, and blocks and damping follow from the job alone.
import type { Simulation } from '../../src-model/project';
import type { Task } from '../../src-model/task';
import { type LaneFormat, laneCount } from '../codegen/lane-builder';
import type { DriveSchedule } from './drive-schedule';
import type { FiberSetup } from './fiber-setup';
import { type Divergence, type FiberWatch, runGroup } from './group-run';
import { initialSnapshot } from './initial-state';
import { type CableMember, placeCableGroup } from './kernels/cable-group';
import { type SlotKind, kindKey } from './kernels/cable-layout';
import { loadedCableKernel } from './kernels/loaded-kernel';
import { type MembranePlan, membranePlan } from './kernels/membrane-plan';
import { type FiberShape, fiberShape } from './kernels/slot-alignment';
import { spikeWidthSamples } from './outcome';
import { SpikeWatch } from './spike-watch';

/** One fibre to run. `watch` is called anew if the group has to be run again. */
export interface FiberJob {
  setup: FiberSetup;
  watch: () => FiberWatch;
}

export interface JobSettings {
  drive: DriveSchedule;
  simulation: Pick<Simulation, 'precision' | 'rates'>;
  /** Make every compartment visible to watches, not only nodes. */
  everyCompartment: boolean;
}

/** Steps per block: long enough for the watches to judge widths, short enough for the cache. */
const LEAST_BLOCK_STEPS = 128;

interface PlacedJob {
  index: number;
  job: FiberJob;
  kinds: SlotKind[];
  shape: FiberShape;
  plans: MembranePlan[];
  key: string;
}

/** Runs all jobs; calls `finished` once for each, in no particular order. Throws CancelledError when the task is cancelled. */
export function runJobs(
  jobs: readonly FiberJob[], settings: JobSettings, finished: (index: number, watch: FiberWatch, divergence: Divergence | null) => void, task: Task,
): void {
  const placed = jobs.map((job, index) => placeJob(job, index, settings));
  const groups = new Map<string, PlacedJob[]>();
  for (const each of placed) {
    const group = groups.get(each.key);
    if (group) group.push(each);
    else groups.set(each.key, [each]);
  }
  for (const group of groups.values()) {
    group.sort((a, b) => a.shape.nodeCount - b.shape.nodeCount || a.index - b.index);
    const format = formatFor(group[0], settings);
    const size = laneCount(format);
    for (let from = 0; from < group.length; from += size) runLanes(group.slice(from, from + size), format, settings, finished, task);
  }
}

function placeJob(job: FiberJob, index: number, { drive, simulation, everyCompartment }: JobSettings): PlacedJob {
  const { cable, clamps } = job.setup;
  const plans = cable.membranes.map((membrane) => membranePlan(membrane, simulation.rates, cable.initialVoltageMv));
  const kinds: SlotKind[] = [];
  const kindByMembrane = cable.membranes.map((_, m) => {
    const k = cable.membraneIndex.indexOf(m);
    if (k < 0) return 0;
    const exposed = cable.exposed[k] === 1;
    const kind: SlotKind = { plan: plans[m], layered: !exposed, recorded: exposed || everyCompartment };
    const known = kinds.findIndex((other) => kindKey(other) === kindKey(kind));
    return known >= 0 ? known : kinds.push(kind) - 1;
  });
  const shape = fiberShape(cable, (k) => kindByMembrane[cable.membraneIndex[k]]);
  const damping = drive.scheme === 'second-order' ? clamps.map(({ damped }) => damped.join('')).join() : '';
  return { index, job, kinds, shape, plans, key: [shape.key, damping, ...kinds.map(kindKey)].join('\n') };
}

/** Concentrations need all digits: models that have them run in f64. */
function formatFor({ kinds }: PlacedJob, { simulation }: JobSettings): LaneFormat {
  const digits = kinds.some(({ plan }) => plan.concentrations.length > 0);
  const precision = digits ? 'f64' : simulation.precision;
  return { precision, vectors: kinds.some(({ layered }) => layered) || precision === 'f32' ? 2 : 4 };
}

function runLanes(
  placed: readonly PlacedJob[], format: LaneFormat, { drive }: JobSettings,
  finished: (index: number, watch: FiberWatch, divergence: Divergence | null) => void, task: Task,
): void {
  const secondOrder = drive.scheme === 'second-order';
  const kernel = loadedCableKernel(format, placed[0].kinds, secondOrder, drive.dtMs);
  const members = placed.map(({ job, shape, plans }): CableMember => ({ setup: job.setup, initial: initialSnapshot(job.setup.cable, drive), shape, plans }));
  const blockSteps = Math.max(LEAST_BLOCK_STEPS, 2 * SpikeWatch.lookbackSamples(spikeWidthSamples(drive.dtMs)));
  for (;;) {
    const group = placeCableGroup(kernel, members, secondOrder ? drive.dtMs / 2 : drive.dtMs, drive.dtMs);
    const watches = placed.map(({ job }) => job.watch());
    const outcome = runGroup({
      group, memory: kernel.memory, members, watches, drive, blockSteps, reachMv: kernel.tables.reachMv, growable: kernel.tables.growable, progress: () => undefined,
    }, task);
    kernel.memory.release();
    if (outcome === 'grow') {
      kernel.tables.grow();
      continue;
    }
    placed.forEach(({ index }, member) => finished(index, watches[member], outcome[member]));
    return;
  }
}
