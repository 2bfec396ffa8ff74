// What a kernel has to compute for one membrane: states kept per compartment, table columns, currents in the form of the solver.
import { differentiate } from '../../codegen/differentiate';
import { type Expression, add, constant, div, exp, mul, neg, sub, variable } from '../../codegen/expression';
import { freeVariables, substituteAll } from '../../codegen/simplify';
import type { Concentration, Gate, MarkovScheme, MembraneModel } from '../../membrane/model';
import { currentExpression } from '../../membrane/total-current';

export type RateMode = 'tables' | 'exact';
export const IONS = ['na', 'k', 'ca'] as const;
export type Ion = (typeof IONS)[number];

/** A gate z advances as z' = z + (a - b z). `columns`: a and b come from the rate table; `rates`: from inf and tau in the table; `exact`: from expressions. */
export type GatePlan = { gate: Gate } & ({ source: 'exact' } | { source: 'columns' | 'rates'; firstColumn: number });

export interface MembranePlan {
  /** Equal keys: equal code and equal tables (for equal dt). */
  key: string;
  model: MembraneModel;
  concentrations: Concentration[];
  gates: GatePlan[];
  /** Rate k of a scheme is table column firstColumn + k (`tabulated`) or an expression. */
  schemes: { scheme: MarkovScheme; tabulated: boolean; firstColumn: number }[];
  /** States in the order of their fields: concentrations, gates, Markov states. */
  stateNames: string[];
  /** Functions of `v` and `dt`; see rate-table. */
  columns: Expression[];
  /** Grid of the table: NEURON's own when inf and tau are tabulated, fine otherwise. */
  neuronGrid: boolean;
  /** The potential from which the solver measures V, mV. */
  originMv: number;
  /** d(current)/dV in S/cm2, and slope * (V - origin) - current in mA/cm2. */
  slope: Expression;
  drive: Expression;
  /** Ion currents (mA/cm2) that concentration updates use. */
  ionCurrents: { ion: Ion; current: Expression }[];
  /** A membrane without states and with constant slope and drive: folded into the cable. */
  passive: { slopeSPerCm2: number; driveMaPerCm2: number } | null;
}

const dependsOnVoltageOnly = (expression: Expression): boolean =>
  [...freeVariables(expression)].every((name) => name === 'v' || name === 'dt');

/** z' = z + (inf - z) (1 - exp(-dt / tau)) as z + (a - b z): b keeps its digits in f32 however slow the gate is. */
function advanceColumns(gate: Gate): [Expression, Expression] {
  const approach = sub(1, exp(neg(div(variable('dt'), gate.timeConstantMs))));
  return [mul(gate.steadyState, approach), approach];
}

/**
 * Sum over all currents. Channels with g and E free of v contribute g and g (E - origin); equal constant reversals are added up first.
 * Other currents are linearized at v: s = di/dv and s (v - origin) - i.
 */
function currentTerms(model: MembraneModel, originMv: number): { slope: Expression; drive: Expression } {
  const byReversal = new Map<number, Expression[]>();
  const slopes: Expression[] = [];
  const drives: Expression[] = [];
  for (const current of model.currents) {
    if ('conductanceSPerCm2' in current && !freeVariables(current.conductanceSPerCm2).has('v') && !freeVariables(current.reversalMv).has('v')) {
      const [reversal] = substituteAll([current.reversalMv]);
      slopes.push(current.conductanceSPerCm2);
      if (reversal.op === 'const') byReversal.set(reversal.value, [...(byReversal.get(reversal.value) ?? []), current.conductanceSPerCm2]);
      else drives.push(mul(current.conductanceSPerCm2, sub(reversal, originMv)));
      continue;
    }
    const whole = currentExpression(current);
    const slope = differentiate(whole, 'v');
    slopes.push(slope);
    drives.push(sub(mul(slope, sub(variable('v'), originMv)), whole));
  }
  for (const [reversal, conductances] of byReversal) drives.push(mul(add(conductances[0], ...conductances.slice(1)), reversal - originMv));
  const total = (terms: Expression[]): Expression => (terms.length === 0 ? constant(0) : add(terms[0], ...terms.slice(1)));
  return { slope: total(slopes), drive: total(drives) };
}

/** Short names of what plans consist of: plans with equal content share one. */
const keys = new Map<string, string>();

function keyOf(content: string): string {
  const key = keys.get(content) ?? `membrane ${keys.size}`;
  keys.set(content, key);
  return key;
}

const plans = new WeakMap<MembraneModel, Map<string, MembranePlan>>();

/** The plan of a membrane for a rate mode; potentials inside the kernel are measured from originMv. */
export function membranePlan(model: MembraneModel, rates: RateMode, originMv: number): MembranePlan {
  const known = plans.get(model) ?? new Map<string, MembranePlan>();
  plans.set(model, known);
  const id = `${rates} ${originMv}`;
  const plan = known.get(id) ?? makePlan(model, rates, originMv);
  known.set(id, plan);
  return plan;
}

function makePlan(model: MembraneModel, rates: RateMode, originMv: number): MembranePlan {
  const concentrations = model.states.filter((state) => state.kind === 'concentration');
  const columns: Expression[] = [];
  const neuronGrid = rates === 'exact' && model.rateTable !== undefined;
  const column = (...expressions: Expression[]): number => columns.push(...expressions) - expressions.length;
  const gates = model.states.filter((state) => state.kind === 'gate').map((gate): GatePlan => {
    if (!dependsOnVoltageOnly(gate.steadyState) || !dependsOnVoltageOnly(gate.timeConstantMs)) return { gate, source: 'exact' };
    if (neuronGrid) return { gate, source: 'rates', firstColumn: column(gate.steadyState, gate.timeConstantMs) };
    return rates === 'tables' ? { gate, source: 'columns', firstColumn: column(...advanceColumns(gate)) } : { gate, source: 'exact' };
  });
  const schemes = model.states.filter((state) => state.kind === 'markov').map((scheme) => {
    const tabulated = rates === 'tables' && scheme.transitions.every(({ ratePerMs }) => dependsOnVoltageOnly(ratePerMs));
    return { scheme, tabulated, firstColumn: tabulated ? column(...scheme.transitions.map(({ ratePerMs }) => ratePerMs)) : -1 };
  });
  const { slope, drive } = currentTerms(model, originMv);
  const [foldedSlope, foldedDrive] = substituteAll([slope, drive]);
  const used = new Set(concentrations.flatMap(({ update }) => [...freeVariables(update)]));
  const ionCurrents = IONS.filter((ion) => used.has(`i${ion}`)).map((ion) => {
    const parts = model.currents.filter((current) => current.ion === ion).map(currentExpression);
    return { ion, current: parts.length === 0 ? constant(0) : add(parts[0], ...parts.slice(1)) };
  });
  return {
    key: keyOf(JSON.stringify([model.states, model.currents, model.rateTable ?? null, rates, originMv])),
    model, concentrations, gates, schemes, columns, neuronGrid, originMv, slope: foldedSlope, drive: foldedDrive, ionCurrents,
    stateNames: [...concentrations.map(({ name }) => name), ...gates.map(({ gate }) => gate.name), ...schemes.flatMap(({ scheme }) => scheme.states)],
    passive: model.states.length === 0 && foldedSlope.op === 'const' && foldedDrive.op === 'const'
      ? { slopeSPerCm2: foldedSlope.value, driveMaPerCm2: foldedDrive.value } : null,
  };
}
