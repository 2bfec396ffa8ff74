// Rate tables: columns that depend on the membrane potential only, sampled on a grid and read by linear interpolation.
import { compileProgram, createEvaluator, operandsOf } from '../../codegen/program';
import type { Precision } from '../../codegen/wasm-opcodes';
import type { Expression } from '../../codegen/expression';
import type { RateTable } from '../../membrane/model';
import type { MembranePlan } from './membrane-plan';

/** Spacing of the fine grid. Threshold error with it: below 4e-6 relative (MRG). Divides NEURON's 1 mV. */
export const FINE_STEP_MV = 0.04;
/** Range of a fine table at first, as much as most fibres need (tables are most of a cold start); it grows by GROWTH when a fibre leaves it. */
export const FIRST_RANGE_MV = 160;
const GROWTH = 3;
export const LARGEST_RANGE_MV = 4800;
export const nextRangeMv = (rangeMv: number): number => Math.min(rangeMv * GROWTH, LARGEST_RANGE_MV);

/**
 * Row r belongs to v = (firstRow + r) stepMv. The grid is anchored at 0 mV, so that values do not depend on the range.
 * Row layout: for every group of columnsPerVector columns their values, then their differences to the next row.
 */
export interface TableGrid {
  stepMv: number;
  firstRow: number;
  rowCount: number;
}

export function tableGrid(plan: MembranePlan, rangeMv: number): TableGrid {
  if (plan.neuronGrid) {
    const { fromMv, toMv, stepMv } = plan.model.rateTable!;
    return { stepMv, firstRow: Math.round(fromMv / stepMv), rowCount: Math.round((toMv - fromMv) / stepMv) + 1 };
  }
  const half = Math.round(rangeMv / FINE_STEP_MV);
  return { stepMv: FINE_STEP_MV, firstRow: -half, rowCount: 2 * half + 1 };
}

const columnsPerVector = (precision: Precision): number => (precision === 'f64' ? 2 : 4);
export const tableVectors = (plan: MembranePlan, precision: Precision): number => Math.ceil(plan.columns.length / columnsPerVector(precision));
export const tableRowBytes = (plan: MembranePlan, precision: Precision): number => 2 * 16 * tableVectors(plan, precision);

/** Rows of a plan for a time step. */
export function buildRateTable(plan: MembranePlan, grid: TableGrid, dtMs: number, precision: Precision): Float64Array | Float32Array {
  const { rowCount } = grid;
  const v = new Float64Array(rowCount + 1);
  for (let row = 0; row <= rowCount; row++) v[row] = (grid.firstRow + row) * grid.stepMv;
  const table = plan.model.rateTable;
  const columns = table && !plan.neuronGrid ? throughNeuronTable(plan, table, dtMs, v) : sampleAt(v, dtMs, plan.columns);
  const width = columnsPerVector(precision);
  const rowLength = tableRowBytes(plan, precision) / (precision === 'f64' ? 8 : 4);
  const values = precision === 'f64' ? new Float64Array(rowCount * rowLength) : new Float32Array(rowCount * rowLength);
  // Beyond the last row NEURON holds the value; the fine grid is never read there.
  if (plan.neuronGrid) for (const column of columns) column[rowCount] = column[rowCount - 1];
  columns.forEach((column, c) => fillColumn(values, column, Math.floor(c / width) * 2 * width + (c % width), rowLength, width));
  if (!table) closeJumps(values, plan, grid, dtMs, columns, rowLength, width);
  return values;
}

/** Below a potential, mV, by so little that no rate changes but one that jumps there. */
const JUST_BELOW_MV = 1e-9;

/**
 * Rates may jump at a potential ("if v < -60 mV"): the row that ends there takes its differences to the limit from below, so that interpolation
 * does not smear the jump. Jumps between grid points stay smeared over one row.
 */
function closeJumps(values: Float64Array | Float32Array, plan: MembranePlan, grid: TableGrid, dtMs: number, columns: readonly Float64Array[], rowLength: number, width: number): void {
  const rows = jumpPotentialsMv(plan.columns).map((v) => Math.round(v / grid.stepMv) - grid.firstRow).filter((row) => row > 0 && row <= grid.rowCount);
  if (rows.length === 0) return;
  const limits = sampleAt(Float64Array.from(rows, (row) => (grid.firstRow + row) * grid.stepMv - JUST_BELOW_MV), dtMs, plan.columns);
  rows.forEach((row, k) => columns.forEach((column, c) => {
    values[(row - 1) * rowLength + Math.floor(c / width) * 2 * width + width + (c % width)] = limits[c][k] - column[row - 1];
  }));
}

/** Constants that v is compared with. */
function jumpPotentialsMv(expressions: readonly Expression[]): number[] {
  const found = new Set<number>();
  const seen = new Set<Expression>();
  const visit = (node: Expression): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (node.op === 'ifLess' && node.a.op === 'var' && node.a.name === 'v' && node.b.op === 'const') found.add(node.b.value);
    operandsOf(node).forEach(visit);
  };
  expressions.forEach(visit);
  return [...found];
}

/** Potentials that are evaluated together: the evaluator's registers stay in the cache. */
const CHUNK = 512;

/** Expressions of v and dt at the potentials v (mV), one column each. */
function sampleAt(v: Float64Array, dtMs: number, expressions: readonly Expression[]): Float64Array[] {
  const evaluate = createEvaluator(compileProgram(expressions, ['v', 'dt']), CHUNK);
  const chunk = new Float64Array(CHUNK);
  const dt = new Float64Array(CHUNK).fill(dtMs);
  const columns = expressions.map(() => new Float64Array(v.length));
  for (let from = 0; from < v.length; from += CHUNK) {
    // The last chunk may be longer than what is left; its rest repeats earlier potentials.
    const part = v.subarray(from, from + CHUNK);
    chunk.set(part);
    evaluate([chunk, dt]).forEach((values, c) => columns[c].set(values.subarray(0, part.length), from));
  }
  return columns;
}

/** Values of a column, and `width` further their differences to the next row. */
function fillColumn(values: Float64Array | Float32Array, column: Float64Array, first: number, rowLength: number, width: number): void {
  let value = column[0];
  for (let row = 1, at = first; row < column.length; row++, at += rowLength) {
    const next = column[row];
    values[at] = value;
    values[at + width] = next - value;
    value = next;
  }
}

/** The columns a and b of gates whose inf and tau NEURON takes from its own coarse table: that interpolation, sampled on the fine grid. */
function throughNeuronTable(plan: MembranePlan, table: RateTable, dtMs: number, v: Float64Array): Float64Array[] {
  const last = Math.round((table.toMv - table.fromMv) / table.stepMv);
  const coarse = Float64Array.from({ length: last + 1 }, (_, row) => table.fromMv + row * table.stepMv);
  const columns = plan.columns.map(() => new Float64Array(v.length));
  for (const { gate, ...source } of plan.gates) {
    if (source.source !== 'columns') continue;
    const [steady, tau] = sampleAt(coarse, dtMs, [gate.steadyState, gate.timeConstantMs]);
    for (let k = 0; k < v.length; k++) {
      const at = Math.min(Math.max((v[k] - table.fromMv) / table.stepMv, 0), last);
      const row = Math.min(Math.floor(at), last - 1);
      const interpolate = (column: Float64Array): number => column[row] + (at - row) * (column[row + 1] - column[row]);
      const approach = 1 - Math.exp(-dtMs / interpolate(tau));
      columns[source.firstColumn][k] = interpolate(steady) * approach;
      columns[source.firstColumn + 1][k] = approach;
    }
  }
  return columns;
}
