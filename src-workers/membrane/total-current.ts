// The total ionic current of a membrane, per ion and with its slope, as expression trees.
import { type Expression, add, constant, mul, sub, variable } from '../codegen/expression';
import { differentiate } from '../codegen/differentiate';
import { substituteAll } from '../codegen/simplify';
import type { Current, MembraneModel } from './model';

/** One current in mA/cm2, outward positive. */
export function currentExpression(current: Current): Expression {
  return 'currentMaPerCm2' in current ? current.currentMaPerCm2 : mul(current.conductanceSPerCm2, sub(variable('v'), current.reversalMv));
}

export interface TotalCurrent {
  /** Sum of all currents, mA/cm2. */
  total: Expression;
  /** d(total)/dv with all states frozen, S/cm2. */
  slope: Expression;
  /** Sums by ion, mA/cm2; bound to `ina`, `ik`, `ica` in concentration updates. */
  sodium: Expression;
  potassium: Expression;
  calcium: Expression;
}

/** The currents of a model added up; the five trees share their equal parts. */
export function totalCurrent(model: MembraneModel): TotalCurrent {
  const sum = (currents: readonly Current[]): Expression =>
    currents.length === 0 ? constant(0) : add(currentExpression(currents[0]), ...currents.slice(1).map(currentExpression));
  const ofIon = (ion: 'na' | 'k' | 'ca'): Expression => sum(model.currents.filter((current) => current.ion === ion));
  const total = sum(model.currents);
  const [shared, slope, sodium, potassium, calcium] = substituteAll([total, differentiate(total, 'v'), ofIon('na'), ofIon('k'), ofIon('ca')]);
  return { total: shared, slope, sodium, potassium, calcium };
}
