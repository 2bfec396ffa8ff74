// Spike detection against SciPy's find_peaks, and the rules of a row.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findPeaks } from '../../../src-workers/analysis/peaks';
import { DEFAULT_SPIKE_RULES, interpolatedPeakMs, rasterOf, rasterRow } from '../../../src-workers/analysis/raster';

interface Reference {
  signals: number[][];
  cases: { signal: number; height: [number, number]; distance: number; width: number; peaks: number[] }[];
}
const reference = JSON.parse(readFileSync(new URL('./data/find-peaks.json', import.meta.url), 'utf8')) as Reference;

describe('peaks', () => {
  it(`are those of SciPy in ${reference.cases.length} cases`, () => {
    for (const { signal, height, distance, width, peaks } of reference.cases) {
      const values = reference.signals[signal];
      const found = findPeaks(values, values.length, { minimumHeight: height[0], maximumHeight: height[1], distanceSamples: distance, widthSamples: width });
      expect(found, `signal ${signal}, height ${String(height)}, distance ${distance}, width ${width}`).toEqual(peaks);
    }
  });
});

/** A bell of the given peak and half width at t, on -70 mV; 0.005 ms per sample, 5 ms. */
function row(...bells: [atMs: number, halfWidthMs: number, peakMv: number][]): Float64Array {
  return Float64Array.from({ length: 1001 }, (_, k) => bells.reduce((v, [at, half, peak]) => Math.max(v, -70 + (peak + 70) * 2 ** -(((k * 0.005 - at) / half) ** 2)), -70));
}

describe('spikes of a row', () => {
  it('a normal spike, at its peak sample', () => expect(rasterRow(row([1.234, 0.2, 30]), 0.005)).toEqual([247 * 0.005]));

  it('not below -20 mV, not above +70 mV, not narrower than 0.1 ms', () => {
    expect(rasterRow(row([1, 0.2, -20.1]), 0.005)).toEqual([]);
    expect(rasterRow(row([1, 0.2, -19.9]), 0.005)).toEqual([1]);
    expect(rasterRow(row([1, 0.2, 70.1]), 0.005)).toEqual([]);
    expect(rasterRow(row([1, 0.045, 30]), 0.005)).toEqual([]);
    expect(rasterRow(row([1, 0.055, 30]), 0.005)).toEqual([1]);
  });

  it('of two within 0.5 ms the higher counts, whichever comes first', () => {
    expect(rasterRow(row([1, 0.1, 20], [1.45, 0.1, 30]), 0.005)).toEqual([1.45]);
    expect(rasterRow(row([1, 0.1, 30], [1.45, 0.1, 20]), 0.005)).toEqual([1]);
    expect(rasterRow(row([1, 0.1, 20], [1.5, 0.1, 30]), 0.005)).toEqual([1, 1.5]);
  });

  it('from a given time on, without shifting times', () => expect(rasterRow(row([1, 0.1, 20], [3, 0.1, 30]), 0.005, { fromMs: 2 })).toEqual([3]));

  it('a growing row loses no spike that is older than the refractory time', () => {
    const values = row([1, 0.2, 20], [1.3, 0.1, 25], [3, 0.2, 30]);
    const final = rasterRow(values, 0.005);
    for (let count = 0; count <= values.length; count += 7) {
      const old = rasterRow(values, 0.005, { count }).filter((t) => t < count * 0.005 - DEFAULT_SPIKE_RULES.refractoryMs);
      expect(final.slice(0, old.length)).toEqual(old);
    }
  });

  it('peak times between samples', () => {
    const values = row([1.2345, 0.2, 30]);
    expect(interpolatedPeakMs(values, 0.005, rasterRow(values, 0.005)[0])).toBeCloseTo(1.2345, 4);
  });

  it('rows become a raster sorted by time, then position', () => {
    expect(rasterOf([0, 10, 20], [[2, 3], [1], [2]])).toEqual({ xUm: Float64Array.of(10, 0, 20, 0), timeMs: Float64Array.of(1, 2, 2, 3) });
  });
});
