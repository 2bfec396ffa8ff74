// Populations: the right numbers and diameters, no overlaps, inside the fascicle, the same for the same key.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaUm2, signedDistanceUm } from '../../../src-model/geometry/shape';
import { electrodeSchema, fascicleSchema, type Fascicle } from '../../../src-model/project';
import { CancelledError, SILENT_TASK } from '../../../src-model/task';
import { populateFascicle, type PopulatedFascicle } from '../../../src-workers/population/populate';

const circle = (diameterUm: number) => ({ kind: 'circle', centerYUm: 30, centerZUm: -20, diameterUm });
const make = (shape: object, population: object, id = 'F1'): Fascicle => fascicleSchema.parse({ id, shape, population: { kind: 'generated', ...population } });
const populate = (fascicle: Fascicle, seed = 1): PopulatedFascicle => populateFascicle(fascicle, [], seed, SILENT_TASK);

/** Smallest gap between two placed axons, and between an axon and the border, um. */
function gaps({ axons }: PopulatedFascicle, fascicle: Fascicle): { between: number; border: number } {
  let between = Infinity;
  let border = Infinity;
  for (let a = 0; a < axons.count; a++) {
    if (!axons.placed[a]) continue;
    border = Math.min(border, -signedDistanceUm(fascicle.shape, [axons.yUm[a], axons.zUm[a]]) - axons.diameterUm[a] / 2);
    for (let b = 0; b < a; b++) {
      if (axons.placed[b]) between = Math.min(between, Math.hypot(axons.yUm[a] - axons.yUm[b], axons.zUm[a] - axons.zUm[b]) - (axons.diameterUm[a] + axons.diameterUm[b]) / 2);
    }
  }
  return { between, border };
}

