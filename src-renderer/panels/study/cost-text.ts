// The cost of an optimisation in words, and what its factors mean.
import type { CostFactor, CostTerm } from '../../../src-model/schema/study';
import { formatNumber } from '../../../src-model/units';

export const QUANTITY_TITLES: Readonly<Record<CostFactor['quantity'], string>> = {
  recruited: 'Recruited fraction', 'not-recruited': 'Not recruited fraction', charge: 'Charge, nC', energy: 'Energy, µA² ms', selectivity: '1 − selectivity index',
};

/** Quantities of the stimulus alone have no fibres to choose from. */
export const countsFibers = (quantity: CostFactor['quantity']): boolean => quantity !== 'charge' && quantity !== 'energy';

/** The factor with another quantity; filters that mean nothing for it are left out, and a selectivity names a fascicle. */
export function withQuantity<F extends CostFactor>(factor: F, quantity: CostFactor['quantity'], fascicles: readonly string[]): F {
  const next = { ...factor, quantity };
  if (!countsFibers(quantity)) {
    delete next.fascicle;
    delete next.myelinated;
  } else if (quantity === 'selectivity') next.fascicle ??= fascicles[0] ?? '';
  return next;
}

function factorText({ quantity, fascicle, myelinated, power }: CostFactor): string {
  const name = QUANTITY_TITLES[quantity].replace(/,.*$/, '').toLowerCase();
  const filter = [fascicle, myelinated === undefined ? undefined : myelinated ? 'myelinated' : 'unmyelinated'].filter((part) => part !== undefined);
  return `${filter.length > 0 ? `${name} (${filter.join(', ')})` : name}${power === 1 ? '' : `^${formatNumber(power, 4)}`}`;
}

/** "not recruited fraction (F2) + 0.01 × charge". */
export function costText(cost: readonly CostTerm[]): string {
  return cost.map((term) => {
    const factors = [term, ...(term.times ?? [])].map(factorText);
    return (term.weight === 1 ? factors : [formatNumber(term.weight, 4), ...factors]).join(' × ');
  }).join(' + ');
}
