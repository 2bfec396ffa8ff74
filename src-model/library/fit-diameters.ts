// From a histogram of fibre diameters to a diameter law: one gamma density, or two for myelinated fibres that reach beyond 10 um.
import { densityAt, FIRST_LOBE_LOCATION_UM, SINGLE_LOBE_LOCATION_UM, type DiameterLaw, type FiberType } from './diameter-laws';
import { frequenciesOf } from './diameter-statistics';
import { fitBounded, type BoundedParameter } from './least-squares';

export interface FittedLaw {
  law: DiameterLaw;
  /** Share of the histogram's variation that the law explains, 1 for a perfect fit. */
  explained: number;
}

/** A shape or weight beyond this is no longer a lobe but a needle. */
const LARGE = 1e3;

const TWO_LOBES: readonly Omit<BoundedParameter, 'start'>[] = [
  { lower: 1, upper: LARGE }, { lower: 2, upper: 15 }, { lower: 0, upper: LARGE },
  { lower: 1, upper: LARGE }, { lower: 0, upper: 15 }, { lower: 0, upper: LARGE }, { lower: 2, upper: 14 },
];
/** NRV's start, and a second lobe begun at 2 um: the better valley is taken. */
const TWO_LOBE_STARTS = [[2, 8.5, 1, 2, 7.5, 1, 8], [5, 3, 0.5, 15, 2, 0.5, 2.5]];
const ONE_LOBE: readonly Omit<BoundedParameter, 'start'>[] = [{ lower: 1, upper: LARGE }, { lower: 0, upper: 10 }, { lower: 0, upper: LARGE }];
const ONE_LOBE_STARTS = [[2, 5, 1]];

/**
 * Least squares at the bin starts, as NRV fits. Bins are equally wide. The weights of the law carry the histogram's bin width;
 * only ratios matter where it is drawn from.
 */
export function fitDiameterLaw(binStartsUm: readonly number[], frequencies: readonly number[], fiberType: FiberType): FittedLaw {
  const shares = frequenciesOf(frequencies);
  const last = binStartsUm[binStartsUm.length - 1];
  const endUm = last + (last - binStartsUm[0]) / (binStartsUm.length - 1);
  const two = fiberType === 'myelinated' && endUm > 10;
  const lawOf = two ? twoLobeLaw : oneLobeLaw;
  const residuals = (parameters: readonly number[]): number[] => {
    const law = lawOf(parameters);
    return binStartsUm.map((startUm, bin) => densityAt(law, startUm) - shares[bin]);
  };
  const bounds = two ? TWO_LOBES : ONE_LOBE;
  const fits = (two ? TWO_LOBE_STARTS : ONE_LOBE_STARTS).map((start) => fitBounded(residuals, bounds.map((bound, k) => ({ ...bound, start: start[k] }))));
  const best = fits.reduce((a, b) => (b.sumOfSquares < a.sumOfSquares ? b : a));
  const mean = 1 / shares.length;
  const variation = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0);
  return { law: lawOf(best.parameters), explained: variation === 0 ? 0 : 1 - best.sumOfSquares / variation };
}

function twoLobeLaw([a1, b1, c1, a2, b2, c2, t]: readonly number[]): DiameterLaw {
  return { lobes: [{ shape: a1, rate: b1, weight: c1, locationUm: FIRST_LOBE_LOCATION_UM }, { shape: a2, rate: b2, weight: c2, locationUm: t }] };
}

function oneLobeLaw([shape, rate, weight]: readonly number[]): DiameterLaw {
  return { lobes: [{ shape, rate, weight, locationUm: SINGLE_LOBE_LOCATION_UM }] };
}
