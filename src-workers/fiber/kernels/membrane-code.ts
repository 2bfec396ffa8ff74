// Code for the membrane of one compartment in every lane: advance the states, then evaluate slope and drive of the currents.
import { type Expression, exp, neg, div, variable } from '../../codegen/expression';
import type { Local } from '../../codegen/function-builder';
import type { LaneBuilder, Lanes } from '../../codegen/lane-builder';
import { compileExpressions } from '../../codegen/lane-expression';
import type { MarkovScheme } from '../../membrane/model';
import type { LaneParameter } from './kernel-parameters';
import type { MembranePlan } from './membrane-plan';
import { type TableAddress, readTable } from './table-code';

/** Where the code of one compartment finds its values. */
export interface MembraneSite {
  plan: MembranePlan;
  /** Pointer to the compartment; field f lies at f * laneBytes. */
  pointer: Local;
  /** First field of the states (in the order of plan.stateNames); the ion currents follow. */
  firstField: number;
  parameter: (name: LaneParameter) => Lanes;
  table: TableAddress | null;
}

/** Fields that a membrane needs per compartment. */
export const membraneFieldCount = (plan: MembranePlan): number => plan.stateNames.length + plan.ionCurrents.length;

/** slope = d(current)/dV and drive = slope * (V - origin) - current, per membrane area. */
export interface MembraneCurrent {
  slope: Lanes;
  drive: Lanes;
}

/**
 * Membrane at the new potential v (mV). `advance`: concentrations (with the ion currents stored last), then gates and Markov schemes
 * move on by dt; otherwise the states stay. Then the currents of the next solve are evaluated. The order is NEURON's (reference 1.5).
 */
export function emitMembrane(lanes: LaneBuilder, site: MembraneSite, v: Lanes, advance: boolean): MembraneCurrent {
  const { plan, pointer, firstField } = site;
  const offset = (field: number): number => (firstField + field) * lanes.bytes;
  const states = new Map<string, Lanes>(plan.stateNames.map((name, k) => [name, lanes.load(pointer, offset(k))]));
  const ionField = (index: number): number => offset(plan.stateNames.length + index);
  const source = (name: string): Lanes => {
    if (name === 'v') return v;
    if (name === 'dt' || name === 'diameter') return site.parameter(name);
    const ion = plan.ionCurrents.findIndex((each) => `i${each.ion}` === name);
    return ion >= 0 ? lanes.load(pointer, ionField(ion)) : states.get(name)!;
  };
  if (advance) {
    const columns = site.table ? readTable(lanes, v, site.table) : [];
    const concentrations = compileExpressions(lanes, plan.concentrations.map(({ update }) => update), source);
    plan.concentrations.forEach(({ name }, k) => states.set(name, concentrations[k]));
    const advanced = [...advanceGates(lanes, site, columns, source, states), ...plan.schemes.flatMap((scheme) => advanceScheme(lanes, scheme, columns, source, site, states))];
    for (const [name, value] of advanced) states.set(name, value);
    plan.stateNames.forEach((name, k) => lanes.store(pointer, offset(k), states.get(name)!));
  }
  const [slope, drive, ...ions] = compileExpressions(lanes, [plan.slope, plan.drive, ...plan.ionCurrents.map(({ current }) => current)], source);
  ions.forEach((ion, k) => lanes.store(pointer, ionField(k), ion));
  return { slope, drive };
}

const DECAY = exp(neg(div(variable('dt'), variable('tau'))));

function advanceGates(
  lanes: LaneBuilder, { plan }: MembraneSite, columns: readonly Lanes[], source: (name: string) => Lanes, states: ReadonlyMap<string, Lanes>,
): [string, Lanes][] {
  const exact = plan.gates.filter((gate) => gate.source === 'exact');
  const rates = compileExpressions(lanes, exact.flatMap(({ gate }) => [gate.steadyState, gate.timeConstantMs]), source);
  return plan.gates.map((each): [string, Lanes] => {
    const { name } = each.gate;
    const before = states.get(name)!;
    if (each.source === 'columns') return [name, lanes.add(before, lanes.sub(columns[each.firstColumn], lanes.mul(columns[each.firstColumn + 1], before)))];
    const k = exact.findIndex((other) => other.gate === each.gate);
    const [steady, tau] = each.source === 'rates' ? [columns[each.firstColumn], columns[each.firstColumn + 1]] : [rates[2 * k], rates[2 * k + 1]];
    const [decay] = compileExpressions(lanes, [DECAY], (variableName) => (variableName === 'tau' ? tau : source(variableName)));
    return [name, lanes.add(steady, lanes.mul(lanes.sub(before, steady), decay))];
  });
}

/** Backward Euler, (1 - dt Q) x' = x, by elimination without pivoting: the matrix is diagonally dominant by columns. */
function advanceScheme(
  lanes: LaneBuilder, { scheme, tabulated, firstColumn }: MembranePlan['schemes'][number], columns: readonly Lanes[],
  source: (name: string) => Lanes, site: MembraneSite, states: ReadonlyMap<string, Lanes>,
): [string, Lanes][] {
  const rates = tabulated
    ? scheme.transitions.map((_, k) => columns[firstColumn + k])
    : compileExpressions(lanes, scheme.transitions.map(({ ratePerMs }): Expression => ratePerMs), source);
  const dt = site.parameter('dt');
  const matrix = implicitMatrix(lanes, scheme, rates.map((rate) => lanes.mul(rate, dt)));
  const n = scheme.states.length;
  const right = scheme.states.map((name) => states.get(name)!);
  for (let k = 0; k < n; k++) {
    for (let row = k + 1; row < n; row++) {
      const below = matrix[row][k];
      if (!below) continue;
      const factor = lanes.div(below, matrix[k][k]!);
      for (let column = k + 1; column < n; column++) {
        const above = matrix[k][column];
        if (!above) continue;
        const product = lanes.mul(factor, above);
        const entry = matrix[row][column];
        matrix[row][column] = entry ? lanes.sub(entry, product) : lanes.neg(product);
      }
      right[row] = lanes.sub(right[row], lanes.mul(factor, right[k]));
    }
  }
  for (let k = n - 1; k >= 0; k--) {
    for (let column = k + 1; column < n; column++) {
      const entry = matrix[k][column];
      if (entry) right[k] = lanes.sub(right[k], lanes.mul(entry, right[column]));
    }
    right[k] = lanes.div(right[k], matrix[k][k]!);
  }
  return scheme.states.map((name, k): [string, Lanes] => [name, right[k]]);
}

/** 1 - dt Q; null where 0. probabilities[j] = dt * rate of transition j. */
function implicitMatrix(lanes: LaneBuilder, scheme: MarkovScheme, probabilities: readonly Lanes[]): (Lanes | null)[][] {
  const matrix: (Lanes | null)[][] = scheme.states.map((_, row) => scheme.states.map((_unused, column) => (row === column ? lanes.constant(1) : null)));
  scheme.transitions.forEach(({ from, to }, j) => {
    const source = scheme.states.indexOf(from);
    const target = scheme.states.indexOf(to);
    const entry = matrix[target][source];
    matrix[target][source] = entry ? lanes.sub(entry, probabilities[j]) : lanes.neg(probabilities[j]);
    matrix[source][source] = lanes.add(matrix[source][source]!, probabilities[j]);
  });
  return matrix;
}
