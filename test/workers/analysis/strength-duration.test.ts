import { describe, expect, it } from 'vitest';
import { selectivityIndex } from '../../../src-workers/analysis/selectivity';
import { fitStrengthDuration } from '../../../src-workers/analysis/strength-duration';

const durations = [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2];

describe('strength-duration fit', () => {
  it('recovers the Weiss law that made the data', () => {
    const fit = fitStrengthDuration('weiss', durations, durations.map((t) => 40 * (1 + 0.17 / t)));
    expect(fit.rheobaseUa).toBeCloseTo(40, 6);
    expect(fit.chronaxieMs).toBeCloseTo(0.17, 8);
    expect(fit.relativeError).toBeLessThan(1e-8);
  });
  it('recovers the Lapicque law that made the data', () => {
    const fit = fitStrengthDuration('lapicque', durations, durations.map((t) => 40 / (1 - Math.exp((-t * Math.LN2) / 0.17))));
    expect(fit.rheobaseUa).toBeCloseTo(40, 5);
    expect(fit.chronaxieMs).toBeCloseTo(0.17, 7);
  });
  it('gives about 0.15 ms for the MRG thresholds of the reference table (10 um, 1 mm)', () => {
    const fit = fitStrengthDuration('weiss', durations, [343.7, 190.0, 122.1, 81.96, 56.49, 49.71, 48.74]);
    expect(fit.chronaxieMs).toBeGreaterThan(0.12);
    expect(fit.chronaxieMs).toBeLessThan(0.18);
    expect(fit.rheobaseUa).toBeGreaterThan(42);
    expect(fit.rheobaseUa).toBeLessThan(50);
  });
  it('leaves out durations without a threshold and refuses fewer than two', () => {
    expect(fitStrengthDuration('weiss', [0.1, 0.2, 0.4], [3, NaN, 1.5]).chronaxieMs).toBeGreaterThan(0);
    expect(() => fitStrengthDuration('weiss', [0.1, 0.2], [3, NaN])).toThrow(/two or more pulse durations/);
  });
});

describe('selectivity index', () => {
  const groups = [{ group: 'F1', recruited: 10, total: 100 }, { group: 'F2', recruited: 30, total: 100 }];
  it('compares recruited fractions', () => {
    expect(selectivityIndex(groups, 'F2')).toBeCloseTo(0.75, 12);
    expect(selectivityIndex([{ ...groups[0], recruited: 0 }, groups[1]], 'F2')).toBe(1);
  });
  it('is NaN without any recruitment and refuses unknown groups', () => {
    expect(selectivityIndex(groups.map((g) => ({ ...g, recruited: 0 })), 'F1')).toBeNaN();
    expect(() => selectivityIndex(groups, 'F9')).toThrow(/no group "F9"/);
  });
});
