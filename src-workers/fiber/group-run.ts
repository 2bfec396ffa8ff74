// The time loop of a group of fibres: stimuli by step, blocks of recorded samples, watches, divergence, early stop.
import { CancelledError, type Task } from '../../src-model/task';
import { laneBytes, laneCount } from '../codegen/lane-builder';
import type { DriveSchedule } from './drive-schedule';
import type { FiberGroup, GroupMember } from './kernels/fiber-group';
import type { KernelMemory } from './kernels/kernel-memory';

/** The samples from .. to - 1 at the watched compartments of one fibre, and those of the block before. Sample n is the state after n steps. */
export interface BlockView {
  from: number;
  to: number;
  /** Potential at the start, mV. */
  initialMv(row: number): number;
  /** Potentials (mV) of the samples first .. to - 1 of a row, at most a block before `from`; overwritten by the next call. */
  window(row: number, first: number): Float64Array;
  /** Potentials (mV, relative to the field) of the sheath from sample `from` on; 0 where a compartment has none. Only where every compartment is visible. */
  sheath(row: number): Float64Array;
  smallest(row: number): number;
  largest(row: number): number;
}

/** Looks at one fibre while it runs, block by block. */
export interface FiberWatch {
  /** Compartments whose potential is looked at; rows of the views. */
  compartments: Int32Array;
  /** Returns true when nothing more needs to be known of this fibre. */
  block(view: BlockView): boolean;
}

export interface GroupRun {
  group: FiberGroup;
  memory: KernelMemory;
  members: readonly GroupMember[];
  watches: readonly FiberWatch[];
  drive: DriveSchedule;
  /** |V| (mV) beyond which a fibre counts as diverged, or the tables must grow. */
  reachMv: number;
  growable: boolean;
  /** A power of two. */
  blockSteps: number;
}

/** At timeMs = 0: there was no finite state to start from. */
export interface Divergence {
  timeMs: number;
  voltageMv: number;
}

/** 'grow': some fibre left the tables, which can grow: run the group again. Otherwise what went wrong, by member. */
export type GroupOutcome = 'grow' | (Divergence | null)[];

/** Runs a freshly placed group to its end, or until no watch wants more. */
export function runGroup(run: GroupRun, task: Task): GroupOutcome {
  const { group, memory, members, drive, blockSteps } = run;
  const rowBytes = group.recordColumns * laneBytes(group.format);
  const record = memory.allocate(2 * blockSteps * rowBytes);
  const ranges = memory.allocate(2 * rowBytes);
  const room = { potential: new Float64Array(2 * blockSteps + 1), sheath: new Float64Array(blockSteps) };
  const views = members.map((_, member) => memberView(run, member, record, ranges, room));
  const diverged: (Divergence | null)[] = members.map(() => null);
  const done = members.map(() => false);
  const marks = stepMarks(run);
  for (let from = 0; from < drive.stepCount; from += blockSteps) {
    if (task.cancelled) throw new CancelledError();
    const to = Math.min(from + blockSteps, drive.stepCount);
    const blockRecord = record + (from % (2 * blockSteps)) * rowBytes;
    runSteps(run, marks, from, to, blockRecord, rowBytes);
    group.range(blockRecord, to - from, ranges);
    for (let member = 0; member < members.length; member++) {
      if (done[member]) continue;
      const view = views[member];
      view.from = from + 1;
      view.to = to + 1;
      const failure = view.divergence();
      if (failure) {
        if (run.growable && Number.isFinite(failure.voltageMv)) return 'grow';
        diverged[member] = failure;
        done[member] = true;
      } else {
        done[member] = run.watches[member].block(view);
      }
    }
    if (done.every(Boolean)) break;
  }
  return diverged;
}

/** Marks of a step: its currents or clamps differ from those before it; it is taken as two damped half steps. */
const CHANGED = 1;
const DAMPED = 2;