describe('drawing', () => {
  it('counts of types are exact, whatever rounding does to the product', () => {
    for (const [axonCount, unmyelinatedFraction, unmyelinated] of [[100, 0.7, 70], [100, 0.29, 29], [10, 1, 10], [10, 0, 0], [3, 0.5, 1]]) {
      const { axons } = populate(make(circle(400), { axonCount, unmyelinatedFraction }));
      expect(axons.count - axons.myelinated.reduce((sum, m) => sum + m, 0)).toBe(unmyelinated);
    }
  });

  it('diameters have the law\'s mean; types are mixed; shifts are uniform on myelinated axons alone', () => {
    const { axons } = populate(make(circle(5000), { axonCount: 6000, unmyelinatedFraction: 0.5, myelinatedDiameters: { kind: 'library', name: 'Ochoa_M' } }));
    const of = (myelinated: number, values: Float64Array): number[] => [...values].filter((_, k) => axons.myelinated[k] === myelinated);
    const mean = (values: number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;
    expect(Math.abs(mean(of(1, axons.diameterUm)) - 7.64)).toBeLessThan(4 * 3.03 / Math.sqrt(3000));
    expect(Math.abs(mean(of(0, axons.diameterUm)) - 1.44)).toBeLessThan(4 * 0.56 / Math.sqrt(3000));
    expect(Math.abs(mean([...axons.myelinated.slice(0, 1000)]) - 0.5)).toBeLessThan(0.065);
    expect(Math.abs(mean(of(1, axons.nodeShift)) - 0.5)).toBeLessThan(0.022);
    expect(Math.max(...of(0, axons.nodeShift))).toBe(0);
  });

  it('own histograms are fitted, poor ones are said to be', () => {
    const bins = Array.from({ length: 8 }, (_, k) => 0.2 + 0.2 * k);
    const histogram = (frequencies: number[]) => ({ kind: 'histogram', name: 'mine', binStartsUm: bins, frequencies });
    const good = populate(make(circle(300), { axonCount: 200, unmyelinatedFraction: 1, unmyelinatedDiameters: histogram([24, 72, 84, 151, 114, 33, 20, 4]) }));
    expect(good.warnings).toEqual([]);
    const mean = good.axons.diameterUm.reduce((sum, d) => sum + d, 0) / 200;
    expect(Math.abs(mean - 0.88)).toBeLessThan(4 * 0.32 / Math.sqrt(200));
    const poor = populate(make(circle(300), { axonCount: 200, unmyelinatedFraction: 1, unmyelinatedDiameters: histogram([100, 0, 100, 0, 100, 0, 100, 0]) }));
    expect(poor.warnings[0]).toMatch(/"mine" describes it poorly/);
    const far = { kind: 'histogram', binStartsUm: [200, 400, 600], frequencies: [1, 3, 1] };
    expect(() => populate(make(circle(300), { axonCount: 20, unmyelinatedFraction: 1, unmyelinatedDiameters: far }))).toThrow(/no fibre between 0\.1 and 3 um, where unmyelinated diameters are drawn; check its unit/);
  });

  it('the same seed and fascicle give the same axons; another seed or fascicle others', () => {
    const fascicle = make(circle(200), {});
    expect(populate(fascicle)).toEqual(populate(fascicle));
    expect(populate(fascicle, 2).axons.yUm).not.toEqual(populate(fascicle).axons.yUm);
    expect(populate({ ...fascicle, id: 'F2' }).axons.diameterUm).not.toEqual(populate(fascicle).axons.diameterUm);
  });

  it('an axon keeps its draws when more axons follow', () => {
    const few = populate(make(circle(400), { axonCount: 50, unmyelinatedFraction: 0 })).axons;
    const many = populate(make(circle(400), { axonCount: 60, unmyelinatedFraction: 0 })).axons;
    expect(many.diameterUm.slice(0, 50)).toEqual(few.diameterUm);
    expect(many.nodeShift.slice(0, 50)).toEqual(few.nodeShift);
  });

  it('aligned nodes have no shift', () => {
    expect(Math.max(...populate(make(circle(200), { nodeShift: 'aligned' })).axons.nodeShift)).toBe(0);
  });
});

describe('the placer', () => {
  const ochoa = { axonCount: 100, unmyelinatedFraction: 0.7, myelinatedDiameters: { kind: 'library', name: 'Ochoa_M' } };

  it('reaches the density of the reference: spacing 5 um places all in 200 um and 46-69 (mean 56) in 100 um', () => {
    const seeds = Array.from({ length: 12 }, (_, k) => k + 1);
    const placed = (diameterUm: number, spacingUm: number): number[] => seeds.map((seed) => 100 - populate(make(circle(diameterUm), { ...ochoa, placement: { spacingUm } }), seed).unplacedCount);
    expect(Math.min(...placed(200, 5))).toBe(100);
    expect(Math.min(...placed(100, 1))).toBe(100);
    const tight = placed(100, 5);
    expect(Math.min(...tight)).toBeGreaterThanOrEqual(42);
    expect(Math.max(...tight)).toBeLessThanOrEqual(72);
    expect(Math.abs(tight.reduce((sum, n) => sum + n, 0) / 12 - 56)).toBeLessThan(5);
  });

  it('keeps spacings in circles, ellipses and concave polygons', () => {
    const shapes = [
      circle(150), { kind: 'ellipse', centerYUm: 5, centerZUm: 9, diameterYUm: 300, diameterZUm: 80, rotationDeg: 25 },
      { kind: 'polygon', verticesUm: [[0, 0], [200, 0], [200, 60], [60, 60], [60, 200], [0, 200]] },
    ];
    fc.assert(fc.property(fc.constantFrom(...shapes), fc.double({ min: 0, max: 6, noNaN: true }), fc.double({ min: 0, max: 6, noNaN: true }), fc.integer({ min: 0, max: 1e6 }), (shape, spacingUm, borderSpacingUm, seed) => {
      const fascicle = make(shape, { axonCount: 120, placement: { spacingUm, borderSpacingUm, maxTries: 50 } });
      const result = populate(fascicle, seed);
      const { between, border } = gaps(result, fascicle);
      expect(between).toBeGreaterThanOrEqual(spacingUm - 1e-9);
      expect(border).toBeGreaterThanOrEqual(borderSpacingUm - 1e-9);
      expect(result.axons.placed.reduce((sum, p) => sum + p, 0)).toBe(120 - result.unplacedCount);
    }), { numRuns: 25 });
  });

  it('says how many could not be placed, and those have no position', () => {
    const { unplacedCount, warnings, axons } = populate(make(circle(30), { axonCount: 100, placement: { maxTries: 20 } }));
    expect(unplacedCount).toBeGreaterThan(0);
    expect(warnings[0]).toMatch(new RegExp(`^${unplacedCount} of 100 axons could not be placed`));
    expect(axons.yUm.filter(Number.isNaN).length).toBe(unplacedCount);
  });

  it('fills a polygon evenly (quarters of an L agree with their areas)', () => {
    const fascicle = make({ kind: 'polygon', verticesUm: [[0, 0], [400, 0], [400, 200], [200, 200], [200, 400], [0, 400]] }, { axonCount: 3000, unmyelinatedFraction: 1 });
    const { axons } = populate(fascicle);
    const corner = axons.yUm.filter((y, k) => y < 200 && axons.zUm[k] < 200).length;
    expect(areaUm2(fascicle.shape)).toBe(120_000);
    expect(Math.abs(corner - 1000)).toBeLessThan(4 * Math.sqrt(3000 * (1 / 3) * (2 / 3)));
  });

  it('stops when it is cancelled', () => {
    expect(() => populateFascicle(make(circle(500), { axonCount: 1000 }), [], 1, { progress: () => undefined, cancelled: true })).toThrow(CancelledError);
  });
});

describe('the packer', () => {
  it('packs without overlaps, inside, more densely than the placer can: 61 % of equal discs, where random placement ends near 50 %', () => {
    const equal = (method: string): Fascicle => fascicleSchema.parse({ id: 'F', shape: circle(64), population: {
      kind: 'explicit', axons: Array.from({ length: 100 }, () => ({ myelinated: true, diameterUm: 5 })), placement: { method, spacingUm: 0.05 } } });
    const packed = populate(equal('packer'));
    const { between, border } = gaps(packed, equal('packer'));
    expect(between).toBeGreaterThanOrEqual(0.05 - 1e-3);
    expect(border).toBeGreaterThanOrEqual(0.05 - 1e-5);
    expect(packed.unplacedCount).toBe(0);
    expect(populate(equal('placer')).unplacedCount).toBeGreaterThan(5);
  });

  it('leaves out only those that do not fit', () => {
    const { unplacedCount } = populate(make(circle(60), { axonCount: 150, placement: { method: 'packer', spacingUm: 0.2 } }));
    expect(unplacedCount).toBeGreaterThan(0);
    expect(unplacedCount).toBeLessThan(140);
  });

  it('gives way to the placer in other shapes, and says so', () => {
    const shape = { kind: 'ellipse', centerYUm: 0, centerZUm: 0, diameterYUm: 300, diameterZUm: 200 };
    expect(populate(make(shape, { placement: { method: 'packer' } })).warnings[0]).toMatch(/packer needs a circular fascicle/);
  });
});

describe('explicit axons', () => {
  const explicit = (...axons: object[]): Fascicle => fascicleSchema.parse({ id: 'F1', shape: circle(100), population: { kind: 'explicit', axons } });

  it('keep what is given and get what is missing', () => {
    const { axons, unplacedCount } = populate(explicit(
      { myelinated: true, diameterUm: 10, yUm: 30, zUm: -20, nodeShift: 0.25 }, { myelinated: true, diameterUm: 30 }, { myelinated: false, diameterUm: 1 }));
    expect([axons.yUm[0], axons.zUm[0], axons.nodeShift[0]]).toEqual([30, -20, 0.25]);
    expect(unplacedCount).toBe(0);
    expect(Math.hypot(axons.yUm[1] - 30, axons.zUm[1] + 20)).toBeGreaterThanOrEqual(20);
    expect(axons.nodeShift[1]).toBeGreaterThan(0);
    expect([...axons.myelinated]).toEqual([1, 1, 0]);
  });

  it('outside of the fascicle are refused', () => {
    expect(() => populate(explicit({ myelinated: true, diameterUm: 10, yUm: 0, zUm: 0 }, { myelinated: true, diameterUm: 10, yUm: 78, zUm: -20 }))).toThrow(/fascicle "F1": Axon 2 .* is not wholly inside/);
  });

  it('that an electrode has taken the place of are not simulated but keep their position', () => {
    const fascicle = explicit({ myelinated: true, diameterUm: 10, yUm: 30, zUm: -20 }, { myelinated: true, diameterUm: 10, yUm: 30, zUm: 0 });
    const electrodes = [
      electrodeSchema.parse({ kind: 'life', id: 'L', xUm: 0, yUm: 45, zUm: -20, diameterUm: 25 }),
      electrodeSchema.parse({ kind: 'cuff', id: 'C', centerXUm: 0 }),
    ];
    const { axons, maskedByElectrode, warnings } = populateFascicle(fascicle, electrodes, 1, SILENT_TASK);
    expect([...axons.placed]).toEqual([0, 1]);
    expect(axons.yUm[0]).toBe(30);
    expect(maskedByElectrode).toBe(1);
    expect(warnings[0]).toMatch(/^1 axon lies where an electrode is/);
  });

  it('a strip and a point take places too', () => {
    const fascicle = explicit({ myelinated: true, diameterUm: 10, yUm: 30, zUm: -20 });
    const strip = electrodeSchema.parse({ kind: 'time', id: 'T', xUm: 0, yUm: 30, zUm: -9, thicknessUm: 14 });
    const point = electrodeSchema.parse({ kind: 'point', id: 'P', xUm: 0, yUm: 34, zUm: -20 });
    const clear = electrodeSchema.parse({ kind: 'point', id: 'P', xUm: 0, yUm: 36, zUm: -20 });
    expect([strip, point, clear].map((e) => populateFascicle(fascicle, [e], 1, SILENT_TASK).maskedByElectrode)).toEqual([1, 1, 0]);
  });
});
