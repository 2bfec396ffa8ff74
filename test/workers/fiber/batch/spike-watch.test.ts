// Spikes found on the fly against the analysis room's rules applied to the whole trace.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SPIKE_RULES, findPeaks } from '../../../../src-workers/analysis';
import { SpikeWatch, spikeSamples } from '../../../../src-workers/fiber/spike-watch';

const spikesByDefinition = (row: number[], distanceSamples: number, widthSamples: number): number[] =>
  findPeaks(row, row.length, { minimumHeight: DEFAULT_SPIKE_RULES.minimumMv, maximumHeight: DEFAULT_SPIKE_RULES.maximumMv, distanceSamples, widthSamples });

function spikesOnTheFly(row: number[], distance: number, widthSamples: number, block: number): number[] {
  const watch = new SpikeWatch(widthSamples, row[0]);
  for (let from = 1; from < row.length; from += block) {
    const to = Math.min(from + block, row.length);
    const values = row.slice(from, to);
    const window = (first: number): number[] => {
      expect(first).toBeGreaterThanOrEqual(from - SpikeWatch.lookbackSamples(widthSamples));
      return row.slice(first, to);
    };
    watch.push({ from, to, window, smallest: Math.min(...values), largest: Math.max(...values), complete: to === row.length });
  }
  return spikeSamples(watch.peaks, distance).map(({ sample }) => sample);
}

/** Rows made of smooth bumps of any width and height, with noise or flat tops: artefacts, spikes, spikes on artefacts. */
const row = fc.record({
  bumps: fc.array(fc.record({ at: fc.integer({ min: -10, max: 310 }), width: fc.integer({ min: 3, max: 120 }).map((w) => w / 3), height: fc.integer({ min: -120, max: 160 }) }), { minLength: 2, maxLength: 8, size: 'max' }),
  noise: fc.constantFrom(0, 0, 0.3, 8),
  cap: fc.constantFrom(1000, 1000, 0.5, 30.5),
  seed: fc.nat(),
}).map(({ bumps, noise, cap, seed }) => {
  let state = seed;
  return Array.from({ length: 300 }, (_, s) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const value = bumps.reduce((sum, { at, width, height }) => sum + height * Math.exp(-(((s - at) / width) ** 2)), -70) + noise * (state / 2 ** 32);
    return Math.min(value, cap);
  });
});

describe('SpikeWatch', () => {
  it('finds the spikes of the definition, whatever the blocks', () => {
    let spikes = 0;
    fc.assert(fc.property(row, fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 25 }), fc.integer({ min: 1, max: 120 }), (values, distance, width, block) => {
      const expected = spikesByDefinition(values, distance, width);
      spikes += expected.length;
      expect(spikesOnTheFly(values, distance, width, block)).toEqual(expected);
    }), { numRuns: 1500, seed: 3 });
    expect(spikes).toBeGreaterThan(500);
  });

  it('reports an action potential once, and not an electrode artefact above 70 mV', () => {
    const spike = Array.from({ length: 400 }, (_, s) => -70 + 100 * Math.exp(-(((s - 150) / 15) ** 2)) + 300 * Math.exp(-(((s - 40) / 12) ** 2)));
    expect(spikesOnTheFly(spike, 100, 20, 64)).toEqual([150]);
  });
});
