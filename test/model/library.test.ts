// The library tables: totals and means of the published histograms, materials, perineurium rule, keyed random streams.
import { describe, expect, it } from 'vitest';
import { DIAMETER_STATISTICS, frequenciesOf, statisticNames } from '../../src-model/library/diameter-statistics';
import { conductivityOf, MATERIALS } from '../../src-model/library/materials';
import { perineuriumThicknessUm } from '../../src-model/library/perineurium';
import { keyedStream } from '../../src-model/random/keyed-stream';

describe('diameter statistics', () => {
  // Totals and mean diameters of the histograms as NRV 1.4.0 ships them.
  const expected: Record<string, [number, number]> = {
    Schellens_1: [1344, 5.0514], Schellens_2: [1243, 4.4181], Ochoa_M: [853, 7.2298], Jacobs_9_A: [189, 4.2328], Jacobs_9_B: [192, 5.2604],
    Jacobs_9_C: [178, 5.809], Jacobs_9_D: [174, 5.6034], Fugleholm: [857, 7.0665], Ochoa_U: [441, 1.356],
    Jacobs_11_A: [502, 0.7825], Jacobs_11_B: [507, 0.6012], Jacobs_11_C: [501, 0.8068], Jacobs_11_D: [513, 0.9224],
  };

  it.each(Object.entries(expected))('%s has the published total and mean', (name, [total, meanUm]) => {
    const { counts, binStartsUm } = DIAMETER_STATISTICS[name];
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(total);
    const mean = frequenciesOf(counts).reduce((sum, frequency, bin) => sum + frequency * binStartsUm[bin], 0);
    expect(mean).toBeCloseTo(meanUm, 4);
  });

  it('lists every statistic under its fibre type', () => {
    expect([...statisticNames('myelinated'), ...statisticNames('unmyelinated')].sort()).toEqual(Object.keys(expected).sort());
  });
});

describe('materials', () => {
  it('gives library, isotropic and anisotropic values', () => {
    expect(conductivityOf('endoneurium_ranck')).toEqual({ xx: 0.571, yy: 0.085, zz: 0.085 });
    expect(conductivityOf({ name: 'mine', conductivitySPerM: 0.3 })).toEqual({ xx: 0.3, yy: 0.3, zz: 0.3 });
    expect(conductivityOf({ name: 'mine', conductivitySPerM: { xx: 1, yy: 2, zz: 3 } })).toEqual({ xx: 1, yy: 2, zz: 3 });
    expect(conductivityOf('axoplasmic_mrg').xx).toBeCloseTo(1.43, 2);
  });

  it('every entry conducts and names its source', () => {
    for (const material of Object.values(MATERIALS)) {
      const { xx, yy, zz } = material.conductivity;
      expect(Math.min(xx, yy, zz)).toBeGreaterThan(0);
      expect(material.source.length).toBeGreaterThan(5);
    }
  });

  it('names the choices when a material is unknown, inherited property names included', () => {
    expect(() => conductivityOf('endoneurum')).toThrow(/no "endoneurum"\. Choose one of .*endoneurium_ranck/);
    expect(() => conductivityOf('toString')).toThrow(/no "toString"/);
  });
});

describe('perineurium thickness', () => {
  const circle = { kind: 'circle', centerYUm: 0, centerZUm: 0, diameterUm: 200 } as const;

  it('follows the rule of the nerve unless the fascicle has its own', () => {
    expect(perineuriumThicknessUm({ shape: circle }, { perineuriumRule: 'default' })).toBeCloseTo(6, 12);
    expect(perineuriumThicknessUm({ shape: circle }, { perineuriumRule: 'ulnar' })).toBeCloseTo(5.2, 12);
    expect(perineuriumThicknessUm({ shape: circle, perineuriumThicknessUm: 9 }, { perineuriumRule: 'ulnar' })).toBe(9);
  });

  it('uses the mean axis of an ellipse and the circle of equal area for a polygon', () => {
    const ellipse = { kind: 'ellipse', centerYUm: 0, centerZUm: 0, diameterYUm: 200, diameterZUm: 100, rotationDeg: 30 } as const;
    expect(perineuriumThicknessUm({ shape: ellipse }, { perineuriumRule: 'default' })).toBeCloseTo(4.5, 12);
    const square = { kind: 'polygon' as const, verticesUm: [[100, 100], [110, 100], [110, 120], [100, 120]] as [number, number][] };
    expect(perineuriumThicknessUm({ shape: square }, { perineuriumRule: 'default' })).toBeCloseTo(0.03 * 2 * Math.sqrt(200 / Math.PI), 12);
  });
});

describe('keyed random streams', () => {
  it('equal keys agree, neighbouring keys and differently split keys do not', () => {
    const draws = (...key: (string | number)[]): number[] => {
      const stream = keyedStream(...key);
      return Array.from({ length: 4 }, () => stream.uniform());
    };
    expect(draws(1, 'F1', 0)).toEqual(draws(1, 'F1', 0));
    const others = [draws(1, 'F1', 0), draws(1, 'F1', 1), draws(2, 'F1', 0), draws(1, 'F', '10'), draws(1, 'F1', '0'), draws(1, 'F10')];
    expect(new Set(others.map(String)).size).toBe(others.length);
  });

  it('first draws over consecutive keys are uniform (chi-square, 20 bins, 5000 keys)', () => {
    const bins = new Array<number>(20).fill(0);
    for (let axon = 0; axon < 5000; axon++) bins[Math.floor(keyedStream(1, 'F1', 'axon', axon).uniform() * 20)]++;
    const chiSquare = bins.reduce((sum, n) => sum + (n - 250) ** 2 / 250, 0);
    expect(chiSquare).toBeLessThan(43.8); // 99.9 % quantile with 19 degrees of freedom
  });
});