function stepMarks({ drive, members }: GroupRun): Uint8Array {
  const marks = new Uint8Array(drive.stepCount);
  marks[0] = CHANGED;
  const markChanges = (values: Float64Array): void => {
    for (let n = 1; n < values.length; n++) if (values[n] !== values[n - 1]) marks[n] |= CHANGED;
  };
  for (const row of drive.currentUa) if (row) markChanges(row);
  for (const { setup } of members) for (const { factor } of setup.clamps) markChanges(factor);
  if (drive.scheme === 'backward-euler') return marks;
  // Fibres with different clamp times are never in one group, so the damping of the first holds for all.
  for (const { damped } of [drive, ...members[0].setup.clamps]) for (let n = 0; n < damped.length; n++) if (damped[n]) marks[n] |= DAMPED;
  return marks;
}

/** Steps from .. to - 1, cut where a current, a clamp or the damping changes. */
function runSteps({ group, members, drive }: GroupRun, marks: Uint8Array, from: number, to: number, record: number, rowBytes: number): void {
  const currentUa = new Float64Array(drive.currentUa.length);
  let n = from;
  while (n < to) {
    if (marks[n] & CHANGED) {
      drive.currentUa.forEach((row, c) => { currentUa[c] = row?.[n] ?? 0; });
      members.forEach(({ setup }, member) => setup.clamps.forEach(({ factor }, clamp) => group.setClamp(member, clamp, factor[n])));
      group.setCurrents(currentUa);
    }
    if (marks[n] & DAMPED) {
      group.advanceDamped(record + (n - from) * rowBytes);
      n++;
      continue;
    }
    let end = n + 1;
    while (end < to && marks[end] === 0) end++;
    group.advance(end - n, record + (n - from) * rowBytes);
    n = end;
  }
}

/** Where the samples of a row are collected; shared by all members. */
interface Rooms {
  potential: Float64Array;
  sheath: Float64Array;
}

interface MemberView extends BlockView {
  divergence(): Divergence | null;
}

function memberView({ group, memory, drive, members, watches, reachMv, blockSteps }: GroupRun, member: number, record: number, ranges: number, room: Rooms): MemberView {
  const { setup, initial } = members[member];
  const { compartments } = watches[member];
  const lanes = laneCount(group.format);
  const columns = compartments.map((compartment) => group.column(member, compartment));
  const nodes = setup.cable.nodeCompartments.map((compartment) => group.column(member, compartment));
  const ringMask = 2 * blockSteps - 1;
  const recordAt = memory.indexOf(record) + member;
  const rangeAt = memory.indexOf(ranges) + member;
  const rowLength = group.recordColumns * lanes;
  const values = memory.values;
  const sampleAt = (column: number, sample: number): number => values[recordAt + ((sample - 1) & ringMask) * rowLength + column * lanes];
  const initialMv = (row: number): number => setup.cable.initialVoltageMv + initial.departureMv(compartments[row]);
  return {
    from: 0, to: 0,
    initialMv,
    window(row, first) {
      const at = recordAt + columns[row] * lanes;
      if (first === 0) room.potential[0] = initialMv(row);
      for (let sample = Math.max(first, 1); sample < this.to; sample++) room.potential[sample - first] = values[at + ((sample - 1) & ringMask) * rowLength];
      return room.potential;
    },
    sheath(row) {
      if (setup.cable.exposed[compartments[row]]) return room.sheath.fill(0);
      for (let sample = this.from; sample < this.to; sample++) room.sheath[sample - this.from] = sampleAt(columns[row] + 1, sample);
      return room.sheath;
    },
    smallest: (row) => values[rangeAt + 2 * columns[row] * lanes],
    largest: (row) => values[rangeAt + (2 * columns[row] + 1) * lanes],
    divergence(): Divergence | null {
      if (this.from === 1 && !setup.cable.nodeCompartments.every((k) => Number.isFinite(initial.departureMv(k)))) return { timeMs: 0, voltageMv: NaN };
      const reach = Math.min(reachMv, Number.MAX_VALUE);
      const inside = (value: number): boolean => value >= -reach && value <= reach;
      for (const column of nodes) {
        if (inside(values[rangeAt + 2 * column * lanes]) && inside(values[rangeAt + (2 * column + 1) * lanes])) continue;
        for (let sample = this.from; sample < this.to; sample++) {
          const voltageMv = sampleAt(column, sample);
          if (!inside(voltageMv)) return { timeMs: sample * drive.dtMs, voltageMv };
        }
      }
      return null;
    },
  };
}
