// Diameter laws: drawn moments of the library, and the fitter against the library's own fits.
import { describe, expect, it } from 'vitest';
import { densityAt, drawGridUm, drawProbabilities, LIBRARY_LAWS } from '../../src-model/library/diameter-laws';
import { DIAMETER_STATISTICS, frequenciesOf } from '../../src-model/library/diameter-statistics';
import { fitDiameterLaw } from '../../src-model/library/fit-diameters';
import { fitBounded } from '../../src-model/library/least-squares';

/** Mean, standard deviation and 5, 50, 95 % of drawn diameters, um, as NRV 1.4.0 draws them (computed with SciPy). */
const DRAWN: Record<string, [number, number, number, number, number]> = {
  Schellens_1: [5.14, 2.64, 2.64, 3.78, 10.18], Schellens_2: [4.41, 1.95, 2.56, 3.55, 8.39], Ochoa_M: [7.64, 3.03, 3.74, 6.79, 12.5],
  Jacobs_9_B: [5.55, 2.62, 2.75, 4.35, 10.29], Jacobs_9_C: [6.2, 3.27, 2.75, 4.58, 11.78], Jacobs_9_D: [5.99, 2.93, 2.75, 4.69, 11.24],
  Fugleholm: [7.82, 3.59, 3.13, 7.93, 13.72], Jacobs_9_A: [4.48, 1.72, 2.1, 4.24, 7.66], Ochoa_U: [1.44, 0.56, 0.64, 1.37, 2.51],
  Jacobs_11_A: [0.88, 0.32, 0.45, 0.83, 1.48], Jacobs_11_B: [0.67, 0.29, 0.32, 0.62, 1.23], Jacobs_11_C: [0.91, 0.45, 0.36, 0.81, 1.79],
  Jacobs_11_D: [1.1, 0.4, 0.55, 1.05, 1.86],
};

describe('library laws', () => {
  it.each(Object.entries(DRAWN))('%s draws with the moments of the reference', (name, [mean, deviation, ...quantiles]) => {
    const { fiberType } = DIAMETER_STATISTICS[name];
    const grid = drawGridUm(fiberType);
    const probabilities = drawProbabilities(LIBRARY_LAWS[name], fiberType);
    const m = grid.reduce((sum, d, k) => sum + d * probabilities[k], 0);
    expect(Math.abs(m - mean)).toBeLessThan(0.006);
    expect(Math.abs(Math.sqrt(grid.reduce((sum, d, k) => sum + (d - m) ** 2 * probabilities[k], 0)) - deviation)).toBeLessThan(0.006);
    [0.05, 0.5, 0.95].forEach((level, q) => {
      let sum = 0;
      const at = grid.findIndex((_, k) => (sum += probabilities[k]) >= level);
      expect(Math.abs(grid[at] - quantiles[q])).toBeLessThan(0.05); // a grid step and the rounding of the table
    });
  });

  it('every statistic has a law', () => expect(Object.keys(LIBRARY_LAWS).sort()).toEqual(Object.keys(DIAMETER_STATISTICS).sort()));
});

describe('fitting', () => {
  it.each(Object.values(DIAMETER_STATISTICS))('$name: at least as good as the library\'s fit, and close to it', ({ name, binStartsUm, counts, fiberType }) => {
    const shares = frequenciesOf(counts);
    const misfit = (law: typeof LIBRARY_LAWS[string]): number => binStartsUm.reduce((sum, d, bin) => sum + (densityAt(law, d) - shares[bin]) ** 2, 0);
    const { law, explained } = fitDiameterLaw(binStartsUm, counts, fiberType);
    expect(misfit(law)).toBeLessThanOrEqual(misfit(LIBRARY_LAWS[name]) * (1 + 1e-6));
    expect(explained).toBeGreaterThan(0.5);
    const drawnMean = (of: typeof law): number => drawProbabilities(of, fiberType).reduce((sum, p, k) => sum + p * drawGridUm(fiberType)[k], 0);
    expect(Math.abs(drawnMean(law) / drawnMean(LIBRARY_LAWS[name]) - 1)).toBeLessThan(0.05);
  });

  it('recovers a law from its own values', () => {
    const truth = { lobes: [{ shape: 5, rate: 3, weight: 0.3, locationUm: 2 }, { shape: 20, rate: 3, weight: 0.1, locationUm: 2.5 }] };
    const bins = Array.from({ length: 30 }, (_, k) => 2 + 0.4 * k);
    const values = bins.map((d) => densityAt(truth, d));
    const total = values.reduce((sum, v) => sum + v, 0);
    const { law, explained } = fitDiameterLaw(bins, values, 'myelinated');
    expect(explained).toBeGreaterThan(0.9999);
    for (const [k, d] of bins.entries()) expect(Math.abs(densityAt(law, d) - values[k] / total)).toBeLessThan(1e-3);
  });

  it('keeps its bounds and finds a bounded optimum', () => {
    const x = [0, 1, 2, 3];
    const fit = fitBounded(([a, b]) => x.map((t) => a * Math.exp(-b * t) - 2 * Math.exp(-0.5 * t)), [{ start: 1, lower: 0, upper: 5 }, { start: 1, lower: 0.1, upper: 3 }]);
    expect(fit.parameters[0]).toBeCloseTo(2, 6);
    expect(fit.parameters[1]).toBeCloseTo(0.5, 6);
    const bounded = fitBounded(([a]) => [a - 7], [{ start: 1, lower: 0, upper: 5 }]);
    expect(bounded.parameters).toEqual([5]);
  });
});
