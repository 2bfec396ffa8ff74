// The cost that an optimisation makes small: a sum of weighted products of what a stimulus does and what it takes.
import type { CostFactor, CostTerm } from '../../src-model/schema/study';
import { chargeOf } from '../../src-model/stimulus/held-arithmetic';
import type { HeldWaveform } from '../../src-model/stimulus/held-waveform';
import { CancelledError } from '../../src-model/task';
import { fiberGroups, type FiberGroup } from './fiber-groups';
import { type Prepared, stimulusOf } from './prepare';
import { type Recruitment, recruitmentAt } from './recruitment';
import { fascicleSelectivity } from './recruitment-curve';
import type { StudyContext } from './study-context';

const factorsOf = (term: CostTerm): CostFactor[] => [term, ...(term.times ?? [])];
const countsFibers = ({ quantity }: CostFactor): boolean => quantity === 'recruited' || quantity === 'not-recruited' || quantity === 'selectivity';

/** Names of the terms: "not-recruited F1 myelinated x charge". */
export const costTitles = (cost: readonly CostTerm[]): string[] => cost.map((term) => factorsOf(term)
  .map(({ quantity, fascicle, myelinated }) => [quantity, fascicle, myelinated === undefined ? undefined : myelinated ? 'myelinated' : 'unmyelinated'].filter(Boolean).join(' ')).join(' x '));

export interface Cost {
  /** Values of the terms, weights included. */
  terms: number[];
  /** Workers were lost with some of the fibres. */
  lost: boolean;
}

/** Fibres are only simulated when a term asks for them. Throws CancelledError. */
export async function costOf(cost: readonly CostTerm[], prepared: Prepared, context: StudyContext): Promise<Cost> {
  const stimulus = stimulusOf(prepared.project);
  const groups = fiberGroups(prepared);
  const recruitment = cost.flatMap(factorsOf).some(countsFibers) ? await recruitmentAt(prepared, stimulus, [1], groups, context) : null;
  if (recruitment?.complete[0] === 0) throw new CancelledError();
  const { durationMs } = prepared.project.simulation;
  const terms = cost.map((term) => factorsOf(term).reduce((product, factor) => product * quantityOf(factor, stimulus.drives, durationMs, recruitment, groups) ** factor.power, term.weight));
  return { terms, lost: recruitment?.lost ?? false };
}

function quantityOf({ quantity, fascicle, myelinated }: CostFactor, drives: readonly (HeldWaveform | null)[], durationMs: number, recruitment: Recruitment | null, groups: readonly FiberGroup[]): number {
  switch (quantity) {
    case 'charge': return drives.reduce((sum, drive) => sum + (drive ? absoluteChargeNc(drive, durationMs) : 0), 0);
    case 'energy': return drives.reduce((sum, drive) => sum + (drive ? energyUa2Ms(drive, durationMs) : 0), 0);
    case 'selectivity': {
      const index = fascicleSelectivity(recruitment!, groups, 0, fascicle!, myelinated);
      return Number.isNaN(index) ? 1 : 1 - index;
    }
    case 'recruited': return recruitedFraction(recruitment!, groups, fascicle, myelinated);
    case 'not-recruited': return 1 - recruitedFraction(recruitment!, groups, fascicle, myelinated);
  }
}

function recruitedFraction({ recruited, failed }: Recruitment, groups: readonly FiberGroup[], fascicle: string | undefined, myelinated: boolean | undefined): number {
  let some = 0;
  let all = 0;
  groups.forEach((group, g) => {
    if ((fascicle ?? group.fascicle) !== group.fascicle || (myelinated ?? group.myelinated) !== group.myelinated) return;
    some += recruited[g];
    all += group.members.length - failed[g];
  });
  return some / all;
}

function absoluteChargeNc(drive: HeldWaveform, durationMs: number): number {
  const { anodicNc, cathodicNc } = chargeOf(drive, durationMs);
  return anodicNc - cathodicNc;
}

function energyUa2Ms({ timeMs, valueUa }: HeldWaveform, durationMs: number): number {
  return valueUa.reduce((sum, value, k) => sum + value ** 2 * Math.max(0, Math.min(timeMs[k + 1] ?? durationMs, durationMs) - timeMs[k]), 0);
}
