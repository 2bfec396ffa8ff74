// Code that reads a row of a rate table for every lane. Lanes point to different rows, so rows are loaded as vectors of columns,
// interpolated, and transposed to vectors of lanes.
import type { Local } from '../../codegen/function-builder';
import { type LaneBuilder, type Lanes, lanesPerVector } from '../../codegen/lane-builder';
import type { Precision } from '../../codegen/wasm-opcodes';
import { CORE } from '../../codegen/wasm-opcodes';
import type { ParameterLayout } from './kernel-parameters';
import type { MembranePlan } from './membrane-plan';
import { FINE_STEP_MV, tableRowBytes, tableVectors } from './rate-table';

/** Adding this rounds to a whole number and leaves it in the low bits. */
const WHOLE = { f64: 1.5 * 2 ** 52, f32: 1.5 * 2 ** 23 } as const;

/** The i32 that `readTable` wants as row0: such that row0 + bits * rowBytes addresses a row, bits = the low 32 bits of row number + WHOLE. */
export function rowOrigin(row0Address: number, rowBytes: number, precision: Precision): number {
  const wholeBits = precision === 'f64' ? 0 : new Int32Array(Float32Array.of(WHOLE.f32).buffer)[0];
  return (row0Address - Math.imul(wholeBits, rowBytes)) | 0;
}

export interface TableAddress {
  /** See rowOrigin, for the row of 0 mV. */
  row0: Local;
  rowBytes: number;
  vectors: number;
  stepMv: number;
  /** Lowest and highest readable position, in rows from 0 mV. */
  lowest: Lanes;
  highest: Lanes;
}

/** The table of a plan by its parameters; null without one. Call once per function. */
export function tableAt(lanes: LaneBuilder, plan: MembranePlan, parameters: ParameterLayout['tables'][number], zero: Local): TableAddress | null {
  if (plan.columns.length === 0) return null;
  const { precision } = lanes.format;
  return {
    row0: lanes.code.let32(() => lanes.code.load32(parameters.pointer)), rowBytes: tableRowBytes(plan, precision), vectors: tableVectors(plan, precision),
    stepMv: plan.neuronGrid ? plan.model.rateTable!.stepMv : FINE_STEP_MV, lowest: lanes.load(zero, parameters.lowest), highest: lanes.load(zero, parameters.highest),
  };
}

/** All columns at the potentials v (mV). Outside the table, and for NaN, the ends are read: the driver notices such potentials. */
export function readTable(lanes: LaneBuilder, v: Lanes, table: TableAddress): Lanes[] {
  const { precision } = lanes.format;
  const perVector = lanesPerVector(lanes.format);
  // pmin(highest, position) takes `highest` for NaN, so that no address leaves the table.
  const position = lanes.pmax(lanes.pmin(table.highest, lanes.mul(v, lanes.constant(1 / table.stepMv))), table.lowest);
  const whole = lanes.constant(WHOLE[precision]);
  const rounded = lanes.add(lanes.sub(position, lanes.constant(0.5)), whole);
  const fraction = lanes.sub(position, lanes.sub(rounded, whole));
  // interpolated[vector][group][lane]: one vector of columns for one lane
  const perLane = rounded.map((bits, v0) => Array.from({ length: perVector }, (_, lane) => {
    const row = lanes.code.let32(() => {
      lanes.code.get(lanes.extract32(bits, precision === 'f64' ? 2 * lane : lane));
      lanes.code.i32(table.rowBytes);
      lanes.code.emit(CORE.i32Mul);
      lanes.code.get(table.row0);
      lanes.code.emit(CORE.i32Add);
    });
    const share = lanes.shuffle(fraction[v0], fraction[v0], new Array<number>(perVector).fill(lane));
    return Array.from({ length: table.vectors }, (_unused, group) => lanes.vectorOperation('add',
      lanes.loadVector(row, 32 * group), lanes.vectorOperation('mul', share, lanes.loadVector(row, 32 * group + 16))));
  }));
  const columns: Lanes[] = [];
  for (let group = 0; group < table.vectors; group++) {
    const byVector = perLane.map((vectors) => transpose(lanes, vectors.map((groups) => groups[group])));
    for (let column = 0; column < perVector; column++) columns.push(byVector.map((transposed) => transposed[column]));
  }
  return columns;
}

/** Transposes a square of 2 x 2 (f64) or 4 x 4 (f32) elements. */
function transpose(lanes: LaneBuilder, rows: readonly Local[]): Local[] {
  if (rows.length === 2) return [lanes.shuffle(rows[0], rows[1], [0, 2]), lanes.shuffle(rows[0], rows[1], [1, 3])];
  const low01 = lanes.shuffle(rows[0], rows[1], [0, 4, 1, 5]);
  const high01 = lanes.shuffle(rows[0], rows[1], [2, 6, 3, 7]);
  const low23 = lanes.shuffle(rows[2], rows[3], [0, 4, 1, 5]);
  const high23 = lanes.shuffle(rows[2], rows[3], [2, 6, 3, 7]);
  return [
    lanes.shuffle(low01, low23, [0, 1, 4, 5]), lanes.shuffle(low01, low23, [2, 3, 6, 7]),
    lanes.shuffle(high01, high23, [0, 1, 4, 5]), lanes.shuffle(high01, high23, [2, 3, 6, 7]),
  ];
}
