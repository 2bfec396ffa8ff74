// Spikes found on the fly against the definition applied to the whole trace (SciPy's find_peaks with NRV's settings).
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SPIKE_HEIGHT_MV, SpikeWatch, spikeSamples } from '../../../../src-workers/fiber/spike-watch';

/** Peaks by the definition: height, distance, prominence over the whole row, width at half prominence. */
function spikesByDefinition(row: number[], distance: number, widthSamples: number): number[] {
  let peaks: number[] = [];
  for (let i = 1; i < row.length - 1; i++) {
    if (!(row[i] > row[i - 1])) continue;
    let j = i;
    while (j < row.length - 1 && row[j + 1] === row[i]) j++;
    if (j < row.length - 1 && row[j + 1] < row[i]) peaks.push((i + j) >> 1);
    i = j;
  }
  peaks = peaks.filter((p) => row[p] >= SPIKE_HEIGHT_MV.lowest && row[p] <= SPIKE_HEIGHT_MV.highest);
  const kept = new Set(peaks);
  for (const p of [...peaks].sort((a, b) => row[b] - row[a] || b - a)) {
    if (kept.has(p)) for (const q of peaks) if (q !== p && Math.abs(q - p) < distance) kept.delete(q);
  }
  return peaks.filter((p) => kept.has(p)).filter((p) => {
    const side = (direction: number): number => {
      let lowest = row[p];
      for (let s = p; s >= 0 && s < row.length && row[s] <= row[p]; s += direction) lowest = Math.min(lowest, row[s]);
      return lowest;
    };
    const level = row[p] - 0.5 * (row[p] - Math.max(side(-1), side(1)));
    const crossing = (direction: number): number => {
      let s = p;
      while (level < row[s]) s += direction;
      return Math.abs(s - p) - (row[s] < level ? (level - row[s]) / (row[s - direction] - row[s]) : 0);
    };
    return crossing(-1) + crossing(1) >= widthSamples;
  });
}

function spikesOnTheFly(row: number[], distance: number, widthSamples: number, block: number): number[] {
  const watch = new SpikeWatch(widthSamples, row[0]);
  const at = (sample: number): number => row[sample];
  for (let from = 1; from < row.length; from += block) {
    const to = Math.min(from + block, row.length);
    const values = row.slice(from, to);
    watch.push({ from, to, at, smallest: Math.min(...values), largest: Math.max(...values) });
    watch.settle(at, to, to === row.length);
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
