// What the time loop needs of a group of fibres in kernel memory, whichever kernel runs it.
import type { LaneFormat } from '../../codegen/lane-builder';
import type { FiberSetup } from '../fiber-setup';

/** State of one fibre between steps, by compartment k. `state`: membrane of the cable (index), state in the order of MembranePlan.stateNames. */
export interface FiberSnapshot {
  /** V - cable.initialVoltageMv, mV. */
  departureMv(k: number): number;
  /** Potential of the sheath relative to the field, mV. */
  sheathMv(k: number): number;
  state(membrane: number, state: number, k: number): number;
}

/** One fibre of a group. */
export interface GroupMember {
  setup: Omit<FiberSetup, 'spec'>;
  initial: FiberSnapshot;
}

/** Step counts and addresses as the kernels take them. Lane l of every value belongs to member l. */
export interface FiberGroup {
  format: LaneFormat;
  /** Recorded potentials per step: values of all lanes, column after column. */
  recordColumns: number;
  /** Column of a compartment of a member; -1 if it is not recorded. That of its sheath follows, if it has one. */
  column: (member: number, compartment: number) => number;
  /** New currents of all contacts (uA, before the fibres' own scale). */
  setCurrents: (currentUa: Float64Array) => void;
  /** New strength of a clamp (0..1); takes effect with the next setCurrents. */
  setClamp: (member: number, clamp: number, factor: number) => void;
  /** Whole steps; writes `steps` rows from address `record` on. */
  advance: (steps: number, record: number) => void;
  /** One step as two damped half steps (second order only); writes one row. */
  advanceDamped: (record: number) => void;
  /** Smallest and largest value of every column over rows: see `range` of the kernels. */
  range: (record: number, rows: number, target: number) => void;
}
