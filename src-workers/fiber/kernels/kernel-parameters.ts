// Values that generated code reads from fixed addresses: set by the driver before a run, the same for all compartments.
import { type LaneFormat, laneBytes } from '../../codegen/lane-builder';
import type { MembranePlan } from './membrane-plan';

/** Lane values at the start of memory, in this order; then per membrane: i32 address of the table's row of 0 mV, and the table's bounds (lanes). */
const LANE_PARAMETERS = ['dt', 'diameter'] as const;
export type LaneParameter = (typeof LANE_PARAMETERS)[number];

export interface ParameterLayout {
  address: Record<LaneParameter, number>;
  /** By membrane: where to find the pointer, and the lowest and highest readable positions (in rows from 0 mV). */
  tables: { pointer: number; lowest: number; highest: number }[];
  end: number;
}

export function parameterLayout(format: LaneFormat, membranes: readonly MembranePlan[]): ParameterLayout {
  const bytes = laneBytes(format);
  const first = LANE_PARAMETERS.length * bytes;
  const perTable = 2 * bytes + 16;
  const tables = membranes.map((_, m) => ({ pointer: first + m * perTable, lowest: first + m * perTable + 16, highest: first + m * perTable + 16 + bytes }));
  return { address: { dt: 0, diameter: bytes }, tables, end: first + membranes.length * perTable };
}
